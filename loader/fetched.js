/** Fetches what must be there. An answer that says otherwise is a failure. */
export async function fetched(address, request) {
  const response = await fetch(address, request);
  if (!response.ok) throw Error(`${address}: ${response.status}`);
  return response;
}
