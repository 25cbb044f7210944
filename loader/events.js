// Events of the widget, and the page's listeners.

/** Warns in the browser's console of a mistake in how the page uses the chat. */
export const warn = (what) => console.warn(`Adda: ${what}`);

/** Warns that a name used by the page does not exist. */
export const unknown = (name) => warn(`unknown "${name}"`);

const listeners = {};
let isReady;

/** Calls `callback` at each event of a name. Returns the function that removes it. */
export function on(name, callback) {
  if (!"open close ready message unread error".split(" ").includes(name)) unknown(name);
  const set = (listeners[name] ??= new Set()).add(callback);
  // A listener that is added later is called too.
  if (name === "ready" && isReady) callback();
  return () => set.delete(callback);
}

export function tell(name, what) {
  isReady ||= name === "ready";
  for (const callback of listeners[name] ?? []) {
    // An error in the page's callback does not stop the chat.
    queueMicrotask(() => callback(what));
  }
}
