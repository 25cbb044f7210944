// The button as it is before the widget's program is there, which then puts its
// own in this place: the same elements and classes as `src/widget/button.rs`.

const BUBBLE = "M4 5.5h16v11h-9l-4.5 4v-4H4zM8 9.5h8M8 12.5h5";

function make(namespace, name, attributes, ...children) {
  const element = document.createElementNS(`http://www.w3.org/${namespace}`, name);
  for (const key in attributes) element.setAttribute(key, attributes[key]);
  element.append(...children);
  return element;
}
const html = (...what) => make("1999/xhtml", ...what);
const drawing = (box, className, shape, attributes) =>
  make("2000/svg", "svg", { class: className, viewBox: `0 0 ${box} ${box}` }, make("2000/svg", shape, attributes));

/** The button, as the server has described it. */
export function button({ position, primary_color: fill, has_dark_icon: isDark, label }, language) {
  const attributes = { class: "adda-button", type: "button", "aria-label": label, "aria-expanded": false, "aria-haspopup": "dialog" };
  if (isDark) attributes.class += " adda-button-dark";
  const pressed = html(
    "button",
    attributes,
    drawing(60, "adda-button-disc", "circle", { cx: 30, cy: 30, r: 30, fill }),
    html("span", { class: "adda-button-icon adda-button-icon-shown" }, drawing(24, "adda-icon", "path", { d: BUBBLE })),
  );
  return [html("div", { class: `adda adda-${position}`, lang: language }, pressed), pressed];
}
