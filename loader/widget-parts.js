// Loads the parts of the widget's program. A part is fetched when a button that needs it gets
// the pointer or the focus, or is used.
import { reportPanics } from "./panic.js";
import { partsOf } from "./parts.js";

/** Returns the functions with which the program loads its parts. */
export function loaders(base, parts, program) {
  reportPanics(base);
  return partsOf(base, parts, program).loaders;
}
