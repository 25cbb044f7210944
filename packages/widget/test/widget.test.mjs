// The package on a page that is a few objects. A journey in end2end tests it in a browser.
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { closePage, openPage, startLoader } from "./page.mjs";

const SERVER = "https://support.example";

afterEach(closePage);

test("without a page it can be imported, commands do nothing, and load is rejected", async () => {
  const { chat, load, unload } = await import("../index.js?server");
  chat.open();
  chat.on("ready", () => {})();
  unload();
  await assert.rejects(load({ server: SERVER }), { name: "AddaError", code: "no_page" });
});

test("load adds the script once, with its attributes, and resolves when the button is there", async () => {
  const { chat, load } = await openPage();
  const options = { server: `${SERVER}/`, language: "bn", identityToken: "", hideButton: true, nonce: "n1" };
  const loads = [load(options), load(options)];
  const { scripts } = document;
  assert.deepEqual(scripts.map(({ src, async, nonce }) => ({ src, async, nonce })), [{ src: `${SERVER}/widget.js`, async: true, nonce: "n1" }]);
  assert.deepEqual(scripts[0].dataset, { locale: "bn", identityToken: "", hideButton: "" });
  let isReady = false;
  loads[0].then(() => (isReady = true));
  const loader = startLoader();
  await new Promise(setImmediate);
  assert.equal(isReady, false);
  loader.tell("ready");
  assert.deepEqual(await Promise.all(loads), [chat, chat]);
  assert.equal(await load(options), chat);
  assert.equal(scripts.length, 1);
});

test("a later call changes the colour scheme of the chat on the page", async () => {
  const { load } = await openPage();
  const first = load({ server: SERVER, colorScheme: "dark" });
  const [{ dataset }] = document.scripts;
  assert.deepEqual(dataset, { colorScheme: "dark" });
  startLoader().tell("ready");
  await first;
  await load({ server: SERVER });
  assert.deepEqual(dataset, { colorScheme: "dark" });
  await load({ server: SERVER, colorScheme: "auto" });
  assert.deepEqual(dataset, { colorScheme: "auto" });
});

test("a page that has the line already gets no second one", async () => {
  const { load } = await openPage();
  const line = document.createElement("script");
  line.src = `${SERVER}/widget.js`;
  document.head.append(line);
  const loader = startLoader();
  loader.tell("ready");
  await load({ server: SERVER });
  assert.equal(document.scripts.length, 1);
  // The one that stays renews tokens.
  assert.deepEqual([loader.listeners("ready"), loader.listeners("error")], [0, 1]);
});

test("commands and callbacks wait for the loader, and a callback can be removed before", async () => {
  const { chat, load } = await openPage();
  const heard = [];
  const stop = chat.on("unread", () => heard.push("removed"));
  chat.on("unread", (count) => heard.push(count));
  stop();
  chat.open();
  chat.prefill("About order 12345: ");
  const loading = load({ server: SERVER });
  const loader = startLoader();
  loader.tell("ready");
  await loading;
  loader.tell("unread", 2);
  assert.deepEqual(heard, [2]);
  assert.deepEqual(loader.calls, [["open"], ["prefill", "About order 12345: "]]);
});

test("a later load applies another customer and another language", async () => {
  const { load } = await openPage();
  const loading = load({ server: SERVER, language: "en", identityToken: "one" });
  const loader = startLoader();
  loader.tell("ready");
  await loading;
  await load({ server: SERVER, language: "en", identityToken: "one" });
  assert.deepEqual(loader.calls, []);
  await load({ server: SERVER, language: "bn", identityToken: "two" });
  await load({ server: SERVER });
  await load({ server: SERVER, identityToken: "" });
  assert.deepEqual(loader.calls, [["identify", { token: "two" }], ["locale", "bn"], ["signOut"]]);
});

test("an expired token is renewed, but one that is rejected again at once is not", async (test) => {
  const { load } = await openPage();
  let asked = 0;
  const loading = load({ server: SERVER, identityToken: "old", renewToken: async () => `new ${(asked += 1)}` });
  const loader = startLoader();
  loader.tell("ready");
  await loading;
  const reject = async () => {
    loader.tell("error", { reason: "identity" });
    await new Promise(setImmediate);
  };
  await reject();
  await reject();
  assert.deepEqual(loader.calls, [["identify", { token: "new 1" }]]);
  const now = performance.now();
  test.mock.method(performance, "now", () => now + 61_000);
  // The application renders again with the token of its first render.
  await load({ server: SERVER, identityToken: "old", renewToken: () => "newest" });
  await reject();
  assert.deepEqual(loader.calls.slice(1), [["identify", { token: "newest" }]]);
});

