// Reports what a shop's content security policy blocks. The browser's own message does not
// name what the chat needs.
import { tell, warn } from "./events.js";
import { listen } from "./listen.js";
import { server } from "./settings.js";

/** Warns in the browser's console of each missing directive. */
export function explainRefusals() {
  const told = {};
  listen("securitypolicyviolation", ({ blockedURI, effectiveDirective }) => {
    const source = blockedURI === "wasm-eval" ? "'wasm-unsafe-eval'" : blockedURI.startsWith(server) && server;
    const directive = effectiveDirective.replace("-elem", "");
    const missing = `${directive} ${source}`;
    if (!source || told[missing]) return;
    told[missing] = true;
    warn(`CSP lacks ${missing}`);
    tell("error", { reason: "policy", missing });
  });
}
