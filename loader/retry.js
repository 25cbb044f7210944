// Repeats requests until they succeed. Each attempt has a time limit. The waits between
// attempts grow, and end when the page or the network returns.
import { listen } from "./listen.js";

/** The longest wait. A longer one would hardly reduce the load of the server. */
const LONGEST_WAIT_MS = 60_000;

/** Calls `callback` when the page or the network returns. Returns the function that ends this. */
function onReturn(callback) {
  const control = new AbortController();
  // `visibilitychange` is dispatched on the document.
  listen("online focus pageshow visibilitychange", () => document.hidden || callback(), control.signal);
  return () => control.abort();
}

/** Waits until the time is over or the page or the network returns. A hidden page waits until it is shown. */
const pause = (milliseconds) =>
  new Promise((done) => {
    const end = () => {
      if (document.hidden) return;
      clearTimeout(timer);
      stop();
      done();
    };
    const timer = setTimeout(end, milliseconds);
    const stop = onReturn(end);
  });

/**
 * Aborts an attempt after `milliseconds`, or after a quarter of them if the page or the
 * network has returned since it began. The attempt gets the signal.
 */
export async function limited(milliseconds, attempt) {
  const control = new AbortController();
  const began = performance.now();
  let timer;
  const limit = (left) => {
    clearTimeout(timer);
    timer = setTimeout(() => control.abort(), began + left - performance.now());
  };
  limit(milliseconds);
  const stop = onReturn(() => limit(milliseconds / 4));
  try {
    const late = new Promise((_, fail) => (control.signal.onabort = () => fail(Error("no answer"))));
    // The signal alone is not enough, because an import cannot be aborted.
    return await Promise.race([attempt(control.signal), late]);
  } finally {
    clearTimeout(timer);
    stop();
  }
}

/** Repeats an attempt until it succeeds. Calls `failed` with the first error. */
export async function persist(attempt, failed) {
  for (let wait = 1_000; ; wait = Math.min(2 * wait, LONGEST_WAIT_MS)) {
    try {
      return await attempt();
    } catch (error) {
      failed?.(error);
      failed = undefined;
    }
    // Random, so that not all pages send requests together when a server returns.
    await pause(wait * (0.5 + Math.random() / 2));
  }
}
