// What a page can ask for: `adda(name, value)`.
import { on, warn } from "./events.js";
import { host } from "./place.js";
import { limited, persist } from "./retry.js";
import { askAs } from "./server.js";
import { attributes } from "./settings.js";
import { kept } from "./storage.js";
import { command, introduce, isReplaced, leave, speak } from "./widget.js";

const hide = (isHidden) => host.toggleAttribute("button-hidden", isHidden);

/** Whom a token is about, unchecked: only to tell customers apart. */
function subject(token) {
  try {
    return `${JSON.parse(atob(token.split(".")[1].replace(/-/g, "+").replace(/_/g, "/"))).sub}`;
  } catch {}
}

function identify(customer) {
  const token = customer?.token;
  if (!token?.split) return warn("identify needs { token }");
  const who = subject(token);
  const before = kept.get("who");
  // What one customer has left is not shown to another. A token that names
  // nobody changes nothing: the server will refuse it, and the page hear of it.
  if (before && who && before !== who) signOut();
  if (who) kept.set("who", who);
  introduce(token, before !== who);
}

function signOut() {
  const token = kept.get("token");
  leave();
  kept.clear();
  // Forgotten here at once, the session ends on the server when it hears of it.
  if (token) persist(() => limited(30_000, (signal) => endSession(token, signal)));
}

async function endSession(token, signal) {
  try {
    await askAs(token, "/support/api/logout/", { method: "POST", keepalive: true, signal });
  } catch (error) {
    // Refused, it has ended already.
    if (!(error.status < 500)) throw error;
  }
}

export const does = { show: () => hide(false), hide: () => hide(true), identify, signOut, locale: speak, on };
for (const name of "open close toggle prefill".split(" ")) does[name] = (value) => command(name, value);

/** Does what the page's line asks for. */
export function obeyAttributes() {
  const { identityToken: token, hideButton } = attributes;
  if (hideButton !== undefined) hide(true);
  if (token) identify({ token });
  // There, and empty: nobody is signed in to the shop.
  else if (token === "" && kept.get("who")) signOut();
  // Another tab has signed out, or signed in another customer. What is kept now is
  // that one's, and stays. A page that comes back was told of nothing meanwhile.
  const look = ({ key, newValue }) => ((key === "adda.token" && newValue === null) || isReplaced()) && leave();
  addEventListener("storage", look);
  addEventListener("pageshow", look);
}
