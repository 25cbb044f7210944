// Starts the chat widget on a server-rendered page. The script tag has the addresses
// of the files, because they contain the hash of the content:
//   <script type="module" src="…/island.js" data-js="…" data-wasm="…" data-customer="…"></script>
// The widget's program is loaded when the customer is about to use the button. If they
// have an active conversation, it is loaded when the browser is idle.
import { fetched } from "./fetched.js";
import { frame } from "./frame.js";
import { start } from "./module.js";
import { released } from "./pressed.js";
import { limited, persist } from "./retry.js";
import { kept } from "./storage.js";
import { insist } from "./style.js";

/** The time limit for loading the program on a slow line. */
const LIMIT_MS = 60_000;

const { js, wasm, customer } = [...document.scripts].find((script) => script.src === import.meta.url).dataset;
const islands = [...document.querySelectorAll("[data-island]")];
const style = document.getElementById("adda-style");
// Until now the style sheet applied to nothing, so that the page did not wait for it.
style.media = "all";
insist(style);
// A customer's data is shown neither to another customer nor after signing out.
if ((kept.get("who") ?? customer) !== customer) kept.clear();
if (customer) kept.set("who", customer);
// Leaves when another tab has signed this page's customer out or signed in another one,
// so that nothing is sent in the other customer's name. A page restored by the back button
// has received no events in between.
const isHere = () => kept.get("who") === customer;
if (customer && isHere()) {
  for (const sign of ["storage", "pageshow"]) addEventListener(sign, () => isHere() || leave());
}

let program = null;
let isWaking = false;
let isGone = false;
/** Whether the chat is to be open once it is loaded. */
let wasPressed = false;
/** The empty window of each island. */
const frames = new Map();

/** Fetches the program's JavaScript and WebAssembly together. After a failure, the next call retries. */
function fetchProgram() {
  program ??= limited(LIMIT_MS, (signal) => start(js, fetched(wasm, { signal }))).catch((error) => {
    program = null;
    throw error;
  });
  return program;
}

/** Fetches the program before it is needed, and ignores a failure. */
const prefetch = () => fetchProgram().catch(() => {});

/** Loads the program, retrying until it succeeds, and replaces the server's button with the program's. */
async function wake() {
  if (isWaking) return;
  isWaking = true;
  const widget = await persist(fetchProgram, (error) => console.warn("The chat could not be loaded. It is tried again.", error));
  await Promise.all(islands.map((island) => released(island, () => wasPressed)));
  if (isGone) return;
  for (const island of islands) {
    island.removeEventListener("click", press);
    island.onkeydown = null;
    widget.wake(island);
    if (wasPressed) island.querySelector("button").click();
  }
}

/** Removes the chat from the page. */
function leave() {
  isGone = true;
  for (const island of islands) island.remove();
  program?.then((widget) => widget.leave(), () => {});
}

/** Shows or hides the empty window of each island. */
function show(isShown) {
  wasPressed = isShown;
  for (const [island, window] of frames) {
    const button = island.querySelector("button");
    const hasFocus = island.contains(document.activeElement);
    button.setAttribute("aria-expanded", isShown);
    window.hidden = !isShown;
    // Keys do not press the button while the customer waits.
    if (hasFocus) (isShown ? window : button).focus();
  }
}

function press() {
  show(!wasPressed);
  wake();
}

for (const island of islands) {
  const button = island.querySelector("button");
  const window = frame(button.getAttribute("aria-label"), JSON.parse(island.dataset.island).config.primary_color);
  window.className = "adda-window";
  window.hidden = true;
  button.before(window);
  // The result must not be `false`, which would cancel other keys.
  island.onkeydown = ({ key }) => void (key === "Escape" && show(false));
  frames.set(island, window);
  // On touch screens, `pointerenter` comes before the press.
  for (const sign of ["pointerenter", "focusin"]) {
    island.addEventListener(sign, prefetch, { capture: true, passive: true });
  }
  island.addEventListener("click", press);
}
// Customers with an active conversation are notified of replies. All others download nothing.
const isUnderWay = (island) => JSON.parse(island.dataset.island).is_under_way;
const isRemembered = () => kept.get("conversation") || kept.get("outbox") || kept.get("files");
if (islands.some((island) => isRemembered() || isUnderWay(island))) {
  // Safari has no `requestIdleCallback`.
  (window.requestIdleCallback ?? setTimeout)(wake);
}
