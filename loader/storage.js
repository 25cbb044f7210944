// `localStorage`, where it is not forbidden: else nothing is found in it.

/** What is kept of a customer, all under names that begin with `adda.`. */
export const kept = {
  get: (name) => attempt((storage) => storage.getItem(`adda.${name}`)),
  set: (name, text) => attempt((storage) => storage.setItem(`adda.${name}`, text)),
  clear: () => {
    attempt((storage) => {
      // First what tells the other tabs to stop.
      storage.removeItem("adda.token");
      for (const key of Object.keys(storage)) if (key.startsWith("adda.")) storage.removeItem(key);
    });
    // Files on their way.
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
