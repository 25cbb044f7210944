import type { Page } from "@playwright/test";
import { holdBack, lose, picturesOf } from "../support/album.ts";
import { pdf, picture, text } from "../support/files.ts";
import { Rest } from "../support/rest.ts";
import { expect } from "../support/test.ts";

const QUESTION = "ORDER-12345 আসেনি 😕 https://example.com/orders/12345";
const ANSWER = "Found it: it comes tomorrow before noon. কাল দুপুরের আগে পেয়ে যাবেন।";

picturesOf("widget", async ({ people, looks, save }) => {
  const { page, chat } = await people.customer(looks);
  await save(page, "closed");
  await chat.open();
  await save(page, "no-agent-online");

  const desk = await people.agent(looks);
  await expect(chat.window.getByText(chat.words.online)).toBeVisible();
  await save(page, "welcome");
  await chat.send(QUESTION);
  await desk.open("ORDER-12345");
  await desk.reply(ANSWER);
  await expect(chat.message("before noon")).toBeVisible();
  await chat.send("Thank you ❤️");
  await chat.send("ধন্যবাদ! আরেকটা প্রশ্ন ছিল, ঈদের আগে কি শ্রীমঙ্গলে ডেলিভারি হয়?");
  await desk.field.pressSequentially("Yes");
  await expect(chat.log.getByText(chat.words.isTyping)).toBeAttached();
  await save(page, "agent-typing");
  await desk.field.fill("");

  await chat.pick([picture("cover.png", 900, 600)]);
  await expect(chat.log.getByRole("link", { name: /cover\.png/ })).toBeVisible();
  await desk.pick([pdf("invoice for the order of last November, second copy.pdf", 43_000)]);
  await expect(chat.log.getByRole("link", { name: /invoice/ })).toBeVisible();
  await save(page, "files");
  await showPanels(page, save, chat.window.locator(".adda-emoji-panel"), {
    emoji: looks.words.emoji.open,
    menu: chat.words.more,
  });

  await chat.stage([text("notes.exe", 10), text("large.txt", 6_000_000)]);
  await expect(chat.uploads).toHaveCount(2);
  await save(page, "files-refused");
  await holdBack(page, "open", "messages");
  await page.reload();
  await chat.button.click();
  await expect(chat.window.locator(".adda-skeleton")).toBeVisible();
  await save(page, "loading");
  await page.unrouteAll();
  await page.reload();
  await chat.button.click();
  await expect(chat.message("before noon")).toBeVisible();

  await chat.field.fill("অনেক লম্বা একটি বার্তা। ".repeat(14));
  await save(page, "long-message");
  await chat.field.fill("x".repeat(5001));
  await expect(chat.window.locator(".adda-length-over")).toBeVisible();
  await save(page, "too-long");
  await chat.field.fill("");

  await lose(page, "messages", "send", "watch");
  await chat.send("Are you there?");
  await expect(chat.window.getByText(chat.words.connectionLost)).toBeVisible({ timeout: 60_000 });
  await save(page, "connection-lost");
  await page.unrouteAll();
});

/** Opens what each of the window's buttons opens, one after the other. */
async function showPanels(
  page: Page,
  save: (page: Page, name: string) => Promise<void>,
  emoji: ReturnType<Page["locator"]>,
  panels: Record<string, string>,
): Promise<void> {
  for (const [name, button] of Object.entries(panels)) {
    await page.getByRole("dialog").getByRole("button", { name: button, exact: true }).click();
    if (name === "emoji") await expect(emoji.locator("[role=gridcell]").first()).toBeVisible();
    await save(page, name);
    await page.keyboard.press("Escape");
  }
}

picturesOf("widget-questions", async ({ server, people, looks, save }) => {
  const settings = { rating_enabled: true, prechat_name: "required", prechat_email: "optional" };
  const rest = await Rest.signIn(server.url);
  await rest.changeSettings(settings);
  const { page, chat } = await people.customer(looks);
  await chat.open();
  const name = chat.window.getByLabel(chat.words.yourName, { exact: true });
  await expect(name).toBeVisible();
  await save(page, "before");
  await chat.window.getByLabel(chat.words.yourEmail).fill("mina");
  await chat.press(chat.words.goOn);
  await expect(chat.window.getByText(chat.words.noEmail)).toBeVisible();
  await save(page, "before-wrong");
  await name.fill("Mina");
  await chat.window.getByLabel(chat.words.yourEmail).fill("mina@example.com");
  await page.keyboard.press("Enter");
  await chat.send("Hello");
  await chat.expectDelivered("Hello");
  await save(page, "no-agent-online");
  // Customers are asked for a rating only if someone has replied.
  const desk = await people.agent(looks);
  await desk.open("Hello");
  await desk.reply(ANSWER);
  await expect(chat.message("before noon")).toBeVisible();
  await chat.press(chat.words.more);
  await chat.press(chat.words.end);
  await save(page, "end-question");
  await chat.press(chat.words.endYes);
  await chat.press(chat.words.rate);
  await expect(chat.window.getByText(chat.words.chooseANumber)).toBeVisible();
  await save(page, "rating");
  await chat.window.getByRole("radio", { name: chat.words.good }).check({ force: true });
  await chat.window.getByRole("textbox", { name: chat.words.comment }).fill("Quick, and kind");
  await chat.press(chat.words.rate);
  await expect(chat.window.getByText(chat.words.rated)).toBeVisible();
  await save(page, "rated");

  await rest.changeSettings({ allow_anonymous: false });
  const stranger = await people.customer(looks);
  await stranger.chat.button.click();
  await expect(stranger.chat.window.locator(".adda-notice")).toBeVisible();
  await save(stranger.page, "must-sign-in");
});
