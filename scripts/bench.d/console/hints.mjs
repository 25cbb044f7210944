// How soon a message appears on the other screen: from the widget to the console, and back.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Server } from "../server.mjs";
import { openPage, signIn, summary, withBrowser } from "./browser.mjs";

/**
 * How many conversations take place at the same time. Each has its own server, because hints are
 * limited, and an agent's console gets them for all conversations of its server.
 */
const CONVERSATIONS = 3;
/** How many messages of each side of each conversation come first and are not counted. */
const UNCOUNTED = 2;
const COUNTED = 34;
/** In a conversation, a message follows 2.1 to 5.1 seconds after the one before. */
const MIN_MS = 700;
const MAX_MS = 1_700;
/** The time for loading and compiling at the start, which is not measured. */
const SETTLE_MS = 20_000;
/**
 * A message that takes longer counts as late. Polls come every ten seconds while hints arrive, and
 * every three without them.
 */
const LATE_MS = 1_000;
/** The time after which a poll has brought the last message. */
const UNSEEN_MS = 30_000;

const SIDES = {
  customer: { word: "Question", field: ".adda-field", messages: ".adda-log .adda-message" },
  agent: { word: "Answer", field: ".composer textarea", messages: ".log .message" },
};

/**
 * Records when Enter was pressed, when each message of the other side was drawn, and which of them
 * were shown twice. Runs in the page. Times are those of the machine's clock.
 */
function watchMessages({ messages, word }) {
  const noted = { pressed: [], drawn: {}, twice: [] };
  window.noted = noted;
  const press = ({ key, timeStamp }) => key === "Enter" && noted.pressed.push(performance.timeOrigin + timeStamp);
  addEventListener("keydown", press, { capture: true });
  const afterFrame = (act) =>
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = act;
      port2.postMessage(undefined);
    });
  const known = new Set();
  const number = new RegExp(`\\b${word} (\\d+):`);
  const look = () => {
    const shown = new Set();
    for (const { textContent } of document.querySelectorAll(messages)) {
      const found = number.exec(textContent)?.[1];
      if (found === undefined) continue;
      if (shown.has(found)) noted.twice.push(found);
      shown.add(found);
      if (known.has(found)) continue;
      known.add(found);
      afterFrame(() => (noted.drawn[found] = performance.timeOrigin + performance.now()));
    }
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true, characterData: true });
}

/** One of the two sides of a conversation, at a page. */
class Writer {
  #page;
  #side;
  #field;
  #count = 0;

  constructor(page, side) {
    this.#page = page;
    this.#side = side;
    this.#field = page.locator(side.field);
  }

  /** Types a message into the field. */
  async write() {
    await this.#field.fill(`${this.#side.word} ${this.#count}: will the books that were ordered on Sunday arrive?`);
  }

  /** Sends the typed message. */
  async send() {
    this.#count += 1;
    await this.#field.press("Enter");
  }

  noted() {
    return this.#page.evaluate(() => window.noted);
  }

  /** Returns the numbers of the other side's messages in the log. */
  shown(other) {
    return this.#page.locator(this.#side.messages).evaluateAll((messages, word) => {
      const found = messages.map(({ textContent }) => new RegExp(`\\b${word} (\\d+):`).exec(textContent)?.[1]);
      return found.filter((number) => number !== undefined);
    }, other.#side.word);
  }

  /** Waits until `other` has drawn all messages of this side. Returns the milliseconds that each took. */
  async untilDrawn(other) {
    const { pressed } = await this.noted();
    const name = `messages to the ${other.#side === SIDES.agent ? "console" : "widget"}`;
    if (pressed.length !== this.#count) throw new Error(`of ${this.#count} ${name}, ${pressed.length} were sent`);
    const isDrawn = (count) => Object.keys(window.noted.drawn).length >= count;
    // The check below reports how many are missing.
    await other.#page.waitForFunction(isDrawn, this.#count, { timeout: UNSEEN_MS }).catch(() => {});
    const { drawn, twice } = await other.noted();
    const unseen = pressed.filter((_, number) => drawn[number] === undefined);
    if (unseen.length > 0) throw new Error(`${unseen.length} of ${this.#count} ${name} were not shown`);
    if (twice.length > 0) throw new Error(`${name} were shown twice: ${[...new Set(twice)].join(", ")}`);
    const shown = await other.shown(this);
    if (shown.length !== this.#count) throw new Error(`in the end, ${shown.length} of ${this.#count} ${name} are shown`);
    const times = pressed.map((time, number) => drawn[number] - time);
    if (times.some((time) => time < 0)) throw new Error("the clocks of two pages differ");
    return times.slice(UNCOUNTED);
  }
}

/** Opens a widget and a console on a server, with a conversation in both. */
async function meet(browser, origin) {
  const { customer, agent } = SIDES;
  const cookies = [await signIn(origin, true)];
  const shop = await openPage(browser, origin, { watch: watchMessages, wanted: { ...customer, word: agent.word } });
  await shop.locator(".adda-button").click();
  const asks = new Writer(shop, customer);
  await asks.write();
  await asks.send();
  const wanted = { ...agent, word: customer.word };
  const desk = await openPage(browser, `${origin}/console/inbox?tab=all`, { cookies, watch: watchMessages, wanted });
  await desk.locator(".rows a.row").click();
  const answers = new Writer(desk, agent);
  await answers.write();
  await answers.send();
  return [asks, answers];
}

async function talk(conversations) {
  const gap = () => MIN_MS + Math.random() * (MAX_MS - MIN_MS);
  // By now, each side has sent its first message.
  for (let turn = 2; turn < 2 * (UNCOUNTED + COUNTED); turn += 1) {
    for (const writers of conversations) {
      const writer = writers[turn % 2];
      const half = gap() / 2;
      await wait(half);
      // Types before sending, as a person does, so that the other side gets a typing hint.
      await writer.write();
      await wait(half);
      await writer.send();
    }
  }
}

/**
 * Returns the milliseconds from pressing Enter to the frame with the message on the other screen,
 * for both directions.
 */
export async function measureHints(binary, parent) {
  const servers = [];
  while (servers.length < CONVERSATIONS) {
    const folder = join(parent, `hints-${servers.length}`);
    mkdirSync(folder);
    servers.push((await Server.start(binary, folder, { ADDA_DEMO_SHOP: "on" })).server);
  }
  const times = { toConsole: [], toWidget: [] };
  await withBrowser(async (browser) => {
    const conversations = [];
    for (const { origin } of servers) conversations.push(await meet(browser, origin));
    await wait(SETTLE_MS);
    await talk(conversations);
    for (const [customer, agent] of conversations) {
      times.toConsole.push(...(await customer.untilDrawn(agent)));
      times.toWidget.push(...(await agent.untilDrawn(customer)));
    }
  });
  for (const server of servers) await server.stop();
  const measured = (all) => ({ ...summary(all), late: all.filter((time) => time > LATE_MS).length });
  return { toConsole: measured(times.toConsole), toWidget: measured(times.toWidget) };
}
