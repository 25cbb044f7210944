// Access to `localStorage`, which appears empty where the browser forbids it.

/** The stored data of a customer, under names that begin with `adda.`. */
export const kept = {
  get: (name) => attempt((storage) => storage.getItem(`adda.${name}`)),
  set: (name, text) => attempt((storage) => storage.setItem(`adda.${name}`, text)),
  clear: () => {
    attempt((storage) => {
      // Removed first, because this tells the other tabs to stop.
      storage.removeItem("adda.token");
      for (const key of Object.keys(storage)) if (key.startsWith("adda.")) storage.removeItem(key);
    });
    // The files that have not been sent.
    attempt(() => indexedDB.deleteDatabase("adda.files"));
  },
};

function attempt(use) {
  try {
    return use(localStorage);
  } catch {
    return null;
  }
}
