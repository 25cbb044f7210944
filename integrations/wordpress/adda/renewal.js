// Gets a token of the signed-in customer when one has expired. Where pages come from a cache,
// it also adds the chat, with a token that the cache does not know.
(() => {
  window.adda = window.adda || function () { (window.adda.q = window.adda.q || []).push(arguments); };
  const { url, line, locale, signInUrl } = document.currentScript.dataset;
  const ask = async () => (await (await fetch(url, { credentials: "same-origin", cache: "no-store" })).json()).token;
  const warn = (error) => console.warn("Adda: the identity token could not be fetched.", error);
  const add = (identityToken) => {
    const script = document.createElement("script");
    for (const [name, value] of Object.entries({ locale, signInUrl, identityToken })) {
      if (value !== undefined) script.dataset[name] = value;
    }
    script.async = true;
    script.src = line;
    document.head.append(script);
  };
  if (line) ask().catch(warn).then(add);
  let renewed = -Infinity;
  window.adda("on", "error", ({ reason }) => {
    // A token that is rejected again at once is wrong, not old.
    if (reason !== "identity" || performance.now() - renewed < 60_000) return;
    renewed = performance.now();
    ask().then((token) => token && window.adda("identify", { token }), warn);
  });
})();
