import { expectAccessible } from "../support/accessibility.ts";
import { text } from "../support/files.ts";
import { Rest } from "../support/rest.ts";
import { expect, test } from "../support/test.ts";
import { BANGLA } from "../support/words/bn.ts";

const MINA = { username: "Mina", password: "a tall ship and a star" };

test("a quick reply is picked by typing a slash", async ({ people }) => {
  const { chat } = await people.customer();
  await chat.open();
  await chat.send("Where is my order?");
  const desk = await people.agent();
  await desk.open("Where is my order?");

  await desk.field.pressSequentially("One moment. /tra");
  const list = desk.page.getByRole("listbox", { name: desk.words.quickReplies });
  await expect(list.getByRole("option").first()).toContainText("Track Order");
  await expect(list.getByRole("option", { selected: true })).toHaveCount(1);
  await desk.field.press("Escape");
  await expect(list).toBeHidden();
  await expect(desk.field).toBeFocused();

  await desk.field.press("c");
  await desk.field.press("Backspace");
  await expect(list).toBeVisible();
  await desk.field.press("Enter");
  await expect(desk.field).toHaveValue(/^One moment\. You can track your order from My Orders page\./);
  await expect(list).toBeHidden();
  await desk.field.press("Enter");
  await expect(chat.message("You can track your order")).toBeVisible();

  // A slash within words is an ordinary character.
  await desk.field.pressSequentially("and/or");
  await expect(list).toBeHidden();
});

test("a quick reply is picked from the panel, in the conversation's language", async ({ people }) => {
  const { chat } = await people.customer({ words: BANGLA });
  await chat.open();
  await chat.send("বইটা ফেরত দিতে চাই");
  const desk = await people.agent({ words: BANGLA });
  await desk.open("বইটা ফেরত দিতে চাই");

  const button = desk.page.getByRole("button", { name: desk.words.quickReplies });
  await button.click();
  const search = desk.page.getByRole("combobox", { name: desk.words.searchQuickReplies });
  await expect(search).toBeFocused();
  const list = desk.page.getByRole("listbox", { name: desk.words.quickReplies });
  await expect(list.getByRole("option")).toHaveCount(5);
  await search.press("Escape");
  await expect(desk.field).toBeFocused();

  await button.click();
  await search.fill("নীতি");
  await expect(list.getByRole("option")).toHaveCount(1);
  await search.press("Enter");
  await expect(desk.field).toBeFocused();
  await expect(desk.field).toHaveValue(/^ডেলিভারির ৭ দিনের মধ্যে/);
});

test("a note reaches colleagues and never the customer", async ({ server, people }) => {
  await server.addAgent(MINA);
  const { page, chat } = await people.customer();
  await chat.open();
  await chat.send("Where is it?");
  const desk = await people.agent();
  await desk.open("Where is it?");
  await desk.note("The courier has lost it.");
  await expect(desk.message("The courier has lost it.")).toContainText(desk.words.onlyTheTeam);

  const mina = await people.agent({ as: MINA });
  await mina.open("Where is it?");
  await expect(mina.message("The courier has lost it.")).toContainText(mina.words.onlyTheTeam);

  await desk.reply("I am asking where it is.");
  await expect(chat.message("I am asking where it is.")).toBeVisible();
  await expect(chat.log).not.toContainText("lost");
  await page.reload();
  await chat.open();
  await expect(chat.message("I am asking where it is.")).toBeVisible();
  await expect(chat.log).not.toContainText("lost");
});

test("a closed conversation accepts an agent's note, with a file that the customer never sees", async ({ people }) => {
  const { page, chat } = await people.customer();
  await chat.open();
  await chat.send("Where is it?");
  const desk = await people.agent();
  await desk.open("Where is it?");
  await desk.field.press("Escape");
  await desk.page.keyboard.press("Alt+C");
  await expect(desk.page.getByText(desk.words.isClosed, { exact: true })).toBeVisible();
  await expect(desk.field).toHaveCount(0);

  await desk.page.getByRole("button", { name: desk.words.note, exact: true }).click();
  await expect(desk.noteField).toBeFocused();
  await desk.noteField.fill("The courier has lost it.");
  await desk.noteField.press("Enter");
  await expect(desk.message("The courier has lost it.")).toContainText(desk.words.onlyTheTeam);
  await desk.stage([text("claim.txt", 64)]);
  await desk.noteField.press("Enter");
  await expect(desk.message("claim.txt")).toContainText(desk.words.onlyTheTeam);
  await expectAccessible(desk.page, "a note in a closed conversation");

  await desk.page.getByRole("button", { name: desk.words.reopen, exact: true }).click();
  await desk.reply("We have found it.");
  await expect(chat.message("We have found it.")).toBeVisible();
  await expect(chat.log).not.toContainText("lost");
  await expect(chat.log).not.toContainText("claim.txt");
  await page.reload();
  await chat.open();
  await expect(chat.log).not.toContainText("claim.txt");
});

