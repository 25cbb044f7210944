// The widget on the page: first the loader's button, then the program's.
import { button } from "./button.js";
import { tell, unknown, warn } from "./events.js";
import { spoken } from "./language.js";
import { ended } from "./listen.js";
import { adopt, clear, root } from "./place.js";
import { released } from "./pressed.js";
import { fetchProgram } from "./program.js";
import { limited, persist } from "./retry.js";
import { askAs } from "./server.js";
import { attributes, script, server } from "./settings.js";
import { kept } from "./storage.js";

/** The time limit for the server's description of the button. */
const ANSWER_LIMIT_MS = 15_000;
/** The time limit for loading the program on a slow line. */
const PROGRAM_LIMIT_MS = 60_000;

/** The widget's language, once it has started. */
let language;
/** The identity token that the shop's server has signed. */
let identity;
/** The promise of the server's description of the button, once it is requested. */
let begun;
/** The promise of the program, once it is requested. */
let fetched;
/** The loader's button, and the empty window that it shows. */
let pressed, frame;
/** The colour scheme of the settings, or the one that the page had when it asked for the button. */
let scheme;
/** The program, once its widget is on the page. */
let program;
/** Whether the program is being loaded for the page. */
let isMounting;
/** Whether the chat is to be open once it is loaded. */
let isOpening = false;
/** The commands to execute once it is loaded: names and values. */
let waiting = [];
/** The number of changes of the customer. Work that was started for an earlier customer is dropped. */
let round = 0;
/** The customer whose widget is on the page; undefined for a visitor. */
let owner;

/** Requests the button's description until the server answers, and draws the button. */
export const begin = () => (begun ??= start());

async function start() {
  language ??= [kept.get("language"), attributes.locale, document.documentElement.lang, "en"].map(spoken).find(Boolean);
  const answer = await persist(() => ended.aborted || describe(), failed("does not answer, or does not allow this origin"));
  if (ended.aborted) return;
  answer.warnings?.forEach(warn);
  tell("state", answer.enabled ? "on" : "off");
  if (!answer.enabled) return;
  adopt(STYLE);
  draw(answer);
  tell("ready");
  if (answer.is_under_way || kept.get("outbox") || kept.get("files")) mount();
  return answer;
}

/** Requests the description of the button and of the program, as the customer. */
function describe() {
  // The server ignores empty values.
  const { position = "", color = "", locale = "", colorScheme = "" } = attributes;
  // The server warns of names that it does not know.
  const wishes = new URLSearchParams({ position, color, locale, color_scheme: colorScheme, lang: language, data: Object.keys(attributes) });
  return limited(ANSWER_LIMIT_MS, async (signal) =>
    (await askAs(kept.get("token") ?? identity, `/support/api/widget/?${wishes}`, { signal })).json(),
  );
}

/** Returns a function that reports an error to the page. */
const failed = (what) => (error) => {
  warn(`${server} ${what}. ${error}`);
  tell("error", { reason: "unreachable" });
};

function draw(answer) {
  let element;
  [element, pressed, frame] = button(answer, language);
  scheme = answer.color_scheme;
  pressed.onclick = () => command("toggle");
  // The result must not be `false`, which would cancel other keys.
  element.onkeydown = ({ key }) => void (key === "Escape" && command("close"));
  // On touch screens, `pointerenter` comes before the press.
  pressed.onpointerenter = pressed.onfocus = () => prefetch(answer);
  clear().append(element);
  show(isOpening);
}

/** Fetches the program. After a failure, the next call retries. */
function prefetch({ program }) {
  fetched ??= limited(PROGRAM_LIMIT_MS, (signal) => fetchProgram(program, language, signal));
  fetched.catch(() => (fetched = undefined));
  return fetched;
}

/** Loads the program, retrying until it succeeds, and replaces the button with the program's widget. */
async function mount() {
  const mine = round;
  let answer = await begin();
  if (!answer || program || isMounting) return;
  isMounting = true;
  let known = answer;
  const loaded = await persist(async () => {
    if (mine !== round) return;
    // After an update of the server, the addresses have changed.
    known ??= await describe();
    answer = known;
    known = undefined;
    return prefetch(answer);
  }, failed("gave no chat"));
  await released(root, () => isOpening);
  if (mine !== round) return;
  isMounting = false;
  const [widget, css, config] = loaded;
  embed(widget, css, config, answer);
}

function embed(widget, css, config, answer) {
  const hadFocus = root.activeElement;
  const place = clear();
  adopt(css);
  widget.embed(place, server, config, answer, script, language, identity, tell);
  program = widget;
  owner = kept.get("who");
  if (hadFocus) place.querySelector("button").focus();
  for (const [name, value] of waiting.splice(0)) widget.command(name, value);
  if (isOpening) widget.command("open");
}

/** Shows or hides the empty window, while the program is not loaded. */
function show(isShown) {
  isOpening = isShown;
  if (!frame) return;
  const hasFocus = root.activeElement;
  pressed.setAttribute("aria-expanded", isShown);
  frame.hidden = !isShown;
  // The page may have changed its attribute.
  frame.className = `adda-window adda-${attributes.colorScheme || scheme}`;
  // Keys do not press the button while the customer waits. The page keeps a focus of its own.
  if (hasFocus) (isShown ? frame : pressed).focus();
}

/** Executes a command of the program, now or once it is loaded. */
export function command(name, value) {
  if (program) return program.command(name, value);
  const opens = name === "open" || (name === "toggle" && !isOpening);
  if (opens || name === "close" || name === "toggle") show(opens);
  else waiting.push([name, value]);
  if (opens) mount();
}

/** Switches to another language. */
export function speak(tag) {
  language = spoken(tag) ?? (unknown(tag), language);
  command("locale", language);
}

/** Handles the identification of the customer by the shop. `isNew`: for the first time. */
export function introduce(token, isNew) {
  identity = token;
  owner = kept.get("who");
  // A known customer is identified when the chat is opened.
  if (program || isNew) command("identify", token);
}

/** Returns whether another tab has signed in another customer or signed this one out. */
export const isReplaced = () => owner && owner !== kept.get("who");

/** Removes the customer's data from the page. */
export async function leave() {
  round += 1;
  program?.leave();
  program = identity = owner = isMounting = undefined;
  waiting = [];
  show(false);
  const answer = await begun;
  if (answer && !program) draw(answer);
}
