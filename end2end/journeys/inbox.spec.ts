import { tabTo } from "../support/keyboard.ts";
import { Inbox } from "../support/inbox.ts";
import { answered } from "../support/problems.ts";
import { Rest } from "../support/rest.ts";
import { PHONE, TABLET } from "../support/screens.ts";
import type { Server } from "../support/server.ts";
import { expect, test } from "../support/test.ts";
import { BANGLA } from "../support/words/bn.ts";
import { ENGLISH } from "../support/words/en.ts";

const MINA = { username: "Mina", password: "a tall ship and a star" };

/** Starts a conversation for each of these first messages, the oldest first. */
async function write(server: Server, ...messages: (string | string[])[]): Promise<void> {
  for (const message of messages) await (await Rest.visitor(server.url)).write([message].flat());
}

test("the address holds the view: a reload and a colleague show the same rows", async ({ server, people }) => {
  await server.addAgent(MINA);
  await write(server, "First question", "Second question", "Third question");
  const rest = await Rest.signIn(server.url);
  for (const { conversation_id, ...row } of await rest.conversations()) {
    const language = JSON.stringify(row).includes("Second") ? "bn" : "en";
    await rest.post(`/support/agent/api/conversation/${conversation_id}/update/`, { language });
  }
  const desk = await people.agent();
  const inbox = new Inbox(desk, ENGLISH);
  await inbox.expectRows("Third question", "Second question", "First question");
  await inbox.sort.selectOption("waiting");
  await inbox.expectRows("First question", "Second question", "Third question");

  await inbox.openFilters();
  await inbox.filters.getByRole("combobox", { name: inbox.words.language }).selectOption("en");
  await inbox.filters.getByRole("checkbox", { name: "Normal" }).check();
  await inbox.closeFilters();
  await inbox.expectRows("First question", "Third question");
  await inbox.search.fill("Third");
  await inbox.expectRows("Third question");
  await expect(desk.page).toHaveURL(/sort=waiting&priority=normal&language=en&q=Third$/);

  await desk.page.reload();
  await inbox.expectRows("Third question");
  await expect(inbox.search).toHaveValue("Third");
  await expect(inbox.sort).toHaveValue("waiting");
  const mina = await people.agent({ as: MINA });
  await mina.visit(desk.page.url());
  await new Inbox(mina, ENGLISH).expectRows("Third question");

  await desk.page.goBack();
  await expect(inbox.search).toHaveValue("");
  await inbox.expectRows("First question", "Third question");
  await inbox.openFilters();
  await inbox.filters.getByRole("button", { name: inbox.words.clearFilters }).click();
  await inbox.closeFilters();
  await inbox.expectRows("First question", "Second question", "Third question");
});

for (const looks of [
  { words: ENGLISH, said: "Where is my <b>Parcel</b>?", asked: "parcel", other: "xyzzy" },
  { words: BANGLA, said: "আমার পার্সেলটা কোথায়?", asked: "পার্সেল", other: "নেইনেই" },
]) {
  test(`a search highlights its words, and can be cleared when nothing is found: ${looks.words.code}`, async ({
    server,
    people,
  }) => {
    await write(server, [looks.said, "Hello?", "Are you there?"], "Something else");
    const desk = await people.agent({ words: looks.words });
    const inbox = new Inbox(desk, looks.words);
    await inbox.expectRows("Something else", "Are you there?");
    await inbox.search.fill(looks.asked);
    await inbox.expectRows(looks.said);
    const mark = desk.list.locator("mark");
    await expect(mark).toHaveCount(1);
    await expect(mark).toHaveText(new RegExp(`^${looks.asked}$`, "i"));

    await inbox.search.fill(looks.other);
    await expect(desk.page.getByRole("heading", { name: inbox.words.nothingFound(looks.other) })).toBeVisible();
    await desk.page.getByRole("link", { name: inbox.words.clearSearch }).click();
    await inbox.expectRows("Something else", "Are you there?");
    await expect(mark).toHaveCount(0);
    await expect(inbox.search).toHaveValue("");
  });
}

test("an open search picks up new matches", async ({ server, people }) => {
  const other = await Rest.visitor(server.url);
  await write(server, "Where is my parcel?");
  const id = await other.write(["A question"]);
  const desk = await people.agent();
  const inbox = new Inbox(desk, ENGLISH);
  await inbox.search.fill("parcel");
  await inbox.expectRows("Where is my parcel?");
  await other.post(`/support/api/conversation/${id}/send/`, { content: "It is about a parcel" });
  await inbox.expectRows("It is about a parcel", "Where is my parcel?");
  await expect(desk.list.locator("mark")).toHaveCount(2);
  await write(server, "A second parcel", "Something else");
  await inbox.expectRows("A second parcel", "It is about a parcel", "Where is my parcel?");
});

test("two agents act on the same conversations, and each is told what happened", async ({ server, people }) => {
  await server.addAgent(MINA);
  await write(server, "One", "Two", "Three");
  const [first, second] = [await people.agent(), await people.agent({ as: MINA })];
  const [inbox, other] = [new Inbox(first, ENGLISH), new Inbox(second, ENGLISH)];
  await inbox.box("One").check();
  await inbox.box("Three").click({ modifiers: ["Shift"] });
  await expect(inbox.bar).toContainText("3 selected");
  await inbox.box("One").uncheck();
  await other.box("Two").check();
  await other.bar.getByRole("button", { name: other.words.close, exact: true }).click();
  await expect(second.page.getByText(/^CONV-[A-Z0-9]{12} closed$/)).toBeVisible();

  // The poll that brings the change keeps the selection.
  await expect(first.row("Two")).toContainText("Closed");
  await expect(inbox.bar).toContainText("2 selected");
  await inbox.bar.getByRole("button", { name: inbox.words.close, exact: true }).click();
  await expect(first.page.getByText(`${inbox.words.changed("1")}, ${inbox.words.unchanged("1")}.`)).toBeVisible();
  await expect(inbox.bar).toBeHidden();
  await expect(first.row("Three")).toContainText("Closed");
  await expect(second.row("Three")).toContainText("Closed");
  await expect(first.row("One")).toContainText("Open");
});

