// The widget in the preview of the settings: its own program, on a page that reaches neither the
// server nor the browser's storage. The settings' page sends what the server would answer: the
// configuration in both languages, and a conversation.
import { fetched } from "./fetched.js";
import { start } from "./module.js";
import { limited, persist } from "./retry.js";

/** The time limit for loading the program on a slow line. */
const LIMIT_MS = 60_000;

const line = [...document.scripts].find((script) => script.src === import.meta.url);
const { js, wasm } = line.dataset;
const send = fetch;

/** What the settings' page has sent last. */
let shown;
/** The number of times that it has sent something. */
let version = 0;
/** Answers the requests that wait for news. */
let waiting = [];
/** The widget's program; undefined while the widget is not on the page. */
let program;

const isNews = () => ({ since: `${version}`, conversation: true });

/** The answers of the server functions, by name. The others answer nothing. */
const answers = {
  config: ({ language }) => shown.config[language],
  open: () => shown.chat,
  messages: ({ range }) => {
    const { thread } = shown.chat;
    return { ...thread, messages: [], deleted: range.deletions < version ? thread.messages : [], deletions: version };
  },
  wait: ({ since }) => (since === `${version}` ? new Promise((answer) => waiting.push(answer)) : isNews()),
};

// The form beside the preview keeps the focus.
HTMLElement.prototype.focus = () => {};

window.fetch = async (address, request) => {
  const name = /\/support\/fn\/(.+)$/.exec(address)?.[1];
  if (!name) return send(address, request);
  return Response.json((await answers[name]?.(JSON.parse(request.body))) ?? null);
};

/** Returns what the widget reads only when it is opened. */
const opening = ({ language, config, chat }) => `${language} ${config[language].position} ${chat.asks_details}`;

/** Removes the widget from the page and mounts it again. */
function mount(bundle) {
  program?.leave();
  program = bundle;
  document.body.replaceChildren(document.createElement("div"));
  const { config, language } = shown;
  const { origin } = new URL(line.src);
  program.embed(document.body.firstChild, origin, config[language], {}, line, language, undefined, () => {});
  program.command("open");
}

const loaded = persist(
  () => limited(LIMIT_MS, (signal) => start(js, fetched(wasm, { signal }))),
  (error) => console.warn("The preview could not be loaded. It is tried again.", error),
);

addEventListener("message", async ({ source, data }) => {
  if (source !== parent) return;
  const before = shown;
  shown = JSON.parse(data);
  version += 1;
  const bundle = await loaded;
  if (!program || opening(shown) !== opening(before)) mount(bundle);
  for (const answer of waiting.splice(0)) answer(isNews());
});
