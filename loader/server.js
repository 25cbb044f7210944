import { fetched } from "./fetched.js";
import { server } from "./settings.js";

/** Makes a request to the support server that must succeed. */
export const ask = (path, request) => fetched(server + path, request);

/** Makes it in the name of the customer. */
export const askAs = (token, path, request) =>
  ask(path, token ? { ...request, headers: { Authorization: `Bearer ${token}` } } : request);