test("labels are created, added, filtered by and removed", async ({ server, people, problems }) => {
  // The name is taken.
  problems.expect(answered(422));
  await write(server, "A late parcel", "A question");
  const desk = await people.agent();
  const inbox = new Inbox(desk, ENGLISH);
  await desk.open("A late parcel");
  await desk.page.getByRole("button", { name: inbox.words.editLabels }).click();
  const editor = desk.page.getByRole("dialog", { name: inbox.words.labels });
  const name = editor.getByRole("textbox", { name: inbox.words.labelName }).first();
  await name.fill("delivery");
  await name.press("Enter");
  await expect(name).toHaveValue("");
  await name.fill("Delivery");
  await name.press("Enter");
  await expect(editor.getByText(inbox.words.labelTaken)).toBeVisible();
  await expect(name).toHaveValue("Delivery");
  await desk.page.keyboard.press("Escape");

  await inbox.addLabel("delivery");
  await expect(desk.row("A late parcel")).toContainText("delivery");
  await inbox.openFilters();
  await inbox.filters.getByRole("combobox", { name: inbox.words.label }).selectOption("delivery");
  await inbox.closeFilters();
  await inbox.expectRows("A late parcel");
  await desk.page.getByRole("button", { name: `${inbox.words.removeLabel} delivery` }).click();
  await expect(desk.row("A late parcel")).not.toContainText("delivery");
});

test("on a tablet Escape closes the label editor, then the details below it", async ({ server, people }) => {
  await write(server, "A late parcel");
  const desk = await people.agent({ screen: TABLET });
  const inbox = new Inbox(desk, ENGLISH);
  await desk.open("A late parcel");
  const details = desk.page.getByRole("button", { name: desk.words.details, exact: true });
  await details.click();
  const edit = desk.page.getByRole("button", { name: inbox.words.editLabels });
  await edit.click();
  await expect(desk.page.getByRole("dialog", { name: inbox.words.labels })).toBeVisible();
  await desk.page.keyboard.press("Escape");
  await expect(desk.page.getByRole("dialog", { name: inbox.words.labels })).toBeHidden();
  await expect(edit).toBeFocused();
  await desk.page.keyboard.press("Escape");
  await expect(edit).toBeHidden();
  await details.click();
  await expect(edit).toBeVisible();
});

test("searching and selecting need no mouse", async ({ server, people }) => {
  await write(server, "One", "Two");
  const desk = await people.agent();
  const inbox = new Inbox(desk, ENGLISH);
  const { keyboard } = desk.page;
  await expect(desk.row("Two")).toBeVisible();
  await keyboard.press("/");
  await expect(inbox.search).toBeFocused();
  await keyboard.type("One");
  await inbox.expectRows("One");
  await keyboard.press("Escape");
  await keyboard.press("/");
  await inbox.search.fill("");
  await inbox.expectRows("Two", "One");
  await keyboard.press("Escape");
  await keyboard.press("j");
  await expect(desk.row("Two")).toBeFocused();
  await keyboard.press("x");
  await expect(inbox.box("Two")).toBeChecked();
  const resolve = inbox.bar.getByRole("button", { name: desk.words.resolve });
  await tabTo(resolve);
  await keyboard.press("Enter");
  await expect(desk.row("Two")).toContainText(desk.words.resolved);
});

test("on a phone the filters are a sheet, and a button turns selecting on", async ({ server, people }) => {
  await write(server, "One");
  const desk = await people.agent({ screen: PHONE });
  const inbox = new Inbox(desk, ENGLISH);
  await inbox.openFilters();
  await inbox.filters.getByRole("checkbox", { name: "Urgent" }).check();
  await inbox.closeFilters();
  await expect(desk.row("One")).toBeHidden();
  await inbox.openFilters();
  await inbox.filters.getByRole("button", { name: inbox.words.clearFilters }).click();
  await inbox.closeFilters();
  await desk.page.getByRole("button", { name: inbox.words.select, exact: true }).click();
  await inbox.box("One").check();
  await inbox.bar.getByRole("button", { name: desk.words.resolve }).click();
  await expect(desk.row("One")).toContainText(desk.words.resolved);
});

test("typing a date or a search into the filters adds one entry to the history", async ({ server, people }) => {
  await (await Rest.visitor(server.url)).write(["Where is my atlas?"]);
  const desk = await people.agent();
  const inbox = new Inbox(desk, ENGLISH);
  await inbox.expectRows("Where is my atlas?");
  const entries = async () => desk.page.evaluate(() => history.length);
  const before = await entries();
  await inbox.openFilters();
  // The browser reports a date after each digit of the year.
  const from = inbox.filters.getByLabel("Last message since", { exact: true });
  await from.focus();
  await desk.page.keyboard.type("01022024");
  await expect(desk.page).toHaveURL(/from=2024-/);
  expect(await entries()).toBe(before + 1);
  await inbox.closeFilters();

  for (const words of ["a", "atl", "atlas"]) {
    await inbox.search.fill(words);
    await expect(desk.page).toHaveURL(new RegExp(`q=${words}(&|$)`));
  }
  expect(await entries()).toBe(before + 2);
  await desk.page.goBack();
  await expect(inbox.search).toHaveValue("");
  await expect(desk.page).toHaveURL(/from=2024-/);
});
