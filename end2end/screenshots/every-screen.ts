import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import type { Chat } from "../support/chat.ts";
import type { Console } from "../support/console.ts";
import { DESK, NIGHT, PHONE, TABLET } from "../support/screens.ts";
import { ADMIN } from "../support/server.ts";
import { expect, test } from "../support/test.ts";
import { BANGLA } from "../support/words/bn.ts";
import { ENGLISH } from "../support/words/en.ts";

/** Too many to keep: they are for whoever changes how something looks. */
const FOLDER = join(import.meta.dirname, "..", "..", "target", "screenshots");

/** The pages of the console that an address leads to. */
const CONSOLE_PAGES = ["inbox", "statistics", "preferences", "settings", "quick-replies", "agents", "log", "no-such-page"];
/** The pages that the server renders. */
const SHOP_PAGES = { shop: "/", book: "/books/gitanjali", orders: "/orders", history: "/support/conversations/" };

const LOOKS = [DESK, NIGHT, TABLET, PHONE].flatMap((screen) => [ENGLISH, BANGLA].map((words) => ({ screen, words })));

for (const looks of LOOKS) {
  const name = `${looks.words.code} ${looks.screen.name}`;

  test(`every screen, ${name}`, async ({ server, people, problems }) => {
    test.setTimeout(300_000);
    problems.expect(/./);
    const folder = join(FOLDER, name.replaceAll(/[ ,]+/g, "-"));
    mkdirSync(folder, { recursive: true });
    const save = (page: Page, screen: string) =>
      page.screenshot({ path: join(folder, `${screen}.png`), animations: "disabled" });

    const stranger = await people.stranger(looks);
    await expect(stranger.signInButton).toBeVisible();
    await save(stranger.page, "sign-in");
    const empty = await people.agent(looks);
    await save(empty.page, "inbox-empty");
    await empty.page.close();

    await server.command(["demo"]);
    // Online still.
    const desk = await people.stranger(looks);
    await desk.signIn(ADMIN);
    const { page, chat } = await people.customer(looks);
    for (const [screen, path] of Object.entries(SHOP_PAGES)) {
      await page.goto(path);
      await save(page, screen);
    }
    await page.goto("/");
    await chat.open();
    await save(page, "chat-new");
    await converse(chat, desk);
    await save(page, "chat");
    await save(desk.page, "conversation");
    for (const screen of CONSOLE_PAGES) {
      await desk.visit(`/console/${screen}`);
      await expect(desk.page.getByRole("heading").first()).toBeVisible();
      // Whatever the page asks the server for has come.
      await desk.page.waitForLoadState("networkidle");
      await save(desk.page, screen);
    }
    await page.goto(SHOP_PAGES.history);
    await save(page, "history-with-one");
    await page.getByRole("main").getByRole("link").filter({ hasText: "ORDER-12345" }).first().click();
    await page.waitForLoadState();
    await save(page, "history-conversation");
  });
}

async function converse(chat: Chat, desk: Console): Promise<void> {
  await chat.send("ORDER-12345 আসেনি 😕 https://example.com/orders/12345");
  await desk.open("ORDER-12345");
  await desk.reply("Found it: it comes tomorrow before noon. কাল দুপুরের আগে পেয়ে যাবেন।");
  await expect(chat.message("before noon")).toBeVisible();
}
