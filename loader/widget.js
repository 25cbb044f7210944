// The widget on the page: first a button, then the program's own.
import { button } from "./button.js";
import { tell } from "./events.js";
import { adopt, clear, hasFocus, host, root } from "./place.js";
import { released } from "./pressed.js";
import { fetchProgram } from "./program.js";
import { askAs } from "./server.js";
import { attributes, server } from "./settings.js";
import { kept } from "./storage.js";

/** The language of a tag such as `bn-BD`, if the widget speaks it. */
const spoken = (tag) => /^(bn|en)\b/.exec(tag)?.[1];

/** What it speaks, from when it begins. */
let language;
/** What the shop's server has signed of the customer. */
let identity;
/** What the server says of the button, once it is asked. */
let begun;
/** The program, once it is fetched or being fetched. */
let fetched;
/** The program, from when its widget stands on the page. */
let program;
/** What to do once it does: names and values. */
let waiting = [];
/** Grows when the customer changes: what was begun for the last one is dropped. */
let round = 0;

/** Asks the server for the button, once, and draws it. */
export const begin = () =>
  (begun ??= start().catch((error) => {
    begun = undefined;
    addEventListener("online", begin, { once: true });
    failed("does not answer, or does not allow this origin", error);
  }));

async function start() {
  language ??= spoken(kept.get("language")) ?? spoken(attributes.locale) ?? spoken(document.documentElement.lang) ?? "en";
  // What is empty is passed over by the server.
  const { position = "", color = "" } = attributes;
  const wishes = new URLSearchParams({ lang: language, position, color });
  const answer = await (await askAs(kept.get("token"), `/support/api/widget/?${wishes}`)).json();
  if (!answer.enabled) return;
  adopt(STYLE);
  draw(answer);
  tell("ready");
  if (answer.is_under_way || kept.get("outbox")) mount();
  return answer;
}

function failed(what, error) {
  console.warn(`Adda: ${server} ${what}.`, error);
  tell("error", { reason: "unreachable" });
}

function draw(answer) {
  const [element, pressed] = button(answer, language);
  pressed.onclick = () => command("toggle");
  // A finger enters, too, before it presses.
  pressed.onpointerenter = pressed.onfocus = () => prefetch(answer);
  clear().append(element);
}

function prefetch(answer) {
  fetched ??= fetchProgram(answer.program, language);
  // The next one tries again.
  fetched.catch(() => (fetched = undefined));
  return fetched;
}

/** Puts the program's widget in the place of the button. */
async function mount() {
  const mine = round;
  const answer = await begin();
  if (!answer || program) return;
  host.toggleAttribute("busy", isOpening());
  try {
    const [widget, css, config] = await prefetch(answer);
    await released(root, isOpening);
    // Corner and colour are the button's, as the page's line may wish.
    if (!program && mine === round) embed(widget, css, { ...config, ...answer });
  } catch (error) {
    forgetOpening();
    failed("could not give the chat", error);
  }
  host.removeAttribute("busy");
}

function embed(widget, css, config) {
  const hadFocus = hasFocus();
  const place = clear();
  adopt(css);
  widget.embed(place, server, JSON.stringify(config), language, identity, attributes.signInUrl, told);
  program = widget;
  if (hadFocus) place.querySelector("button").focus();
  for (const [name, value] of waiting.splice(0)) widget.command(name, value);
}

/** What the program says, as the page is told. */
const told = (name, what, sender) =>
  tell(name, name === "message" ? { text: what, sender } : name === "error" ? { reason: what } : what);

const isOpening = () => waiting.some(([name]) => name === "open");
const forgetOpening = () => (waiting = waiting.filter(([name]) => name !== "open"));

/** Has the program do something, now or once it is there. */
export function command(name, value) {
  if (program) return program.command(name, value);
  const opens = name === "open" || (name === "toggle" && !isOpening());
  if (opens) {
    waiting.push(["open"]);
    mount();
  } else if (name === "close" || name === "toggle") forgetOpening();
  else waiting.push([name, value]);
}

/** Speaks another language from now on. */
export function speak(tag) {
  language = spoken(tag) ?? language;
  command("locale", language);
}

/** The shop has said who the customer is; `isNew`: for the first time. */
export function introduce(token, isNew) {
  identity = token;
  // Who was known before is introduced when the chat is opened.
  if (program || isNew) command("identify", token);
}

/** Leaves nothing of the customer on the page or in its storage. */
export async function leave() {
  round += 1;
  program?.leave();
  program = identity = undefined;
  waiting = [];
  kept.clear();
  const answer = await begun;
  if (answer && !program) draw(answer);
}
