// What the page is told, and who wants to hear it.

/** Says in the page's console what is wrong with how the page uses the chat. */
export const warn = (what) => console.warn(`Adda: ${what}`);

/** Says that something which the page names does not exist. */
export const unknown = (name) => warn(`unknown "${name}"`);

const listeners = {};
let isReady;

/** Calls back at each event of a name. Gives the function that ends it. */
export function on(name, callback) {
  if (!"open close ready message unread error".split(" ").includes(name)) unknown(name);
  const set = (listeners[name] ??= new Set()).add(callback);
  // That has been already, for whoever comes late.
  if (name === "ready" && isReady) callback();
  return () => set.delete(callback);
}

export function tell(name, what) {
  isReady ||= name === "ready";
  for (const callback of listeners[name] ?? []) {
    // What goes wrong in the page's own code is the page's: the chat goes on.
    queueMicrotask(() => callback(what));
  }
}
