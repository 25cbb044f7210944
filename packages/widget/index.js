// Adds `/widget.js` to a page, and passes commands to `adda(name, value)`, the loader's only
// global name. Nothing here touches the page when it is imported.

/** @typedef {(name: string, ...values: unknown[]) => unknown} Command */

const TIMEOUT_MS = 30_000;
/** The least time between two renewals. A token that is rejected again at once is wrong, not old. */
const RENEWAL_MS = 60_000;

export class AddaError extends Error {
  /**
   * @param {import("./index.d.ts").FailureCode} code
   * @param {string} message
   */
  constructor(code, message) {
    super(`Adda: ${message}`);
    this.name = "AddaError";
    this.code = code;
  }
}

const hasPage = () => typeof window !== "undefined" && typeof document !== "undefined";

/**
 * Returns the page's `adda`: the loader's, or one that keeps the calls until the loader is there.
 *
 * @returns {Command & { q?: unknown[][], isHere?: boolean }}
 */
function adda() {
  const page = /** @type {{ adda?: Command & { q?: unknown[][] } }} */ (/** @type {unknown} */ (window));
  if (!page.adda) {
    /** @type {Command & { q?: unknown[][] }} */
    const keep = (...call) => void (keep.q ??= []).push(call);
    page.adda = keep;
  }
  return page.adda;
}

/** @type {Command} */
const command = (name, ...values) => (hasPage() ? adda()(name, ...values) : undefined);

/** @type {import("./index.d.ts").Chat} */
export const chat = {
  open: () => void command("open"),
  close: () => void command("close"),
  toggle: () => void command("toggle"),
  show: () => void command("show"),
  hide: () => void command("hide"),
  identify: (token) => void command("identify", { token }),
  signOut: () => void command("signOut"),
  setLanguage: (language) => void command("locale", language),
  prefill: (text) => void command("prefill", text),
  on(name, callback) {
    /** @type {Listener} */
    const listener = { name, callback: /** @type {(...values: any[]) => void} */ (callback), round: NaN, remove: undefined };
    listeners.add(listener);
    listen(listener);
    return () => {
      listeners.delete(listener);
      if (typeof listener.remove === "function") listener.remove();
    };
  },
};

/**
 * The callbacks of the application, which outlast `unload`.
 *
 * @typedef {{ name: string, callback: (...values: any[]) => void, round: number, remove: unknown }} Listener
 * @type {Set<Listener>}
 */
const listeners = new Set();
/** The number of times that the chat was unloaded. */
let round = 0;

/**
 * Passes the events of the chat on the page to a callback.
 *
 * @param {Listener} listener
 */
function listen(listener) {
  if (listener.round === round) return;
  listener.round = round;
  // The loader returns a function that removes the callback, but not for a call that was kept.
  listener.remove = command("on", listener.name, (/** @type {any[]} */ ...values) => {
    if (listeners.has(listener)) listener.callback(...values);
  });
}

/** The address of the chat on this page, and the values that were applied last. */
let source = "";
/** @type {string | undefined} */
let identityToken;
/** @type {string | undefined} */
let language;
/** @type {import("./index.d.ts").Options["renewToken"]} */
let renewToken;
let renewedAt = -Infinity;
/** Whether the chat was unloaded before its script came. */
let isLeaving = false;
/** @type {(() => void) | undefined} */
let stopRenewing;
/** @type {Promise<import("./index.d.ts").Chat> | undefined} */
let loading;

