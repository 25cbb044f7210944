// What the page's own line says.
const script = document.currentScript ?? document.querySelector('script[src$="/widget.js"]');

/** The support server's origin. */
export const server = new URL(script.src).origin;

/** The line's `data-` attributes. */
export const attributes = script.dataset;
