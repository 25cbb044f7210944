// Requests that have to succeed: each has a time limit and is made again until it
// succeeds, less and less often, and at once when the page or the network comes
// back.

/** A longer wait than this does not spare the server much. */
const LONGEST_WAIT_MS = 60_000;
const SIGNS = "online focus pageshow visibilitychange".split(" ");

/** Calls back when the page or the network comes back. Returns the function that ends it. */
function onReturn(callback) {
  const hear = () => document.hidden || callback();
  // Captured, because `visibilitychange` is the document's.
  for (const sign of SIGNS) addEventListener(sign, hear, true);
  return () => SIGNS.forEach((sign) => removeEventListener(sign, hear, true));
}

/** Waits, but not after the page or the network has come back. A hidden page waits until it is shown. */
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
 * Gives up an attempt after some milliseconds, or after a quarter of them when
 * the page or the network has come back meanwhile. The attempt gets a signal.
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
    // Not only by the signal: an import cannot be aborted.
    return await Promise.race([attempt(control.signal), late]);
  } finally {
    clearTimeout(timer);
    stop();
  }
}

/** Repeats an attempt until it succeeds. `failed` hears of the first failure. */
export async function persist(attempt, failed) {
  for (let wait = 1_000; ; wait = Math.min(2 * wait, LONGEST_WAIT_MS)) {
    try {
      return await attempt();
    } catch (error) {
      failed?.(error);
      failed = undefined;
    }
    // Spread by chance, so that not all pages come at once when a server returns.
    await pause(wait * (0.5 + Math.random() / 2));
  }
}
