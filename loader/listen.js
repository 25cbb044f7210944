const control = new AbortController();
/** Aborted when the page unloads the chat. */
export const { signal: ended } = control;
/** Ends all listeners. */
export const end = () => control.abort();

/**
 * Listens on the window to events of these types, separated by spaces, until the signal is
 * aborted. Comes before the page's listeners.
 */
export function listen(types, callback, signal = ended) {
  for (const type of types.split(" ")) addEventListener(type, callback, { capture: true, signal });
}
