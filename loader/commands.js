// The commands of a page: `adda(name, value)`.
import { on, warn } from "./events.js";
import { listen } from "./listen.js";
import { host, remove } from "./place.js";
import { limited, persist } from "./retry.js";
import { askAs } from "./server.js";
import { attributes } from "./settings.js";
import { kept } from "./storage.js";
import { command, introduce, isReplaced, leave, speak } from "./widget.js";

const hide = (isHidden) => host.toggleAttribute("button-hidden", isHidden);

/** Returns the customer's id in a token. The token is not verified: the id only tells customers apart. */
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
  // One customer's data is not shown to another. A token without a customer changes nothing
  // here: the server rejects it, and the page gets an error event.
  if (before && who && before !== who) signOut();
  if (who) kept.set("who", who);
  introduce(token, before !== who);
}

function signOut() {
  const token = kept.get("token");
  leave();
  kept.clear();
  // The browser deletes the session now. The server ends it when the request arrives.
  if (token) persist(() => limited(30_000, (signal) => endSession(token, signal)));
}

async function endSession(token, signal) {
  try {
    await askAs(token, "/support/api/logout/", { method: "POST", keepalive: true, signal });
  } catch (error) {
    // The server refuses the token of a session that has ended already.
    if (!(error.status < 500)) throw error;
  }
}

/**
 * Removes the chat from the page, with everything that it does there. The conversation stays in
 * the browser. The script can be added again.
 */
function unload() {
  remove();
  leave();
  delete window.adda;
}

export const does = { show: () => hide(false), hide: () => hide(true), identify, signOut, unload, locale: speak, on };
for (const name of "open close toggle prefill".split(" ")) does[name] = (value) => command(name, value);

/** Applies the attributes of the script tag. */
export function obeyAttributes() {
  const { identityToken: token, hideButton } = attributes;
  if (hideButton !== undefined) hide(true);
  if (token) identify({ token });
  // An empty attribute means that no customer is signed in to the shop.
  else if (token === "" && kept.get("who")) signOut();
  // Leaves when another tab has signed the customer out or signed in another one. The storage
  // then belongs to the other customer and stays. A page restored by the back button has
  // received no events in between.
  const look = ({ key, newValue }) => ((key === "adda.token" && newValue === null) || isReplaced()) && leave();
  listen("storage pageshow", look);
}
