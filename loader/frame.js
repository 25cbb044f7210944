// The empty window, shown from the press of the button until the program's window takes its
// place (`src/widget/window.rs`). The caller sets its class, `adda-window`.
import { html } from "./html.js";

/** Returns the window. `color` is that of its header. */
export function frame(label, color) {
  const window = html("section", { role: "dialog", "aria-label": label, "aria-busy": true, tabindex: -1 });
  // Set through the object model, because a content security policy may forbid inline styles.
  window.style.color = color;
  return window;
}
