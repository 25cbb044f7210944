// Asks one question after the other, each some times.
import { Caller } from "./caller.mjs";
import { INBOX, SEARCHES } from "./inbox.mjs";
import { HISTORY, STATISTICS } from "./statistics.mjs";

const TIMES = 20;

/** A share of the times, in milliseconds, was at most this. */
const percentile = (sorted, share) => sorted[Math.ceil(sorted.length * share) - 1];

async function measure(caller, { what, prepare, ask }) {
  const prepared = await prepare?.(caller);
  // Not counted: the database reads what it needs into memory.
  await ask(caller, prepared);
  const times = [];
  while (times.length < TIMES) {
    const begun = performance.now();
    await ask(caller, prepared);
    times.push(performance.now() - begun);
  }
  times.sort((a, b) => a - b);
  return { what, median: percentile(times, 0.5), p95: percentile(times, 0.95) };
}

/** For each subject, what was asked and how long it took. */
export async function measureAll(origin) {
  const [admin, customer] = [await Caller.admin(origin), await Caller.regularCustomer(origin)];
  const subjects = [];
  for (const [name, caller, questions] of [
    ["inbox", admin, INBOX], ["search", admin, SEARCHES], ["statistics", admin, STATISTICS], ["history", customer, HISTORY],
  ]) {
    const answers = [];
    for (const question of questions) answers.push(await measure(caller, question));
    subjects.push({ name, answers });
  }
  admin.close();
  customer.close();
  return subjects;
}
