// Wakes the chat widget on a server-rendered page. The page's tag gives the
// addresses, which have the content's hash in them and so cannot stand here:
//   <script type="module" src="…/island.js" data-js="…" data-wasm="…" data-customer="…"></script>
// The widget's program is loaded when somebody is about to use the button, or, if
// they have a conversation under way, once the page has nothing better to do.

import { kept } from "./storage.js";

const { js, wasm, customer } = [...document.scripts].find((script) => script.src === import.meta.url).dataset;
const islands = [...document.querySelectorAll("[data-island]")];
const signsOfInterest = ["pointerenter", "pointerdown", "focusin"];

// What one customer has left is shown neither to another nor to whoever comes
// after they have signed out.
if ((kept.get("who") ?? customer) !== customer) kept.clear();
if (customer) kept.set("who", customer);

let waking = null;
let pressed = null;

function wake() {
  waking ??= load().catch((error) => {
    // The next sign of interest tries again.
    waking = null;
    console.warn("The chat could not be loaded.", error);
  });
}

async function load() {
  const widget = await import(js);
  await widget.default({ module_or_path: wasm });
  for (const island of islands) {
    widget.wake(island);
    signsOfInterest.forEach((sign) => island.removeEventListener(sign, wake, true));
    island.removeEventListener("click", remember);
  }
  // A press that came before anybody could hear it.
  pressed?.querySelector("button").click();
}

function remember(event) {
  pressed = event.currentTarget;
  wake();
}

for (const island of islands) {
  signsOfInterest.forEach((sign) => island.addEventListener(sign, wake, { capture: true, passive: true }));
  island.addEventListener("click", remember);
}
// Who has a conversation under way hears of answers; all others download nothing.
if (islands.length > 0 && (kept.get("conversation") || kept.get("outbox"))) {
  // Safari has no such callback.
  (window.requestIdleCallback ?? setTimeout)(wake);
}
