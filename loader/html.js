// Elements made by hand.

/** Sets the attributes of an element and appends its children. Returns the element. */
export function make(element, attributes, ...children) {
  for (const name in attributes) element.setAttribute(name, attributes[name]);
  element.append(...children);
  return element;
}

export const html = (name, ...what) => make(document.createElement(name), ...what);
