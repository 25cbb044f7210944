import { fetched } from "./fetched.js";
import { server } from "./settings.js";

/** Makes a request to the support server that must succeed. */
export const ask = (path, request) => fetched(server + path, request);

/** Makes it in the name of the customer, if there is a token. */
export const askAs = (token, path, request) =>
  ask(path, { ...request, headers: token && { Authorization: `Bearer ${token}` } });
