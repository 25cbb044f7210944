import type { Page } from "@playwright/test";
import { expect, test } from "../support/test.ts";

/** Answers as a newer server might: replaces the values of these fields with an unknown word. */
async function answerWithNewWords(page: Page, names: string[]) {
  const word = new RegExp(`"(${names.join("|")})":"[a-z_]+"`, "g");
  // Hints have no such words, and are answered late.
  await page.route(/\/support\/fn\/(?!.*wait$)/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: (await response.text()).replace(word, '"$1":"brand-new"') });
  });
}

test("an open chat understands the rest of what a newer server says", async ({ people }) => {
  const { chat } = await people.customer();
  await chat.open();
  await chat.send("Do you ship to Sylhet?");
  await answerWithNewWords(chat.page, ["status", "message_type"]);
  const desk = await people.agent();
  await desk.open("Do you ship to Sylhet?");
  await desk.reply("Yes, within three days.");
  await expect(chat.message("Yes, within three days.")).toBeVisible();
  await chat.send("Thank you!");
  await expect(desk.message("Thank you!")).toBeVisible();
  await chat.page.unrouteAll({ behavior: "ignoreErrors" });
});

test("an open console understands the rest of what a newer server says", async ({ people }) => {
  const desk = await people.agent();
  await answerWithNewWords(desk.page, ["status", "message_type", "priority"]);
  const { chat } = await people.customer();
  await chat.open();
  await chat.send("Is the atlas in stock?");
  await desk.open("Is the atlas in stock?");
  await expect(desk.message("Is the atlas in stock?")).toBeVisible();
  await desk.reply("It is.");
  await expect(chat.message("It is.")).toBeVisible();
  await desk.page.unrouteAll({ behavior: "ignoreErrors" });
});
