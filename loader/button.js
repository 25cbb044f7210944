// The button before the widget's program is loaded. The program replaces it with its own,
// which has the same classes (`src/widget/button.rs`).

const BUBBLE = "M4 5.5h16v11h-9l-4.5 4v-4H4zM8 9.5h8M8 12.5h5";

function make(element, attributes, ...children) {
  for (const name in attributes) element.setAttribute(name, attributes[name]);
  element.append(...children);
  return element;
}
const html = (name, ...what) => make(document.createElement(name), ...what);
const drawn = (name, ...what) => make(document.createElementNS("http://www.w3.org/2000/svg", name), ...what);

/** Returns the element that holds the button, and the button, as the server describes it. */
export function button({ position, primary_color: color, has_dark_icon: isDark, label }, language) {
  const icon = drawn("svg", { class: "adda-icon", viewBox: "0 0 24 24" }, drawn("path", { d: BUBBLE }));
  const pressed = html(
    "button",
    {
      class: `adda-button${isDark ? " adda-button-dark" : ""}`,
      type: "button",
      "aria-label": label,
      "aria-expanded": false,
      "aria-haspopup": "dialog",
    },
    html("span", { class: "adda-button-icon" }, icon),
  );
  // Set through the object model, because a content security policy may forbid inline styles.
  pressed.style.background = color;
  return [html("div", { class: `adda adda-${position}`, lang: language }, pressed), pressed];
}
