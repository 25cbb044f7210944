// Where the widget stands: in a shadow root, so that the shop's styles cannot
// break it and its own cannot leak; beside `body`, so that it stays when a
// single-page application replaces that.

export const host = document.createElement("adda-chat");
export const root = host.attachShadow({ mode: "open" });
const keeper = new MutationObserver(attach);

function attach() {
  if (host.isConnected) return;
  const page = document.documentElement;
  page.append(host);
  for (const parent of [document, page]) keeper.observe(parent, { childList: true });
}

/** Adds a style sheet that no content security policy takes for an inline one. */
export function adopt(css) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}

/** Shows an empty place of the widget, and nothing else. */
export function clear() {
  const place = document.createElement("div");
  root.replaceChildren(place);
  attach();
  return place;
}

/** Whether the keyboard is in here. */
export const hasFocus = () => root.activeElement;
