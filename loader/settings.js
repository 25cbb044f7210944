// The script tag of the page.
import { warn } from "./events.js";

/** The script element. */
export const script = document.currentScript ?? document.querySelector('script[src*="/widget.js"]');
// A module works too, unless another script of this name comes before it.
if (script.type === "module") warn('omit type="module"');

/** The support server's origin. */
export const server = new URL(script.src).origin;

/** The `data-` attributes of the script tag. */
export const attributes = script.dataset;
