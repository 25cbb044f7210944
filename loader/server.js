import { fetched } from "./fetched.js";
import { server } from "./settings.js";

/** Sends a request to the support server. Throws if it does not succeed. */
export const ask = (path, request) => fetched(server + path, request);

/** Sends a request as the customer, if there is a token. */
export const askAs = (token, path, request) =>
  ask(path, { ...request, headers: token && { Authorization: `Bearer ${token}` } });
