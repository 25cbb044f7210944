import { answered } from "../support/problems.ts";
import { expect, test } from "../support/test.ts";
import { ENGLISH } from "../support/words/en.ts";

test("an agent blocks a visitor, who is told so, and unblocks them in the list", async ({ people, problems }) => {
  problems.expect(answered(403));
  const { chat } = await people.customer();
  await chat.open();
  await chat.send("Buy my watches");
  await chat.expectDelivered("Buy my watches");

  const desk = await people.agent();
  const { page } = desk;
  await desk.open("Buy my watches");
  await page.getByRole("button", { name: ENGLISH.blocked.block }).click();
  const question = page.getByRole("dialog", { name: ENGLISH.blocked.question });
  await expect(question.getByRole("checkbox", { name: ENGLISH.blocked.addressToo })).toBeChecked();
  await question.getByRole("button", { name: ENGLISH.blocked.confirm, exact: true }).click();
  await expect(page.getByText("Address blocked until")).toBeVisible();

  await chat.send("Buy them now");
  await expect(chat.message("Buy them now")).toContainText(chat.words.blocked);

  await page.getByRole("link", { name: ENGLISH.blocked.all }).click();
  await expect(page.getByRole("heading", { name: ENGLISH.blocked.title })).toBeVisible();
  await page.getByRole("button", { name: ENGLISH.blocked.unblock }).click();
  await expect(page.getByText(ENGLISH.blocked.empty)).toBeVisible();

  await chat.message("Buy them now").getByRole("button", { name: chat.words.retry }).click();
  await chat.expectDelivered("Buy them now");
});