/** @type {typeof import("./index.d.ts").load} */
export function load(options) {
  if (!hasPage()) return Promise.reject(new AddaError("no_page", "load() needs a page. Call it in the browser only."));
  let address;
  try {
    address = new URL("/widget.js", options.server).href;
  } catch {
    return Promise.reject(new AddaError("server", `"${options.server}" is not the address of a server.`));
  }
  if (source && source !== address) {
    return Promise.reject(new AddaError("server", `the page has the chat of ${new URL(source).origin} already.`));
  }
  // Its script has come since, and has removed it.
  if (isLeaving && !("adda" in window)) forget();
  if (source) {
    const page = adda();
    if (isLeaving && page.q) page.q = page.q.filter(([name]) => name !== "unload");
    isLeaving = false;
    applyChanges(options);
  } else {
    source = address;
    ({ identityToken, language } = options);
    stopRenewing ??= chat.on("error", renewIdentity);
    listeners.forEach(listen);
  }
  renewToken = options.renewToken ?? renewToken;
  loading ??= begin(address, options).catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

/** @type {typeof import("./index.d.ts").unload} */
export function unload() {
  if (!hasPage() || !source) return;
  const isHere = adda().isHere;
  // Kept until the script comes, if it is not there yet.
  command("unload");
  if (isHere) forget();
  else isLeaving = true;
}

/** Forgets a chat that is no longer on the page. */
function forget() {
  found(source)?.remove();
  source = "";
  loading = undefined;
  isLeaving = false;
  round += 1;
}

/**
 * Applies what may change after the first call.
 *
 * @param {import("./index.d.ts").Options} options
 */
function applyChanges(options) {
  const { identityToken: token = identityToken, language: tag = language, colorScheme } = options;
  const script = found(source);
  if (colorScheme && script && script.dataset.colorScheme !== colorScheme) script.dataset.colorScheme = colorScheme;
  if (token !== identityToken) {
    if (token) chat.identify(token);
    else chat.signOut();
  }
  if (tag !== undefined && tag !== language) chat.setLanguage(tag);
  identityToken = token;
  language = tag;
}

/** @param {import("./index.d.ts").Problem} problem */
async function renewIdentity({ reason }) {
  if (reason !== "identity" || !renewToken || performance.now() - renewedAt < RENEWAL_MS) return;
  renewedAt = performance.now();
  try {
    const token = await renewToken();
    if (token) chat.identify(token);
  } catch (error) {
    console.warn("Adda: the identity token could not be renewed.", error);
  }
}

/**
 * @param {string} address
 * @param {import("./index.d.ts").Options} options
 * @returns {Promise<import("./index.d.ts").Chat>}
 */
function begin(address, { timeout = TIMEOUT_MS, ...options }) {
  const { origin } = new URL(address);
  const script = adda().isHere ? undefined : (found(address) ?? added(address, options));
  return new Promise((resolve, reject) => {
    /** @param {import("./index.d.ts").FailureCode} code @param {string} message */
    const fail = (code, message) => {
      stop();
      // A script that did not come is requested again by the next call.
      if (!adda().isHere) script?.remove();
      reject(new AddaError(code, message));
    };
    const failed = () => fail("script", `${address} could not be loaded. Check the address, the content security policy, and whether an extension blocks it.`);
    const late = () => fail("timeout", `the chat of ${origin} was not ready within ${timeout} ms.`);
    const timer = setTimeout(late, timeout);
    script?.addEventListener("error", failed);
    const stops = [
      chat.on("ready", () => {
        stop();
        resolve(chat);
      }),
      // Also called at once if an earlier answer said so.
      chat.on("state", (state) => {
        if (state === "off") fail("off", `the chat of ${origin} is turned off in the settings.`);
      }),
      chat.on("error", ({ reason }) => {
        if (reason === "unreachable") fail("unreachable", `${origin} does not answer, does not allow the origin ${location.origin}, or the content security policy forbids it.`);
      }),
    ];
    function stop() {
      clearTimeout(timer);
      script?.removeEventListener("error", failed);
      // The loader calls `ready` within `on` if the button is there already.
      queueMicrotask(() => stops.forEach((remove) => remove()));
    }
  });
}

/**
 * Returns the script that the page has already.
 *
 * @param {string} address
 */
const found = (address) => [...document.scripts].find((script) => script.src === address);

/**
 * @param {string} address
 * @param {import("./index.d.ts").Options} options
 */
function added(address, options) {
  const script = document.createElement("script");
  script.async = true;
  script.src = address;
  if (options.nonce) script.nonce = options.nonce;
  const { language: locale, position, color, colorScheme, identityToken: token, signInUrl, hideButton } = options;
  const values = { locale, position, color, colorScheme, identityToken: token, signInUrl, hideButton: hideButton ? "" : undefined };
  for (const [name, value] of Object.entries(values)) if (value !== undefined) script.dataset[name] = value;
  document.head.append(script);
  return script;
}
