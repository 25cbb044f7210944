/** Fetches what must be there. An answer that says otherwise is a failure. */
export async function fetched(address, request) {
  const response = await fetch(address, request);
  const { ok, status } = response;
  if (!ok) throw Object.assign(Error(`${address}: ${status}`), { status });
  return response;
}
