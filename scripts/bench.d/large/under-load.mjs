// Measurements while other requests run, and of requests that are made only once.
import http from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { Caller, say } from "./caller.mjs";
import { COUNTS, FIRST_PAGE } from "./inbox.mjs";
import { measure, spread, timed } from "./measure.mjs";
import { YEAR } from "./statistics.mjs";

const SENDERS = 5;
const PAUSE_MS = 100;
const IDENTIFIED = 20;
const DRAIN_LIMIT_MS = 600_000;

/** Repeats `act` until `until` has ended. Returns the milliseconds of each run. */
async function during(until, act, pause = 0) {
  let isOver = false;
  const ended = until.finally(() => (isOver = true));
  const times = [];
  while (!isOver) {
    times.push(await timed(act));
    await wait(pause);
  }
  await ended;
  return times;
}

/** Measures the first page and the counts while five visitors write ten messages a second each. */
export async function whileMessagesArrive(origin, admin) {
  const visitors = [];
  for (let count = 0; count < SENDERS; count += 1) visitors.push(await Caller.visitor(origin));
  const measured = (async () => [await measure(admin, FIRST_PAGE), await measure(admin, COUNTS)])();
  const sends = await Promise.all(visitors.map((visitor) => during(measured, () => say(visitor, "Hello?"), PAUSE_MS)));
  for (const { caller } of visitors) caller.close();
  const answers = (await measured).map(({ what, ...times }) => ({ what: `${what}, while messages arrive`, ...times }));
  return [...answers, { what: "a send meanwhile", ...spread(sends.flat()) }];
}

/** Measures the first page while two people keep requesting the statistics of a year. */
export async function whileStatisticsAreRead(origin, admin) {
  const viewers = [await Caller.admin(origin), await Caller.admin(origin)];
  const measured = measure(admin, FIRST_PAGE);
  await Promise.all(viewers.map((viewer) => during(measured, () => YEAR.ask(viewer))));
  for (const viewer of viewers) viewer.close();
  const { what, ...times } = await measured;
  return { what: `${what}, while two read a year's statistics`, ...times };
}

/** Measures how long it takes to identify visitors, who have already written, as the regular customer. */
export async function identifying(origin) {
  const times = [];
  while (times.length < IDENTIFIED) {
    const { caller } = await Caller.visitor(origin);
    times.push(await timed(() => caller.identify()));
    caller.close();
  }
  return { what: "identifying a visitor who has written", ...spread(times) };
}

/** Fetches a transcript. Returns the milliseconds to its first byte and to its end, and its bytes. */
export async function transcript(origin, customer) {
  const page = await customer.get("/support/conversations/");
  const [conversation] = page.match(/CONV-[A-Z0-9]+/);
  const begun = performance.now();
  return new Promise((resolve, reject) => {
    const options = { headers: customer.headers };
    const request = http.get(`${origin}/support/api/conversation/${conversation}/transcript/`, options, (answer) => {
      let [first, bytes] = [null, 0];
      answer.on("data", (part) => {
        first ??= performance.now() - begun;
        bytes += part.length;
      });
      answer.on("error", reject).on("end", () => resolve({ status: answer.statusCode, first, end: performance.now() - begun, bytes }));
    });
    request.on("error", reject);
  });
}

/**
 * Brings an agent online while a long queue waits. Returns the seconds until it is empty and the
 * longest send in the meantime.
 */
export async function drain(origin, admin) {
  const visitor = await Caller.visitor(origin);
  const begun = performance.now();
  const emptied = (async () => {
    await admin.post("/support/agent/api/online/", { is_online: true });
    for (;;) {
      const { counts } = await admin.call("agent/inbox", { view: { label: 999_999_999 }, cursor: null });
      if (counts.unassigned === 0) return (performance.now() - begun) / 1000;
      if (performance.now() - begun > DRAIN_LIMIT_MS) throw new Error(`${counts.unassigned} conversations still wait`);
      await wait(50);
    }
  })();
  const sends = await during(emptied, () => say(visitor, "Hello?"), 5);
  visitor.caller.close();
  return { seconds: await emptied, ...spread(sends), longest: Math.max(...sends) };
}
