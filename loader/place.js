// The place of the widget on the page. It is in a shadow root, so that the styles of shop
// and widget do not affect each other. It is beside `body`, so that it stays when a
// single-page application replaces `body`. It is in the top layer, above everything else.
import { end, ended } from "./listen.js";

export const host = document.createElement("adda-chat");
export const root = host.attachShadow({ mode: "open" });
const keeper = new MutationObserver(attach);
/** A separate observer, so that a page without open dialogs triggers it only for this attribute. */
const opener = new MutationObserver(attach);

function attach() {
  const page = document.documentElement;
  // Everything outside an open modal dialog is inert. A browser that does not know `:modal`
  // finds no dialog here.
  const place = [...document.querySelectorAll("dialog:is(:modal)")].pop() ?? page;
  if (ended.aborted || host.parentNode === place) return;
  if (host.isConnected && place.moveBefore) place.moveBefore(host, null);
  else place.append(host);
  host.popover = "manual";
  // The element that entered the top layer last is above the others.
  host.hidePopover?.();
  host.showPopover?.();
  keeper.observe(page, { childList: true });
  // A dialog may be removed together with one of its ancestors.
  keeper.observe(document, { subtree: place !== page, childList: true });
  opener.observe(document, { attributeFilter: ["open"], subtree: true });
}

/** Adds a style sheet in a way that content security policies do not count as inline. */
export function adopt(css) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets.push(sheet);
}

/** Removes the chat from the page for good. */
export function remove() {
  end();
  keeper.disconnect();
  opener.disconnect();
  host.remove();
}

/** Replaces the content of the shadow root with an empty element, and returns it. */
export function clear() {
  const place = document.createElement("div");
  root.replaceChildren(place);
  attach();
  return place;
}
