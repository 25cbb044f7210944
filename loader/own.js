// Hides events in the widget from the page's scripts. Otherwise shortcuts would consume
// letters typed into the widget, focus traps would take the focus back, and a dialog that
// keeps clicks within itself would block the chat. A listener that the page added to the
// window before this script still gets them.
import { listen } from "./listen.js";
import { host, root } from "./place.js";

/** Keeps events in the widget from the page's scripts. */
export function keepOwn() {
  let isHeard;
  root.addEventListener("click", () => (isHeard = true), true);
  listen("touchstart focusin click mousedown pointerdown keydown keyup keypress", (event) => {
    const { type } = event;
    const [target] = event.composedPath();
    // The button takes no letters, so there they may be the page's shortcuts.
    if (!root.contains(target) || (event.key?.length < 2 && target.matches(".adda-button"))) return;
    // A copy of the event that does not leave the shadow root.
    const init = new Proxy(event, { get: (it, key) => key !== "composed" && it[key] });
    // Firefox lets every KeyboardEvent leave the shadow root, so the copy is an Event.
    const copy = new (event.key ? Event : event.constructor)(type, init);
    for (const name in event) name in copy || (copy[name] = event[name]);
    const again = () => target.dispatchEvent(copy);
    // A click works without the copy. It is repeated only if the page has stopped it.
    if (type === "click") setTimeout(() => isHeard || again(), (isHeard = false));
    else {
      event.stopImmediatePropagation();
      // The widget does not listen to touches.
      type[0] === "t" || again() || event.preventDefault();
    }
  });
  listen("focusout", (event) => event.relatedTarget === host && event.stopImmediatePropagation());
}
