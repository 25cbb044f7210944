// What the page is told, and who wants to hear it.

/** Says in the page's console what is wrong with how the page uses the chat. */
export const warn = (what) => console.warn(`Adda: ${what}`);

const listeners = {};
let isReady;

/** Calls back at each event of a name. Gives the function that ends it. */
export function on(name, callback) {
  const set = (listeners[name] ??= new Set());
  set.add(callback);
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