test("unload removes the chat with its script, and load adds it again, with the callbacks", async () => {
  const { chat, load, unload } = await openPage();
  unload();
  const heard = [];
  chat.on("unread", (count) => heard.push(count));
  const stop = chat.on("unread", () => heard.push("removed"));
  const loading = load({ server: SERVER, identityToken: "one" });
  const first = startLoader();
  first.tell("ready");
  await loading;
  first.tell("unread", 1);
  stop();
  unload();
  assert.deepEqual(first.calls, [["unload"]]);
  assert.equal(document.scripts.length, 0);
  assert.equal(window.adda, undefined);
  unload();
  assert.deepEqual(first.calls, [["unload"]]);

  const again = load({ server: SERVER, identityToken: "two" });
  assert.equal(document.scripts.length, 1);
  assert.equal(document.scripts[0].dataset.identityToken, "two");
  const second = startLoader();
  second.tell("ready");
  await again;
  second.tell("unread", 2);
  assert.deepEqual(heard, [1, "removed", 2]);
  assert.deepEqual(second.calls, []);
});

test("a chat that is unloaded before its script comes is removed by it, unless it is loaded again", async () => {
  const { load, unload } = await openPage();
  const loading = load({ server: SERVER });
  unload();
  // As the strict mode of React does.
  const again = load({ server: SERVER });
  assert.equal(document.scripts.length, 1);
  const loader = startLoader();
  loader.tell("ready");
  await Promise.all([loading, again]);
  assert.deepEqual(loader.calls, []);

  closePage();
  const other = await openPage();
  other.load({ server: SERVER, timeout: 10 }).catch(() => {});
  other.unload();
  assert.deepEqual(startLoader().calls, [["unload"]]);
  const last = other.load({ server: SERVER });
  assert.equal(document.scripts.length, 1);
  startLoader().tell("ready");
  await last;
});

test("a chat that is turned off is named", async () => {
  const { chat, load } = await openPage();
  const heard = [];
  chat.on("state", (state) => heard.push(state));
  const loading = load({ server: SERVER });
  startLoader().tell("state", "off");
  await assert.rejects(loading, { code: "off" });
  assert.deepEqual(heard, ["off"]);
});

test("a script that cannot be loaded is named, and the next load tries again", async () => {
  const { load } = await openPage();
  const loading = load({ server: SERVER });
  document.scripts[0].dispatchEvent(new Event("error"));
  await assert.rejects(loading, { code: "script", message: /^Adda: https:\/\/support\.example\/widget\.js could not be loaded/ });
  assert.equal(document.scripts.length, 0);
  const again = load({ server: SERVER });
  assert.equal(document.scripts.length, 1);
  startLoader().tell("ready");
  await again;
});

test("a server that does not answer is named, and the next load waits for it", async () => {
  const { load } = await openPage();
  const loading = load({ server: SERVER });
  const loader = startLoader();
  loader.tell("error", { reason: "identity" });
  loader.tell("error", { reason: "unreachable" });
  await assert.rejects(loading, { code: "unreachable", message: /https:\/\/shop\.example/ });
  const again = load({ server: SERVER });
  loader.tell("ready");
  await again;
  assert.equal(document.scripts.length, 1);
});

test("a chat that is not ready in time is an error", async () => {
  const { load } = await openPage();
  const loading = load({ server: SERVER, timeout: 10 });
  startLoader();
  await assert.rejects(loading, { code: "timeout", message: /within 10 ms/ });
});

test("an invalid address and a second server are errors", async () => {
  const { load } = await openPage();
  await assert.rejects(load({ server: "support.example" }), { code: "server" });
  const loading = load({ server: SERVER });
  startLoader().tell("ready");
  await loading;
  await assert.rejects(load({ server: "https://other.example" }), { code: "server", message: /https:\/\/support\.example/ });
});
