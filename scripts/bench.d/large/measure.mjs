// Sends one request after the other, each several times.
import { INBOX, SEARCHES } from "./inbox.mjs";
import { HISTORY, LOG, STATISTICS } from "./statistics.mjs";

const TIMES = 100;

/** Returns the time in milliseconds within which this share of the requests was answered. */
export const percentile = (sorted, share) => sorted[Math.ceil(sorted.length * share) - 1];

/** Returns the median and the 99th percentile, in milliseconds. */
export function spread(times) {
  const sorted = times.toSorted((a, b) => a - b);
  return { median: percentile(sorted, 0.5), p99: percentile(sorted, 0.99) };
}

/** Returns how long `act` takes, in milliseconds. */
export async function timed(act) {
  const begun = performance.now();
  await act();
  return performance.now() - begun;
}

export async function measure(caller, { what, prepare, ask }, times = TIMES) {
  const prepared = await prepare?.(caller);
  // The first request does not count. It makes the database read its data into memory.
  await ask(caller, prepared);
  const taken = [];
  while (taken.length < times) taken.push(await timed(() => ask(caller, prepared)));
  return { what, ...spread(taken) };
}

/** Returns, for each subject, the requests and how long they took. */
export async function measureAll(admin, customer) {
  const subjects = [];
  for (const [name, caller, questions] of [
    ["inbox", admin, INBOX], ["search", admin, SEARCHES], ["statistics", admin, STATISTICS],
    ["change log", admin, LOG], ["history", customer, HISTORY],
  ]) {
    const answers = [];
    for (const question of questions) answers.push(await measure(caller, question));
    subjects.push({ name, answers });
  }
  return subjects;
}
