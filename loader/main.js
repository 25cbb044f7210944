// `/widget.js`: the chat on any shop's page, by one line,
//   <script async src="https://support.example/widget.js"></script>
// It draws the button when the browser has nothing better to do, and fetches
// the rest once somebody opens the chat or has a conversation under way. Every
// page of a shop pays for each byte of it.
import { does, obeyAttributes } from "./commands.js";
import { unknown } from "./events.js";
import { keepOwn } from "./own.js";
import { explainRefusals } from "./policy.js";
import { begin } from "./widget.js";

const before = window.adda;
let isAwake;

function adda(name, ...values) {
  wake();
  if (Object.hasOwn(does, name)) return does[name](...values);
  unknown(name);
}

/** Does what was asked for so far: by the line, then by calls that did not wait. */
function wake() {
  if (isAwake) return;
  isAwake = true;
  obeyAttributes();
  for (const call of before?.q ?? []) adda(...call);
}

// Twice included, it starts once.
if (!before?.isHere) {
  adda.isHere = true;
  window.adda = adda;
  explainRefusals();
  keepOwn();
  // Safari has no such callback.
  (window.requestIdleCallback ?? setTimeout)(() => {
    // Not before: the first look into `localStorage` holds up the page for milliseconds.
    wake();
    begin();
  });
}
