// The widget on the page: first a button, then the program's own.
import { button } from "./button.js";
import { tell, unknown, warn } from "./events.js";
import { spoken } from "./language.js";
import { adopt, clear, host, root } from "./place.js";
import { released } from "./pressed.js";
import { fetchProgram } from "./program.js";
import { limited, persist } from "./retry.js";
import { askAs } from "./server.js";
import { attributes, server } from "./settings.js";
import { kept } from "./storage.js";

/** For what the server says of the button. */
const ANSWER_LIMIT_MS = 15_000;
/** For all of the program, on a slow line. */
const PROGRAM_LIMIT_MS = 60_000;

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
/** Whether it is on its way there. */
let isMounting;
/** What to do once it does: names and values. */
let waiting = [];
/** Grows when the customer changes: what was begun for the last one is dropped. */
let round = 0;
/** The customer for whom the program stands on the page; none is a visitor. */
let owner;

/** Asks the server for the button, until it answers, and draws it. */
export const begin = () => (begun ??= start());

async function start() {
  language ??= spoken(kept.get("language")) ?? spoken(attributes.locale) ?? spoken(document.documentElement.lang) ?? "en";
  const answer = await persist(describe, failed("does not answer, or does not allow this origin"));
  answer.warnings?.forEach(warn);
  if (!answer.enabled) return;
  adopt(STYLE);
  draw(answer);
  tell("ready");
  if (answer.is_under_way || kept.get("outbox") || kept.get("files")) mount();
  return answer;
}

/** Asks the server for what it says of the button and of the program, in the name of the customer. */
function describe() {
  // What is empty is passed over by the server.
  const { position = "", color = "", locale = "" } = attributes;
  // It warns of names that it does not know.
  const wishes = new URLSearchParams({ position, color, locale, lang: language, data: Object.keys(attributes) });
  return limited(ANSWER_LIMIT_MS, async (signal) =>
    (await askAs(kept.get("token") ?? identity, `/support/api/widget/?${wishes}`, { signal })).json(),
  );
}

/** Says what is in the way. */
const failed = (what) => (error) => {
  warn(`${server} ${what}. ${error}`);
  tell("error", { reason: "unreachable" });
};

function draw(answer) {
  const [element, pressed] = button(answer, language);
  pressed.onclick = () => command("toggle");
  // A finger enters, too, before it presses.
  pressed.onpointerenter = pressed.onfocus = () => prefetch(answer);
  clear().append(element);
}

/** Fetches the program. The next call tries again if it does not come. */
function prefetch({ program }) {
  fetched ??= limited(PROGRAM_LIMIT_MS, (signal) => fetchProgram(program, language, signal));
  fetched.catch(() => (fetched = undefined));
  return fetched;
}

/** Puts the program's widget in the place of the button, however often it has to be asked for. */
async function mount() {
  const mine = round;
  let answer = await begin();
  showOpening();
  if (!answer || program || isMounting) return;
  isMounting = true;
  let known = answer;
  const loaded = await persist(async () => {
    if (mine !== round) return;
    // The addresses are others once the server has been updated.
    known ??= await describe();
    answer = known;
    known = undefined;
    return prefetch(answer);
  }, failed("gave no chat"));
  await released(root, isOpening);
  if (mine !== round) return;
  isMounting = false;
  const [widget, css, config] = loaded;
  // Corner and colour are the button's, as the page's line may wish.
  embed(widget, css, { ...config, ...answer });
  showOpening();
}

function embed(widget, css, config) {
  const hadFocus = root.activeElement;
  const place = clear();
  adopt(css);
  widget.embed(place, server, config, language, identity, attributes.signInUrl, told);
  program = widget;
  owner = kept.get("who");
  if (hadFocus) place.querySelector("button").focus();
  for (const [name, value] of waiting.splice(0)) widget.command(name, value);
}

/** What the program says, as the page is told. */
const told = (name, what, sender) =>
  tell(name, name === "message" ? { text: what, sender } : name === "error" ? { reason: what } : what);

const isOpening = () => waiting.some(([name]) => name === "open");
const showOpening = () => host.toggleAttribute("busy", isOpening());

function forgetOpening() {
  waiting = waiting.filter(([name]) => name !== "open");
  showOpening();
}

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
  language = spoken(tag) ?? (unknown(tag), language);
  command("locale", language);
}

/** The shop has said who the customer is; `isNew`: for the first time. */
export function introduce(token, isNew) {
  identity = token;
  owner = kept.get("who");
  // Who was known before is introduced when the chat is opened.
  if (program || isNew) command("identify", token);
}

/** Whether another tab has made the page's customer another one, or signed them out. */
export const isReplaced = () => owner && owner !== kept.get("who");

/** Leaves nothing of the customer on the page. */
export async function leave() {
  round += 1;
  program?.leave();
  program = identity = owner = isMounting = undefined;
  waiting = [];
  showOpening();
  const answer = await begun;
  if (answer && !program) draw(answer);
}
