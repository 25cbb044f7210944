import type { Route } from "@playwright/test";
import { Inbox } from "../support/inbox.ts";
import { answered } from "../support/problems.ts";
import { Rest } from "../support/rest.ts";
import { expect, test } from "../support/test.ts";
import { ENGLISH } from "../support/words/en.ts";

const WORDS = ENGLISH.console;
const MINA = { username: "Mina", password: "a tall ship and a star" };

test("every change of a conversation is undone, and the notice names the conversation", async ({ server, people }) => {
  await server.addAgent(MINA);
  const id = await (await Rest.visitor(server.url)).write(["Where is it?"]);
  const desk = await people.agent();
  await desk.open("Where is it?");
  const { keyboard } = desk.page;
  const notice = (text: string) => desk.page.getByRole("status").getByText(`${id}${text}`, { exact: true });
  const chip = desk.page.locator(".conversation-labels .chip--label");
  const language = ENGLISH.inbox.language;
  const was = (await desk.property(language).textContent()) ?? "";

  for (const [label, choice, text, before] of [
    [WORDS.priority, WORDS.urgent, ": priority Urgent", WORDS.normal],
    [WORDS.agent, "Mina", " assigned to Mina", "admin"],
    [WORDS.status, WORDS.pending, " set to pending", WORDS.isOpen],
    [language, "বাংলা", ": language বাংলা", was],
  ] as const) {
    await desk.choose(label, choice);
    await expect(notice(text)).toBeVisible();
    await expect(desk.property(label)).toHaveText(choice);
    await keyboard.press("z");
    await expect(notice(text)).toBeHidden();
    await expect(desk.property(label)).toHaveText(before);
  }

  await desk.page.getByRole("button", { name: ENGLISH.inbox.addLabel, exact: true }).click();
  await keyboard.type("delivery");
  await keyboard.press("Enter");
  await expect(notice(": label “delivery” added")).toBeVisible();
  await keyboard.press("z");
  await expect(chip).toHaveCount(0);
  await new Inbox(desk, ENGLISH).addLabel("delivery");
  await expect(notice(": label “delivery” added")).toBeVisible();
  await chip.getByRole("button").click();
  await expect(notice(": label “delivery” removed")).toBeVisible();
  await desk.page.getByRole("button", { name: WORDS.undo, exact: true }).click();
  await expect(chip).toHaveText("delivery");
});

test("undo is offered only once the server has made the change, and a poll does not show the old value until then", async ({ server, people }) => {
  const visitor = await Rest.visitor(server.url);
  const id = await visitor.write(["Where is it?"]);
  const desk = await people.agent();
  await desk.open("Where is it?");
  const rest = await Rest.signIn(server.url);
  await expect.poll(async () => (await rest.conversations())[0]?.unread).toBe(0);
  let pass = (): void => undefined;
  const passed = new Promise<void>((resolve) => (pass = resolve));
  await desk.page.route("**/support/fn/agent/update", async (route: Route) => {
    await passed;
    await route.continue();
  });
  await desk.choose(WORDS.priority, WORDS.urgent);
  await expect(desk.property(WORDS.priority)).toHaveText(WORDS.urgent);
  await expect(desk.row("Where is it?")).toContainText(WORDS.urgent);
  // Another change of the conversation arrives by a poll.
  await rest.post(`/support/agent/api/conversation/${id}/update/`, { subject: "Late order" });
  await expect(desk.page.getByLabel(WORDS.subject, { exact: true })).toHaveValue("Late order");
  await expect(desk.property(WORDS.priority)).toHaveText(WORDS.urgent);
  await expect(desk.row("Where is it?")).toContainText(WORDS.urgent);
  await expect(desk.page.getByRole("button", { name: WORDS.undo, exact: true })).toBeHidden();
  pass();
  await expect(desk.page.getByRole("button", { name: WORDS.undo, exact: true })).toBeVisible();
  await expect.poll(async () => (await rest.conversations())[0]?.priority).toBe("urgent");
});

test("undo does not overwrite a colleague's later change", async ({ server, people, problems }) => {
  problems.expect(answered(409));
  const id = await (await Rest.visitor(server.url)).write(["Where is it?"]);
  const desk = await people.agent();
  await desk.open("Where is it?");
  await desk.choose(WORDS.priority, WORDS.urgent);
  const undo = desk.page.getByRole("button", { name: WORDS.undo, exact: true });
  await expect(undo).toBeVisible();
  const rest = await Rest.signIn(server.url);
  await rest.post(`/support/agent/api/conversation/${id}/update/`, { priority: "low" });
  await undo.click();
  await expect(desk.page.getByText("Someone else just changed this conversation.")).toBeVisible();
  await expect(desk.property(WORDS.priority)).toHaveText(WORDS.low);
});

test("a bulk action tells its count, and is undone for each conversation", async ({ server, people }) => {
  const ids: string[] = [];
  for (const text of ["One", "Two"]) ids.push(await (await Rest.visitor(server.url)).write([text]));
  const rest = await Rest.signIn(server.url);
  await rest.post(`/support/agent/api/conversation/${ids[0]}/update/`, { status: "pending", priority: "low" });
  const desk = await people.agent();
  const inbox = new Inbox(desk, ENGLISH);
  const status = async () => (await rest.conversations()).map((row) => row.status).sort();
  const select = async () => {
    await inbox.box("One").check();
    await inbox.box("Two").check();
  };
  await select();
  await inbox.bar.getByRole("button", { name: inbox.words.close, exact: true }).click();
  await expect(desk.page.getByText("2 conversations closed", { exact: true })).toBeVisible();
  await expect.poll(status).toEqual(["closed", "closed"]);
  await desk.page.keyboard.press("z");
  await expect.poll(status).toEqual(["open", "pending"]);

  await select();
  await inbox.bar.getByRole("button", { name: WORDS.priority, exact: true }).click();
  await desk.page.keyboard.type("urg");
  await desk.page.keyboard.press("Enter");
  await expect(desk.page.getByText("2 conversations: priority Urgent", { exact: true })).toBeVisible();
  await desk.page.getByRole("button", { name: WORDS.undo, exact: true }).click();
  await expect.poll(async () => (await rest.conversations()).map((row) => row.priority).sort()).toEqual(["low", "normal"]);
});
