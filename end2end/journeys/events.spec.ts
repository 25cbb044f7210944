import { PHONE } from "../support/screens.ts";
import { expect, test } from "../support/test.ts";
import { BANGLA } from "../support/words/bn.ts";

const MINA = { username: "mina", password: "a tall ship and a star" };
const ASKED = "Where is my order?";

test("the team sees in the conversation who changed what, at once and at its place; the customer does not", async ({ server, people }) => {
  await server.addAgent(MINA);
  const { chat } = await people.customer();
  const desk = await people.agent();
  await chat.open();
  await chat.send(ASKED);
  await expect(desk.row(ASKED)).toContainText(desk.words.you);
  const mina = await people.agent({ as: MINA, words: BANGLA, screen: PHONE });
  await desk.open(ASKED);
  await mina.open(ASKED);
  const lines = desk.log.locator(".event-line");
  await expect(lines).toHaveText(/^Assigned to you · \d\d:\d\d$/);

  await desk.choose(desk.words.priority, "High");
  await desk.page.getByRole("button", { name: desk.words.resolve, exact: true }).click();
  const both = [/^Assigned to you/, /^You set the priority to High/, /^You resolved this/];
  await expect(lines).toHaveText(both);
  const theirs = mina.log.locator(".event-line");
  await expect(theirs).toHaveText([/^অ্যাসাইন হয়েছে: রকমারি/, /^রকমারি অগ্রাধিকার দিয়েছেন: উচ্চ/, /^রকমারি সমাধান করেছেন/]);

  await chat.send("It is still missing");
  await expect(lines).toHaveText([...both, /^The customer reopened this/]);
  await expect(theirs.last()).toHaveText(/^গ্রাহক আবার খুলেছেন/);
  // The line stands after the message that reopened the conversation.
  const rows = desk.log.locator(".message, .event-line");
  await expect(rows.nth(-2)).toContainText("It is still missing");
  await expect(rows.last()).toHaveText(/^The customer reopened this/);

  for (const words of ["Assigned", "priority", "resolved this", "reopened this"]) {
    await expect(chat.log).not.toContainText(words);
  }
  await desk.page.reload();
  await expect(lines).toHaveText([...both, /^The customer reopened this/]);
  await expect(desk.row("It is still missing")).toBeVisible();
});
