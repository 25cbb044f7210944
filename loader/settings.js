// What the page's own line says.
import { warn } from "./events.js";

const script = document.currentScript ?? document.querySelector('script[src*="/widget.js"]');
// It works, as long as there is no other script of this name before it.
if (script.type === "module") warn('omit type="module"');

/** The support server's origin. */
export const server = new URL(script.src).origin;

/** The line's `data-` attributes. */
export const attributes = script.dataset;
