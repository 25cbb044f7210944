// What is done in the widget is not for the page's scripts: shortcuts would take
// letters that are typed here, focus traps would take the focus back, and what
// keeps clicks within a dialog would keep them from the chat. The page hears of it
// only where it has asked the window before this script.
import { host, root } from "./place.js";

const TYPES = "touchstart focusin click mousedown pointerdown keydown keyup keypress".split(" ");

/** Keeps events in the widget from the page's scripts. */
export function keepOwn() {
  let isHeard;
  root.addEventListener("click", () => (isHeard = true), true);
  for (const type of TYPES) {
    addEventListener(
      type,
      (event) => {
        const [target] = event.composedPath();
        // On the button no one types: there, letters may be shortcuts.
        if (!root.contains(target) || (event.key?.length < 2 && target.matches(".adda-button"))) return;
        // The same event again, which does not leave the shadow root.
        const init = new Proxy(event, { get: (it, key) => key !== "composed" && it[key] });
        // Firefox lets each KeyboardEvent leave: with keys, it is a plain one like it.
        const copy = new (event.key ? Event : event.constructor)(type, init);
        for (const name in event) name in copy || (copy[name] = event[name]);
        const again = () => target.dispatchEvent(copy);
        // A click acts by itself: it comes again only if the page has kept it.
        if (type === "click") setTimeout(() => isHeard || again(), (isHeard = false));
        else {
          event.stopImmediatePropagation();
          // No part of the widget listens to touches.
          type[0] === "t" || again() || event.preventDefault();
        }
      },
      true,
    );
  }
  addEventListener("focusout", (event) => event.relatedTarget === host && event.stopImmediatePropagation(), true);
}