test("each side sees that the other is typing", async ({ people }) => {
  const { chat } = await people.customer();
  await chat.open();
  await chat.send("Hello");
  const desk = await people.agent();
  await desk.open("Hello");

  await chat.field.pressSequentially("I wonder");
  await expect(desk.log.getByText(desk.words.customerIsTyping)).toBeAttached();
  await desk.field.pressSequentially("Yes");
  await expect(chat.log.getByText(chat.words.isTyping)).toBeAttached();
  await desk.field.press("Enter");
  await expect(chat.message("Yes")).toBeVisible();
  await expect(chat.log.getByText(chat.words.isTyping)).toBeHidden();
});

test("two agents see each other in a conversation", async ({ server, people }) => {
  await server.addAgent(MINA);
  await (await Rest.visitor(server.url)).write(["Hello"]);
  const [desk, mina] = [await people.agent(), await people.agent({ as: MINA })];
  await desk.open("Hello");
  await mina.open("Hello");
  await expect(desk.viewer(`Mina ${desk.words.isLooking}`)).toBeVisible();
  await expect(mina.viewer(`admin ${mina.words.isLooking}`)).toBeVisible();
  await mina.field.pressSequentially("I take this one");
  await expect(desk.viewer(`Mina ${desk.words.isWriting}`)).toBeVisible();
});

test("a change of status is undone by button and by key", async ({ server, people }) => {
  await (await Rest.visitor(server.url)).write(["Hello"]);
  const desk = await people.agent();
  await desk.open("Hello");
  const { keyboard } = desk.page;
  const status = desk.property(desk.words.status);
  const undo = desk.page.getByRole("button", { name: desk.words.undo });

  await desk.page.getByRole("button", { name: desk.words.resolve, exact: true }).click();
  await expect(status).toHaveText(desk.words.resolved);
  await undo.click();
  await expect(status).toHaveText(desk.words.isOpen);
  await expect(undo).toBeHidden();

  await desk.field.press("Escape");
  await keyboard.press("Alt+C");
  await expect(desk.page.getByText(desk.words.isClosed).first()).toBeVisible();
  await expect(desk.page.getByText(/^CONV-[A-Z0-9]{12} closed$/)).toBeVisible();
  await keyboard.press("z");
  await expect(status).toHaveText(desk.words.isOpen);
  await keyboard.press("Alt+E");
  await expect(status).toHaveText(desk.words.resolved);
  await keyboard.press("o");
  await expect(status).toHaveText(desk.words.isOpen);
  await keyboard.press("n");
  await expect(desk.noteField).toBeFocused();
});

test("the drafts of a reply and of a note stay separate over a reload", async ({ server, people }) => {
  await (await Rest.visitor(server.url)).write(["Hello"]);
  const desk = await people.agent();
  await desk.open("Hello");
  const write = (name: string) => desk.page.getByRole("button", { name, exact: true }).click();
  await desk.field.fill("For the customer");
  await write(desk.words.note);
  await desk.noteField.fill("For colleagues");
  await desk.page.reload();
  await expect(desk.field).toHaveValue("For the customer");
  await write(desk.words.note);
  await expect(desk.noteField).toHaveValue("For colleagues");
});

test("the details link to the customer's page, and the subject shows its error in place", async ({ people }) => {
  const { page, chat } = await people.customer();
  await chat.open();
  await chat.send("Hello");
  const desk = await people.agent();
  await desk.open("Hello");
  const link = desk.page.getByRole("link", { name: /Boi Bazaar/ });
  await expect(link).toHaveAttribute("href", page.url());
  await expect(link).toHaveAttribute("rel", /noopener/);

  const subject = desk.page.getByLabel(desk.words.subject, { exact: true });
  await subject.fill("x".repeat(201));
  await subject.press("Enter");
  await expect(desk.page.getByText(desk.words.subjectTooLong)).toBeVisible();
  await expect(subject).toHaveValue("x".repeat(201));
  await subject.fill("Late order");
  // A page that is left at once would abort the request.
  const saved = desk.page.waitForResponse("**/support/fn/agent/update");
  await subject.press("Enter");
  await saved;
  await expect(desk.page.getByText(desk.words.subjectTooLong)).toBeHidden();
  await desk.page.reload();
  await expect(subject).toHaveValue("Late order");
});
