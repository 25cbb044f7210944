// Reports a panic of the program to the log of its server, once for each page.
//
// A panic ends the program by a trap, without a message: the code for messages would be a
// tenth of the widget. An exception of the browser that the program does not catch ends it too.
// The browser names the functions on the stack by their numbers and positions in the
// WebAssembly files. These are reported, and nothing else.

/** Matches a function on the stack: its file, if the browser says so, its number and its position. */
const FUNCTION = /(?:([\da-f]{16}\/[\w-]+)\.wasm:)?wasm-function\[(\d+)\](?::(0x[\da-f]+))?/g;
/** The most functions that are reported. */
const MOST = 8;
const SIGNS = ["error", "unhandledrejection"];

/** Watches for panics of the program whose JavaScript is at `base`. */
export function reportPanics(base) {
  const [, program] = /([\da-f]{16}\/\w+)\.js/.exec(base) ?? [];
  const look = ({ error, reason }) => {
    const stack = `${(error ?? reason)?.stack}`;
    const { origin } = new URL(base);
    // The page has other scripts, and may have other programs.
    if (!stack.includes(origin)) return;
    const frames = [...stack.matchAll(FUNCTION)].slice(0, MOST);
    if (!program || !frames.length) return;
    for (const sign of SIGNS) removeEventListener(sign, look);
    const body = JSON.stringify({
      program,
      stack: frames.map(([, file = "", number, position = ""]) => `${file}#${number}@${position}`),
    });
    const headers = { "Content-Type": "application/json" };
    fetch(`${origin}/support/api/panic/`, { method: "POST", headers, body, keepalive: true }).catch(() => {});
  };
  for (const sign of SIGNS) addEventListener(sign, look);
}
