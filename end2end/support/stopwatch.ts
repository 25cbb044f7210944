/** Runs something, and prints how many seconds it took. */
export async function timed(what: string, action: () => Promise<unknown>): Promise<void> {
  const begun = performance.now();
  await action();
  console.log(`    ${what}: ${((performance.now() - begun) / 1000).toFixed(1)} s`);
}
