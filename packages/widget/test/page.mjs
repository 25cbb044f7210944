// As much of a browser's page as the package uses, and a loader like `/widget.js`.

class Script extends EventTarget {
  dataset = {};
  remove() {
    document.scripts.splice(document.scripts.indexOf(this), 1);
  }
}

/** Makes an empty page, and a new copy of the package for it. */
export async function openPage() {
  globalThis.window = globalThis;
  delete window.adda;
  window.location = { origin: "https://shop.example" };
  const scripts = [];
  window.document = { scripts, createElement: () => new Script(), head: { append: (script) => scripts.push(script) } };
  return import(`../index.js?${Math.random()}`);
}

export function closePage() {
  for (const name of ["window", "document", "location", "adda"]) delete globalThis[name];
}

/** Starts the loader on the page. `calls` has the commands that it got. */
export function startLoader() {
  const listeners = {};
  let isReady = false;
  let state;
  const loader = { calls: [] };
  const before = window.adda;
  const adda = (name, ...values) => {
    if (name !== "on") {
      loader.calls.push([name, ...values]);
      if (name === "unload") delete window.adda;
      return;
    }
    const [event, callback] = values;
    const set = (listeners[event] ??= new Set()).add(callback);
    if (event === "ready" && isReady) callback();
    if (event === "state" && state) callback(state);
    return () => set.delete(callback);
  };
  adda.isHere = true;
  window.adda = adda;
  for (const call of before?.q ?? []) adda(...call);
  loader.tell = (event, ...values) => {
    isReady ||= event === "ready";
    if (event === "state") [state] = values;
    for (const callback of listeners[event] ?? []) callback(...values);
  };
  loader.listeners = (event) => listeners[event]?.size ?? 0;
  return loader;
}
