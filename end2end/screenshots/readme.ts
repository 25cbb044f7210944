import type { Page } from "@playwright/test";
import { join } from "node:path";
import type { Chat } from "../support/chat.ts";
import type { Console } from "../support/console.ts";
import { PHONE } from "../support/screens.ts";
import { expect, test } from "../support/test.ts";
import { BANGLA } from "../support/words/bn.ts";
import { ENGLISH } from "../support/words/en.ts";

const IMAGES = join(import.meta.dirname, "..", "..", "docs", "images");
/** One of the demonstration's agents, with a password to sign in with. */
const MINA = { username: "Mina", password: "a tall ship and a star" };

type Line = { from: "customer" | "agent"; text: string };

const ENGLISH_LINES: Line[] = [
  { from: "customer", text: "Hello, my order has not come yet." },
  { from: "agent", text: "Hello John, I will look it up. What is its number?" },
  { from: "customer", text: "ORDER-12345. It should have been here on Monday 😕" },
  { from: "agent", text: "Found it: it is with the courier in Tejgaon and comes tomorrow before noon." },
];
const BANGLA_LINES: Line[] = [
  { from: "customer", text: "আমার বইয়ের অর্ডারটা কবে পাব?" },
  { from: "agent", text: "জি নুসরাত, এখনই দেখছি। অর্ডার নম্বরটা বলবেন?" },
  { from: "customer", text: "ORDER-12377, সোমবারে আসার কথা ছিল।" },
  { from: "agent", text: "পেয়েছি: কুরিয়ারের হাতে আছে, কাল দুপুরের মধ্যে পেয়ে যাবেন।" },
];

test("the pictures of the README", async ({ server, people }) => {
  test.setTimeout(180_000);
  await server.command(["demo"]);
  await server.command(["user", "password", MINA.username], `${MINA.password}\n`);
  const desk = await people.agent({ as: MINA });

  const john = await people.customer();
  await openForBusiness(john.page);
  await john.signIn("John Doe");
  await john.chat.open();
  await converse(john.chat, desk, ENGLISH_LINES);
  await save(john.page, "shop-widget");
  await save(desk.page, "conversation");

  const phone = await people.customer({ screen: PHONE });
  await openForBusiness(phone.page);
  await phone.page.context().addCookies(await john.page.context().cookies());
  await phone.page.reload();
  await phone.chat.open();
  await save(phone.page, "phone");

  const nusrat = await people.customer({ words: BANGLA });
  await openForBusiness(nusrat.page);
  await nusrat.signIn("নুসরাত আহমেদ");
  await nusrat.chat.open();
  await converse(nusrat.chat, desk, BANGLA_LINES);
  await save(nusrat.page, "bangla");

  await nusrat.chat.send("ধন্যবাদ!");
  await desk.visit("/console/inbox");
  await expect(desk.row("ধন্যবাদ!")).toContainText(ENGLISH.console.oneUnread);
  await save(desk.page, "inbox");
});

/** Lets both sides send their lines. The agent opens the conversation after the first line. */
async function converse(chat: Chat, desk: Console, lines: Line[]): Promise<void> {
  for (const { from, text } of lines) {
    if (from === "customer") await chat.send(text);
    else await desk.reply(text);
    if (text === lines[0]?.text) await desk.open(text);
    await expect(desk.message(text)).toBeVisible();
    await expect(chat.message(text)).toBeVisible();
  }
}

/** Shows the page as it is within business hours, whenever the picture is taken. */
async function openForBusiness(page: Page): Promise<void> {
  await page.route(/\/support\/fn\/(open|messages)$/, async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replace('"within_business_hours":false', '"within_business_hours":true');
    await route.fulfill({ response, body });
  });
}

async function save(page: Page, name: string): Promise<void> {
  await page.mouse.move(0, 0);
  await page.screenshot({ path: join(IMAGES, `${name}.png`), animations: "disabled", caret: "hide" });
}
