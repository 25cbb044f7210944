// Events of the widget, and the page's listeners.

/** Warns in the browser's console of a mistake in how the page uses the chat. */
export const warn = (what) => console.warn(`Adda: ${what}`);

/** Warns that a name used by the page does not exist. */
export const unknown = (name) => warn(`unknown "${name}"`);

const listeners = {};
/** The last values of the events that tell how things are, for listeners that are added later. */
const last = {};

/** Calls `callback` at each event of a name. Returns the function that removes it. */
export function on(name, callback) {
  if (!"open close ready message unread error state".split(" ").includes(name)) unknown(name);
  const set = (listeners[name] ??= new Set()).add(callback);
  if (name in last) callback(last[name]);
  return () => set.delete(callback);
}

export function tell(name, what) {
  if (name === "ready" || name === "state") last[name] = what;
  for (const callback of listeners[name] ?? []) {
    // An error in the page's callback does not stop the chat.
    queueMicrotask(() => callback(what));
  }
}
