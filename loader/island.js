// Wakes the chat widget on a server-rendered page. The page's tag gives the
// addresses, which have the content's hash in them and so cannot stand here:
//   <script type="module" src="…/island.js" data-js="…" data-wasm="…" data-customer="…"></script>
// The widget's program is loaded when somebody is about to use the button, or, if
// they have a conversation under way, once the page has nothing better to do.
import { fetched } from "./fetched.js";
import { start } from "./module.js";
import { released } from "./pressed.js";
import { limited, persist } from "./retry.js";
import { kept } from "./storage.js";
import { insist } from "./style.js";

/** For all of the program, on a slow line. */
const LIMIT_MS = 60_000;

const { js, wasm, customer } = [...document.scripts].find((script) => script.src === import.meta.url).dataset;
const islands = [...document.querySelectorAll("[data-island]")];
const style = document.getElementById("adda-style");
// Without this the style applies to nothing: no page is to wait for it.
style.media = "all";
insist(style);
// What one customer has left is shown neither to another nor to whoever comes
// after they have signed out.
if ((kept.get("who") ?? customer) !== customer) kept.clear();
if (customer) kept.set("who", customer);
// Another tab has signed this page's customer out, or signed in another one: what
// is under way here must not be sent in that one's name. A page that comes back
// was told of nothing meanwhile.
const isHere = () => kept.get("who") === customer;
if (customer && isHere()) {
  for (const sign of ["storage", "pageshow"]) addEventListener(sign, () => isHere() || leave());
}

let program = null;
let isWaking = false;
let isGone = false;
let wasPressed = false;

/** Fetches the program, both parts at once. The next call tries again if it does not come. */
function fetchProgram() {
  program ??= limited(LIMIT_MS, (signal) => start(js, fetched(wasm, { signal }))).catch((error) => {
    program = null;
    throw error;
  });
  return program;
}

/** Fetches it for later; nobody waits for it yet. */
const prefetch = () => fetchProgram().catch(() => {});

/** Puts the program's own button in the place of the server's, however often the program has to be asked for. */
async function wake() {
  if (isWaking) return;
  isWaking = true;
  const widget = await persist(fetchProgram, (error) => console.warn("The chat could not be loaded. It is tried again.", error));
  await Promise.all(islands.map((island) => released(island, () => wasPressed)));
  if (isGone) return;
  for (const island of islands) {
    island.removeEventListener("click", press);
    widget.wake(island);
    if (wasPressed) island.querySelector("button").click();
  }
}

/** Takes the chat out of the page. */
function leave() {
  isGone = true;
  for (const island of islands) island.remove();
  program?.then((widget) => widget.leave(), () => {});
}

function press() {
  wasPressed = true;
  wake();
}

for (const island of islands) {
  // A finger enters, too, before it presses.
  for (const sign of ["pointerenter", "focusin"]) {
    island.addEventListener(sign, prefetch, { capture: true, passive: true });
  }
  island.addEventListener("click", press);
}
// Who has a conversation under way hears of answers; all others download nothing.
const isUnderWay = (island) => JSON.parse(island.dataset.island).is_under_way;
const isRemembered = () => kept.get("conversation") || kept.get("outbox") || kept.get("files");
if (islands.some((island) => isRemembered() || isUnderWay(island))) {
  // Safari has no such callback.
  (window.requestIdleCallback ?? setTimeout)(wake);
}
