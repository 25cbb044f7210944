// `/widget.js`: the chat on any shop's page, included by one line,
//   <script async src="https://support.example/widget.js"></script>
// It draws the button when the browser is idle, and fetches the rest when the customer
// opens the chat or has an active conversation. Every page of a shop downloads it, so each
// byte counts.
import { does, obeyAttributes } from "./commands.js";
import { unknown } from "./events.js";
import { ended } from "./listen.js";
import { keepOwn } from "./own.js";
import { explainRefusals } from "./policy.js";
import { begin } from "./widget.js";

const before = window.adda;
let isAwake;

function adda(name, ...values) {
  if (ended.aborted) return;
  wake();
  if (Object.hasOwn(does, name)) return does[name](...values);
  unknown(name);
}

/** Executes the attributes of the script tag, then the commands that were called before it loaded. */
function wake() {
  if (isAwake) return;
  isAwake = true;
  obeyAttributes();
  for (const call of before?.q ?? []) adda(...call);
}

// Starts only once on a page that includes it twice.
if (!before?.isHere) {
  adda.isHere = true;
  window.adda = adda;
  explainRefusals();
  keepOwn();
  // Safari has no `requestIdleCallback`.
  (window.requestIdleCallback ?? setTimeout)(() => {
    // Not earlier, because the first access to `localStorage` blocks the page for milliseconds.
    wake();
    begin();
  });
}
