// Loads the parts of the console's program. A page's part is fetched when the page is opened or a
// link to it gets the pointer or the focus. All parts are fetched some time after the start, when
// the browser is idle.
import { fetched } from "./fetched.js";
import { reportPanics } from "./panic.js";
import { partsOf } from "./parts.js";

/** Parts that may never be needed are fetched this long after the start. */
const AHEAD_MS = 15_000;
/** The key in sessionStorage of the last time that this tab was found outdated, and the wait before it is reported again. */
const NOTICED = "adda-console-outdated";
const QUIET_MS = 60_000;

/**
 * Marks the document if the server's page now starts another program than this one. Does so
 * at most once a minute: while several servers are updated one by one, the page and its parts
 * may come from different versions, and reloading the page does not help yet.
 */
async function noticeUpdate(base) {
  const program = base.split("/").slice(-2).join("/").split("?")[0];
  const page = await (await fetched(location.href, { cache: "no-store" })).text();
  const isQuiet = Math.abs(Date.now() - sessionStorage[NOTICED]) < QUIET_MS;
  if (page.includes(program) || isQuiet) return;
  sessionStorage[NOTICED] = Date.now();
  document.documentElement.dataset.outdated = "";
}

/** Returns the functions with which the program loads its parts. */
export function loaders(base, parts, program) {
  reportPanics(base);
  // After an update, the server has other files.
  const failed = ({ status }) => status === 404 && noticeUpdate(base).catch(() => {});
  const { compile, loaders } = partsOf(base, parts, program, failed);
  if (!navigator.connection?.saveData) {
    const ahead = () => Object.values(parts).flat().forEach((file) => compile(file).catch(() => {}));
    setTimeout(() => (window.requestIdleCallback ?? setTimeout)(ahead), AHEAD_MS);
  }
  return loaders;
}
