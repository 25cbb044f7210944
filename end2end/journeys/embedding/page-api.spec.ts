import type { Page } from "@playwright/test";
import { expect, test } from "../../support/embedding.ts";
import { Rest } from "../../support/rest.ts";

/** Makes the page record these events, in order. */
async function listen(page: Page, events: string[]): Promise<() => Promise<unknown[]>> {
  await page.evaluate((names) => {
    window.told = [];
    for (const name of names) window.adda("on", name, (what: unknown) => window.told.push([name, what]));
  }, events);
  return () => page.evaluate(() => window.told.map(([name, what]) => (what === undefined ? name : [name, what])));
}

test("open, close, toggle, prefill, locale, show and hide do what they say", async ({ site, people }) => {
  site.put("/");
  const { page, chat } = await people.customer({ path: `${site.url}/` });
  await expect(chat.button).toBeVisible();
  const told = await listen(page, ["ready", "open", "close"]);

  await page.evaluate(() => window.adda("open"));
  await expect(chat.window).toBeVisible();
  await page.evaluate(() => window.adda("close"));
  await expect(chat.window).toBeHidden();
  await page.evaluate(() => window.adda("toggle"));
  await expect(chat.window).toBeVisible();
  await page.evaluate(() => window.adda("toggle"));
  await expect(chat.window).toBeHidden();
  expect(await told()).toEqual(["ready", "open", "close", "open", "close"]);

  await page.evaluate(() => window.adda("hide"));
  await expect(chat.button).toBeHidden();
  await page.evaluate(() => window.adda("show"));
  await expect(chat.button).toBeVisible();

  await page.evaluate(() => window.adda("prefill", "About order 12345: "));
  await chat.open();
  await expect(chat.field).toHaveValue("About order 12345: ");
  await page.evaluate(() => window.adda("locale", "bn"));
  await expect(page.getByRole("dialog", { name: "সহায়তার সঙ্গে চ্যাট" })).toBeVisible();
  expect(await page.evaluate(() => Object.keys(window).filter((name) => /adda/i.test(name)))).toEqual(["adda"]);
});

test("the page gets events for messages and unread counts until it removes its listener", async ({ site, people }) => {
  site.put("/");
  const { page, chat } = await people.customer({ path: `${site.url}/` });
  const desk = await people.agent();
  await chat.open();
  await chat.send("Hello");
  await desk.open("Hello");
  await chat.close();
  const told = await listen(page, ["message", "unread"]);
  await desk.reply("Good day");
  await expect.poll(told, { timeout: 30_000 }).toEqual([
    ["message", { text: "Good day", sender: "admin" }],
    ["unread", 1],
  ]);
  await page.evaluate(() => {
    const stop = window.adda("on", "open", () => window.told.push(["open", "never"])) as () => void;
    stop();
  });
  await chat.open();
  await expect.poll(told).toContainEqual(["unread", 0]);
  expect(await told()).not.toContainEqual(["open", "never"]);
});

test("the page is told whether the chat is turned on, also when an admin changes it", async ({ site, server, people }) => {
  site.put("/");
  const rest = await Rest.signIn(server.url);
  const { page, chat } = await people.customer({ path: `${site.url}/` });
  await expect(chat.button).toBeVisible();
  const told = await listen(page, ["state"]);
  expect(await told()).toEqual([["state", "on"]]);
  await chat.open();
  await chat.send("Hello");
  await chat.expectDelivered("Hello");
  await rest.changeSettings({ is_enabled: false });
  await expect.poll(told, { timeout: 30_000 }).toEqual([
    ["state", "on"],
    ["state", "off"],
  ]);

  await page.reload();
  await page.waitForFunction(() => typeof window.adda === "function");
  const toldAgain = await listen(page, ["state"]);
  await expect.poll(toldAgain).toEqual([["state", "off"]]);
  await expect(chat.button).toBeHidden();
  await rest.changeSettings({ is_enabled: true });
});

test("unload removes the chat with all that it does, and the line brings it back with the conversation", async ({
  site,
  server,
  people,
}) => {
  site.put("/");
  const { page, chat } = await people.customer({ path: "about:blank" });
  await page.clock.install();
  await page.goto(`${site.url}/`);
  const desk = await people.agent();
  await chat.open();
  await chat.send("Where is my order?");
  await desk.open("Where is my order?");
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.evaluate(() => window.adda("unload"));
  expect(await page.locator("adda-chat").count()).toBe(0);
  expect(await page.evaluate(() => "adda" in window)).toBe(false);
  // Its timers would poll within seconds, and its listeners when the page returns.
  const silent = asked.length;
  await page.clock.fastForward(120_000);
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await page.evaluate(() => dispatchEvent(new Event("focus")));
  await desk.reply("On its way");
  expect(asked.slice(silent)).toEqual([]);

  await page.evaluate((src) => {
    const line = document.createElement("script");
    line.src = src;
    document.head.append(line);
  }, `${server.url}/widget.js`);
  await chat.open();
  await expect(chat.message("On its way")).toBeVisible();
  await chat.send("Thank you");
  await chat.expectDelivered("Thank you");
  expect(await page.locator("adda-chat").count()).toBe(1);
});

