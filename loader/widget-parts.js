// Loads the parts of the widget's program. A part is fetched when a button that needs it gets
// the pointer or the focus, or is used.
import { partsOf } from "./parts.js";

/** Returns the functions with which the program loads its parts. */
export const loaders = (base, parts, program) => partsOf(base, parts, program).loaders;
