// Wakes the chat widget on a server-rendered page. The page's tag gives the
// addresses, which have the content's hash in them and so cannot stand here:
//   <script type="module" src="…/island.js" data-js="…" data-wasm="…" data-customer="…"></script>
// The widget's program is loaded when somebody is about to use the button, or, if
// they have a conversation under way, once the page has nothing better to do.

import { released } from "./pressed.js";
import { kept } from "./storage.js";

const { js, wasm, customer } = [...document.scripts].find((script) => script.src === import.meta.url).dataset;
const islands = [...document.querySelectorAll("[data-island]")];
// Without this the style applies to nothing: no page is to wait for it.
document.getElementById("adda-style").media = "all";
// What one customer has left is shown neither to another nor to whoever comes
// after they have signed out.
if ((kept.get("who") ?? customer) !== customer) kept.clear();
if (customer) kept.set("who", customer);

let fetched = null;
let isAwake = false;
let wasPressed = false;

/** Fetches the program, once; the next one tries again if it does not come. */
function fetchProgram() {
  fetched ??= load().catch((error) => {
    fetched = null;
    console.warn("The chat could not be loaded.", error);
  });
  return fetched;
}

/** Both parts at once: one does not wait for the other. */
async function load() {
  const [widget, module_or_path] = await Promise.all([import(js), fetch(wasm)]);
  await widget.default({ module_or_path });
  return widget;
}

/** Puts the program's own button in the place of the server's. */
async function wake() {
  const widget = await fetchProgram();
  await Promise.all(islands.map((island) => released(island, () => wasPressed)));
  if (!widget || isAwake) return;
  isAwake = true;
  for (const island of islands) {
    island.removeEventListener("click", press);
    widget.wake(island);
    if (wasPressed) island.querySelector("button").click();
  }
}

function press() {
  wasPressed = true;
  wake();
}

for (const island of islands) {
  // A finger enters, too, before it presses.
  for (const sign of ["pointerenter", "focusin"]) {
    island.addEventListener(sign, fetchProgram, { capture: true, passive: true });
  }
  island.addEventListener("click", press);
}
// Who has a conversation under way hears of answers; all others download nothing.
if (islands.length > 0 && (kept.get("conversation") || kept.get("outbox"))) {
  // Safari has no such callback.
  (window.requestIdleCallback ?? setTimeout)(wake);
}
