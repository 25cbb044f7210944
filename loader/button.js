// The button before the widget's program is loaded. The program replaces it with its own,
// which looks the same (`src/widget/button.rs`).

import { frame } from "./frame.js";
import { html, make } from "./html.js";

/** The colour of a dark icon, as in `style/_tokens.scss`. */
const DARK = "#16202a";
const BUBBLE = "M4 5.5h16v11h-9l-4.5 4v-4H4zM8 9.5h8M8 12.5h5";

const drawn = (name, ...what) => make(document.createElementNS("http://www.w3.org/2000/svg", name), ...what);

/** Returns the element that holds button and window, the button and the window, as the server describes them. */
export function button({ position, primary_color: color, has_dark_icon: isDark, label }, language) {
  const icon = drawn("svg", { class: "adda-icon adda-button-icon", viewBox: "0 0 24 24" }, drawn("path", { d: BUBBLE }));
  const pressed = html(
    "button",
    {
      class: "adda-button",
      type: "button",
      "aria-label": label,
      "aria-haspopup": "dialog",
    },
    icon,
  );
  // Set through the object model, because a content security policy may forbid inline styles.
  pressed.style.background = color;
  // A white icon would not be visible on a pale colour.
  pressed.style.color = isDark && DARK;
  const window = frame(label, color);
  // The button comes last, above the window that covers a phone's screen.
  return [html("div", { class: `adda adda-${position}`, lang: language }, window, pressed), pressed, window];
}
