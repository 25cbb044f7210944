import { server } from "./settings.js";

/** A request to the support server that must succeed. */
export async function ask(path, request) {
  const response = await fetch(server + path, request);
  if (!response.ok) throw Error(response.status);
  return response;
}

/** The same, in the name of the customer. */
export function askAs(token, path, request) {
  return ask(path, token ? { ...request, headers: { Authorization: `Bearer ${token}` } } : request);
}