test("commands that the page calls before the script has loaded are executed afterwards", async ({ site, people }) => {
  const stub = "window.adda = window.adda || function () { (adda.q = adda.q || []).push(arguments); };";
  const asked = "adda('locale', 'bn'); adda('prefill', 'From the page'); adda('open');";
  site.put("/", { head: `<script>${stub} ${asked}</script>` });
  const { page } = await people.customer({ path: `${site.url}/` });
  await expect(page.getByRole("dialog", { name: "সহায়তার সঙ্গে চ্যাট" })).toBeVisible();
  await expect(page.getByRole("textbox", { name: "বার্তা" })).toHaveValue("From the page");
});

test("the script tag's attributes choose language, corner and colour, or hide the button", async ({ site, people }) => {
  site.put("/", { line: { "data-locale": "bn", "data-position": "bottom-left", "data-color": "#ffee00" } });
  site.put("/hidden", { line: { "data-hide-button": "" } });
  const { page, chat } = await people.customer({ path: `${site.url}/` });
  const button = page.getByRole("button", { name: "চ্যাট খুলুন" });
  await expect(button).toBeVisible();
  const looks = async (): Promise<unknown> => ({
    x: (await button.boundingBox())?.x,
    color: await button.evaluate((element) => getComputedStyle(element).backgroundColor),
    // A white icon would be invisible on this colour.
    icon: await button.evaluate((element) => getComputedStyle(element).color),
  });
  const before = await looks();
  expect(before).toEqual({ x: 24, color: "rgb(255, 238, 0)", icon: "rgb(22, 32, 42)" });
  await button.click();
  await page.getByRole("dialog").getByRole("button", { name: "বন্ধ করুন" }).click();
  // The button that the program draws looks the same.
  await expect.poll(looks).toEqual(before);

  await page.goto(`${site.url}/hidden`);
  await page.waitForFunction(() => typeof window.adda === "function");
  await page.evaluate(() => window.adda("open"));
  await expect(chat.window).toBeVisible();
  await expect(chat.button).toBeHidden();
});

test("unusable commands and attribute values are named in the browser's console", async ({ site, people }) => {
  const line = { "data-color": "red", "data-position": "left", "data-locale": "fr", "data-identity-token": "" };
  site.put("/", { line });
  const { page, chat } = await people.customer({ path: "about:blank" });
  const said: string[] = [];
  page.on("console", (message) => said.push(message.text()));
  await page.goto(`${site.url}/`);
  await expect(chat.button).toBeVisible();
  await page.evaluate(() => {
    window.adda("boot");
    window.adda("toString");
    window.adda("identify", "eyJ0eXAiOiJKV1QifQ.e30.x");
    window.adda("identify");
    window.adda("locale", "klingon");
  });
  for (const words of ['data-color="red"', 'data-position="left"', 'data-locale="fr"', '"boot"', '"toString"', "{ token }", '"klingon"']) {
    await expect.poll(() => said.filter((text) => text.startsWith("Adda: ") && text.includes(words)).length, words).toBeGreaterThan(0);
  }
  await chat.open();
  await chat.send("It works all the same");
  await chat.expectDelivered("It works all the same");
});

test("attributes and events that do not exist are named in the browser's console", async ({ site, people }) => {
  // Attributes of other programs only cause a warning.
  const unknown = { "data-colour": "#ffee00", "data-langauge": "bn", "data-button-hide": "", "data-identitytoken": "eyJ.e30.x" };
  site.put("/", { line: { ...unknown, "data-locale": "en", "data-identity-token": "" } });
  const { page, chat } = await people.customer({ path: "about:blank" });
  const said: string[] = [];
  const asked: string[] = [];
  page.on("console", (message) => said.push(message.text()));
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(`${site.url}/`);
  await expect(chat.button).toBeVisible();
  await page.evaluate(() => {
    for (const name of ["opend", "Open", ""]) window.adda("on", name, () => {});
    for (const name of ["ready", "open", "close", "message", "unread", "error", "state"]) window.adda("on", name, () => {});
  });
  const warnings = [...Object.keys(unknown).map((name) => `unknown ${name}`), ...["opend", "Open", ""].map((name) => `unknown "${name}"`)];
  await expect.poll(() => said.filter((text) => text.startsWith("Adda: ")).toSorted()).toEqual(warnings.map((text) => `Adda: ${text}`).toSorted());
  // The token under a misspelt name does not reach the server in an address.
  expect(asked.filter((url) => url.includes("eyJ"))).toEqual([]);
  await chat.open();
});

test("the script tag works as a module, with a warning", async ({ site, server, people }) => {
  site.put("/", { head: `<script type="module" src="${server.url}/widget.js?v=2" data-position="bottom-left"></script>`, bare: true });
  const { page, chat } = await people.customer({ path: "about:blank" });
  const warned = page.waitForEvent("console", (message) => message.text().includes('type="module"'));
  await page.goto(`${site.url}/`);
  expect((await warned).text()).toMatch(/^Adda: /);
  await expect(chat.button).toBeVisible();
  expect((await chat.button.boundingBox())?.x).toBe(24);
  await chat.open();
});
