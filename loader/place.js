// Where the widget stands: in a shadow root, so that the shop's styles cannot
// break it and its own cannot leak; beside `body`, so that it stays when a
// single-page application replaces that; and in the top layer, above all else.

export const host = document.createElement("adda-chat");
export const root = host.attachShadow({ mode: "open" });
const keeper = new MutationObserver(attach);
/** Apart, so that a page without open dialogs calls back for their attribute alone. */
const opener = new MutationObserver(attach);

function attach() {
  const page = document.documentElement;
  // What is outside of an open modal dialog is inert. Where `:modal` is not known,
  // this finds none.
  const place = [...document.querySelectorAll("dialog:is(:modal)")].pop() ?? page;
  if (host.parentNode === place) return;
  if (host.isConnected && place.moveBefore) place.moveBefore(host, null);
  else place.append(host);
  host.popover = "manual";
  // What came last into the top layer is above the others.
  host.hidePopover?.();
  host.showPopover?.();
  keeper.observe(page, { childList: true });
  // A dialog may be taken away together with what it stands in.
  keeper.observe(document, { subtree: place !== page, childList: true });
  opener.observe(document, { attributeFilter: ["open"], subtree: true });
}

/** Adds a style sheet that no content security policy takes for an inline one. */
export function adopt(css) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets.push(sheet);
}

/** Shows an empty place of the widget, and nothing else. */
export function clear() {
  const place = document.createElement("div");
  root.replaceChildren(place);
  attach();
  return place;
}
