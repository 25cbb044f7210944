// `/widget.js`: the chat on any shop's page, by one line,
//   <script async src="https://support.example/widget.js"></script>
// It draws the button when the browser has nothing better to do, and fetches
// the rest once somebody opens the chat or has a conversation under way. Every
// page of a shop pays for each byte of it.
import { does, obeyAttributes } from "./commands.js";
import { explainRefusals } from "./policy.js";
import { begin } from "./widget.js";

const before = window.adda;

// Twice included, it starts once.
if (!before?.isHere) {
  const adda = (name, ...values) => does[name](...values);
  adda.isHere = true;
  window.adda = adda;
  explainRefusals();
  obeyAttributes();
  for (const call of before?.q ?? []) adda(...call);
  // Safari has no such callback.
  (window.requestIdleCallback ?? setTimeout)(begin);
}
