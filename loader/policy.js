// What a shop's content security policy refuses, said so that it can be put
// right: the browser's own words do not say what the chat needs.
import { tell, warn } from "./events.js";
import { server } from "./settings.js";

/** Says in the console which directive is missing. */
export function explainRefusals() {
  const told = {};
  document.addEventListener("securitypolicyviolation", ({ blockedURI, effectiveDirective }) => {
    const source = blockedURI === "wasm-eval" ? "'wasm-unsafe-eval'" : blockedURI.startsWith(server) && server;
    const directive = effectiveDirective.replace("-elem", "");
    const missing = `${directive} ${source}`;
    if (!source || told[missing]) return;
    told[missing] = true;
    warn(`CSP lacks ${missing}`);
    tell("error", { reason: "policy", missing });
  });
}
