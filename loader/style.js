// Retries the page's style sheets. A browser requests each only once.
import { limited, persist } from "./retry.js";

const LIMIT_MS = 30_000;

/** Returns whether a link's style sheet is loaded. After a failure, some browsers have an empty one. */
const isHere = ({ sheet }) => sheet?.cssRules.length > 0;

/** Waits until the request for a link's style sheet has ended. */
function arrived(link) {
  return new Promise((done, fail) => {
    const look = () => (isHere(link) ? done() : fail(Error(link.href)));
    link.onload = link.onerror = look;
    // If the request failed before this script ran, the browser sends no event.
    if (isHere(link) || document.readyState === "complete") look();
    else addEventListener("load", look, { once: true });
  });
}

/** Requests a style sheet again until it is loaded. */
export async function insist(link) {
  let isFirst = true;
  await persist(() =>
    limited(LIMIT_MS, () => {
      if (isFirst) {
        isFirst = false;
        return arrived(link);
      }
      const next = link.cloneNode();
      link.replaceWith(next);
      link = next;
      return new Promise((done, fail) => {
        next.onload = done;
        next.onerror = () => fail(Error(next.href));
      });
    }),
  );
}
