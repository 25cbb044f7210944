// Style sheets of the page, which a browser asks for only once.
import { limited, persist } from "./retry.js";

const LIMIT_MS = 30_000;

/** Whether a link's style sheet has come. Some browsers make an empty one of a failure. */
const isHere = ({ sheet }) => sheet?.cssRules.length > 0;

/** Waits for the end of the request for a link's style sheet. */
function arrived(link) {
  return new Promise((done, fail) => {
    const look = () => (isHere(link) ? done() : fail(Error(link.href)));
    link.onload = link.onerror = look;
    // It may have failed before this script was here. Then there is no event.
    if (isHere(link) || document.readyState === "complete") look();
    else addEventListener("load", look, { once: true });
  });
}

/** Asks again for a style sheet that does not come. */
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
