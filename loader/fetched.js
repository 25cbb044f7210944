/** Fetches a resource that must exist. Throws an error with the status if the answer is not a success. */
export async function fetched(address, request) {
  const response = await fetch(address, request);
  const { ok, status } = response;
  if (!ok) throw Object.assign(Error(`${address}: ${status}`), { status });
  return response;
}
