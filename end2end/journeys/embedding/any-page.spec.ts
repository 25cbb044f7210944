import { expect, test } from "../../support/embedding.ts";
import { ENGLISH } from "../../support/words/en.ts";
import { picture } from "../../support/files.ts";
import { visible } from "../../support/looks.ts";

const HOSTILE = `<style>
  html { font-size: 40px; }
  * { all: unset !important; }
  *, *::before, *::after { box-sizing: content-box !important; text-transform: uppercase !important;
    letter-spacing: 1em !important; z-index: 1 !important; }
  body, body *, adda-chat { transform: rotate(3deg) !important; }
  adda-chat { display: none !important; opacity: 0 !important; visibility: hidden !important; }
  button, textarea, div, section { background: red !important; float: left !important; width: 3px !important; }
</style>`;

test("a shop's styles do not affect the chat, and the chat's styles do not affect the shop", async ({ site, people }) => {
  site.put("/plain").put("/hostile", { head: HOSTILE });
  const { page, chat } = await people.customer({ path: `${site.url}/plain` });
  await chat.open();
  const plain = await visible(chat);
  const heading = page.getByRole("heading", { level: 1 });
  const looks = (): Promise<string> => heading.evaluate((element) => JSON.stringify({ ...getComputedStyle(element) }));
  const before = await page.evaluate(() => document.styleSheets.length);
  expect(before).toBe(0);
  const own = await looks();

  await page.goto(`${site.url}/hostile`);
  await chat.open();
  expect(await visible(chat)).toEqual(plain);
  await page.goto(`${site.url}/plain`);
  expect(await looks()).toBe(own);
});

test("the chat is above every floating element of the shop", async ({ site, people }) => {
  const cover = "position: fixed; inset: 0; z-index: 2147483647; background: #eee";
  site.put("/", { body: `<main><h1>A shop</h1></main><div id="cover" style="${cover}">Cookies?</div>` });
  const { chat } = await people.customer({ path: `${site.url}/` });
  // Playwright clicks only elements that are on top.
  await chat.open();
  await chat.send("Seen above all");
  await chat.expectDelivered("Seen above all");
});

test("a single-page application replaces the body, and the conversation continues", async ({ site, people }) => {
  site.put("/");
  const { page, chat } = await people.customer({ path: `${site.url}/` });
  await chat.open();
  await chat.field.fill("Half a sentence");
  await page.evaluate(() => {
    history.pushState(null, "", "/next");
    const body = document.createElement("body");
    body.textContent = "The next page";
    document.body.replaceWith(body);
  });
  await expect(chat.field).toHaveValue("Half a sentence");
  // Next, the application removes every element that it has not made itself.
  await page.evaluate(() => document.documentElement.replaceChildren(document.createElement("head"), document.createElement("body")));
  await expect(chat.field).toHaveValue("Half a sentence");
  await chat.field.press("Enter");
  await chat.expectDelivered("Half a sentence");
});

test("a page that includes the script twice has one chat", async ({ site, people }) => {
  site.put("/", { head: site.line() });
  const { page, chat } = await people.customer({ path: `${site.url}/` });
  await chat.open();
  await expect(page.locator("adda-chat")).toHaveCount(1);
  await expect(chat.button).toHaveCount(1);
});

test("the button works before the program is loaded", async ({ site, people }) => {
  site.put("/");
  const { page, chat } = await people.customer({ path: "about:blank" });
  let arrive = (): void => {};
  const held = new Promise<void>((done) => (arrive = done));
  await page.route(/\/widget\.wasm$/, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(`${site.url}/`);
  await chat.button.click();
  const empty = page.getByRole("dialog", { name: chat.words.open });
  await expect(empty).toHaveAttribute("aria-busy", "true");
  await expect(chat.window).toHaveCount(0);
  arrive();
  await expect(chat.field).toBeFocused();
  await expect(empty).toHaveCount(0);
});

test("the menu leads to all conversations of the customer, on the support server's own pages", async ({ site, people }) => {
  site.put("/");
  const { page, chat } = await people.customer({ path: `${site.url}/` });
  await chat.open();
  await chat.send("From the shop");
  await chat.expectDelivered("From the shop");
  await chat.press(chat.words.more);
  const opened = page.waitForEvent("popup");
  await chat.press(chat.words.allConversations);
  const history = await opened;
  await expect(history.getByRole("heading", { level: 1 })).toHaveText(ENGLISH.history.title);
  await history.getByRole("link", { name: "From the shop" }).click();
  await expect(history.getByText(chat.words.welcome)).toBeVisible();
});

test("files, pictures, emoji and the transcript come from the support server", async ({ site, people }) => {
  site.put("/");
  const { page, chat } = await people.customer({ path: `${site.url}/` });
  const desk = await people.agent();
  await chat.open();
  await chat.send("Look");
  await chat.pick([picture("parcel.png", 400, 300)]);
  const shown = chat.log.getByRole("img", { name: "parcel.png" });
  await expect(shown).toBeVisible();
  await expect.poll(() => shown.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
  await desk.open("parcel.png");

  await chat.press(ENGLISH.emoji.open);
  await chat.window.getByRole("gridcell").first().click();
  await expect(chat.field).not.toHaveValue("");

  await chat.press(chat.words.more);
  const transcript = chat.window.getByRole("link", { name: chat.words.transcript });
  const kept = await page.request.get((await transcript.getAttribute("href")) ?? "");
  expect(await kept.text()).toContain("parcel.png");
});
