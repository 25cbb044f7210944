import { expectAccessible } from "../support/accessibility.ts";
import { Desktop } from "../support/desktop.ts";
import { Inbox } from "../support/inbox.ts";
import { expect, test } from "../support/test.ts";
import { BANGLA } from "../support/words/bn.ts";
import { ENGLISH } from "../support/words/en.ts";

const MINA = { username: "Mina", password: "a tall ship and a star" };
const KARIM = { username: "karim.uddin", password: "a tall ship and a star" };

for (const words of [ENGLISH, BANGLA]) {
  test(`a note mentions a colleague, who is told and finds it: ${words.code}`, async ({ server, people }) => {
    await server.addAgent(MINA);
    await server.addAgent(KARIM);
    const { chat } = await people.customer({ words });
    await chat.open();
    await chat.send("Where is my parcel?");
    await chat.expectDelivered("Where is my parcel?");

    // Mina looks at another page. The customer's message is known there, and she has switched notifications on.
    const mina = await people.stranger({ words });
    const desktop = await Desktop.of(mina.page);
    await mina.page.reload();
    await mina.signIn(MINA);
    await mina.page.getByRole("button", { name: mina.words.preferences }).click();
    await mina.page.getByRole("switch", { name: mina.words.desktop }).press("Space");
    await expect.poll(() => desktop.permission()).toBe("granted");
    await mina.page.keyboard.press("Escape");
    await expect(mina.page).toHaveTitle(/^\([1১]\) /);

    const desk = await people.agent({ words });
    await desk.open("Where is my parcel?");
    const list = desk.page.getByRole("listbox", { name: words.mentions.colleagues });
    // The colleague has the conversation and has read it, so nothing waits for Mina.
    await expect(mina.page).not.toHaveTitle(/^\(/);

    // Customers get replies, so nothing is offered there.
    await desk.field.pressSequentially("@mi");
    await expect(list).toHaveCount(0);
    await desk.field.fill("");

    await desk.page.getByRole("button", { name: desk.words.note, exact: true }).click();
    const field = desk.noteField;
    await field.pressSequentially("@");
    await expect(list.getByRole("option")).toHaveCount(2);
    await expectAccessible(desk.page, "the list of colleagues");
    await field.pressSequentially("UDD");
    await expect(list.getByRole("option", { selected: true })).toContainText("@karim.uddin");
    await field.press("Escape");
    await expect(list).toHaveCount(0);
    await expect(field).toBeFocused();
    await field.fill("");
    await field.pressSequentially("@");
    await field.press("ArrowDown");
    await expect(list.getByRole("option", { selected: true })).toContainText("@karim.uddin");
    await field.press("ArrowUp");
    const active = list.getByRole("option", { selected: true });
    await expect(active).toContainText("@Mina");
    await expect(field).toHaveAttribute("aria-activedescendant", (await active.getAttribute("id")) ?? "");
    await field.press("Enter");
    await expect(field).toHaveValue("@Mina ");
    await expect(list).toHaveCount(0);
    await expect(field).not.toHaveAttribute("aria-activedescendant", /./);
    await field.pressSequentially("please ask. Not a@Mina");
    await expect(list).toHaveCount(0);
    await field.press("Enter");
    await expect(desk.message("please ask.").locator("strong.mention")).toHaveText(["@Mina"]);
    await expect(desk.message("please ask.").locator("strong.mention")).toHaveAttribute("title", "Mina");

    // Mina is notified on another page, although a colleague is the assignee.
    await expect.poll(() => desktop.titles()).toEqual([expect.stringContaining(words.mentions.mentionedYou)]);
    expect(await desktop.chimes()).toBe(1);
    await expect(mina.page).toHaveTitle(/^\([1১]\) /);
    await expect(mina.row("Where is my parcel?").getByRole("img", { name: words.mentions.unseen })).toBeVisible();

    await mina.page.keyboard.press("v");
    const views = mina.page.getByRole("dialog", { name: words.savedViews.title });
    await expect(views.getByRole("link", { name: words.mentions.view })).toBeVisible();
    await expect(views.locator(".badge")).toHaveText(words === BANGLA ? "১" : "1");
    await views.getByRole("link", { name: words.mentions.view }).click();
    await expect(views).toBeHidden();
    await expect(mina.page).toHaveURL(/mentioned=1/);
    await new Inbox(mina, words).expectRows("Where is my parcel?");

    // Opening the conversation is enough: the mention is seen.
    await mina.open("Where is my parcel?");
    await expect(mina.message("please ask.").locator("strong.mention")).toHaveText(["@Mina"]);
    await expect(mina.page).not.toHaveTitle(/^\(/);
    await expect(mina.row("Where is my parcel?").getByRole("img", { name: words.mentions.unseen })).toHaveCount(0);
    await new Inbox(mina, words).expectRows("Where is my parcel?");
    await expect(chat.message("please ask.")).toHaveCount(0);
  });
}

test("the editor of a note offers colleagues too, and the author is not among them", async ({ server, people }) => {
  await server.addAgent(MINA);
  const { chat } = await people.customer();
  await chat.open();
  await chat.send("Where is my parcel?");
  const desk = await people.agent({ as: MINA });
  await desk.open("Where is my parcel?");
  await desk.note("A regular");
  await desk.message("A regular").getByRole("button", { name: ENGLISH.deleting.actions }).click();
  await desk.message("A regular").getByRole("button", { name: ENGLISH.editing.edit, exact: true }).click();
  const field = desk.page.getByRole("textbox", { name: ENGLISH.editing.note });
  await field.press("End");
  await field.pressSequentially(", @");
  const list = desk.page.getByRole("listbox", { name: ENGLISH.mentions.colleagues });
  await expect(list.getByRole("option")).toHaveText(["admin@admin"]);
  await list.getByRole("option").click();
  await expect(field).toHaveValue("A regular, @admin ");
  await field.press("Enter");
  await expect(desk.message("A regular,").locator("strong.mention")).toHaveText(["@admin"]);
});
