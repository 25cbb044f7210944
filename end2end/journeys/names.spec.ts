import { Rest } from "../support/rest.ts";
import { expect, test } from "../support/test.ts";

const MINA = { username: "Mina", password: "a tall ship and a star" };

test("the row and the messages show the author's name, on both sides", async ({ server, people }) => {
  await server.addAgent(MINA);
  const { chat } = await people.customer();
  await chat.open();
  await chat.send("Where is it?");
  const desk = await people.agent();
  await desk.open("Where is it?");
  await desk.reply("One moment.");
  const mina = await people.agent({ as: MINA });
  await mina.open("One moment.");
  await expect(mina.row("admin: One moment.")).toBeVisible();
  await mina.reply("It comes tomorrow.");

  await expect(mina.row("You: It comes tomorrow.")).toBeVisible();
  await expect(desk.row("Mina: It comes tomorrow.")).toBeVisible();
  for (const log of [desk, mina, chat]) {
    // Each message is in a group of its own, under the name of its author.
    await expect(log.message("One moment.")).toHaveClass(/ends-group|group-ends/);
    await expect(log.message("It comes tomorrow.")).toHaveClass(/starts-group|group-starts/);
  }
  await expect(desk.message("It comes tomorrow.").locator(".meta")).toContainText("Mina");
  await expect(mina.message("One moment.").locator(".meta")).toContainText("admin");
  await expect(chat.message("One moment.")).toContainText("admin · ");
  await expect(chat.message("It comes tomorrow.")).toContainText("Mina · ");
});

test("the list of agents shows the current assignee after any agent's change", async ({ server, people }) => {
  await server.addAgent(MINA);
  const { chat } = await people.customer();
  await chat.open();
  await chat.send("Where is it?");
  const desk = await people.agent();
  await desk.open("Where is it?");
  const chosen = desk.property(desk.words.agent);
  await expect(chosen).toHaveText("admin");
  const rest = await Rest.signIn(server.url);
  const assignee = async () => (await rest.conversations())[0]?.assigned_agent;
  const admin = await assignee();
  await desk.choose(desk.words.agent, "Mina");
  await expect(chosen).toHaveText("Mina");
  await expect.poll(async () => (await assignee())?.name).toBe("Mina");
  const [row] = await rest.conversations();
  const update = `/support/agent/api/conversation/${row?.conversation_id}/update/`;
  const assign = (id: number | null) => rest.post(update, { assigned_agent_id: id });
  await assign(admin?.id ?? null);
  await expect(chosen).toHaveText("admin");
  await assign(null);
  await expect(chosen).toHaveText("Unassigned");
  await assign(row?.assigned_agent?.id ?? null);
  await expect(chosen).toHaveText("Mina");
});

test("a label that a colleague renames is renamed in rows and dialogs", async ({ server, people }) => {
  const { chat } = await people.customer();
  await chat.open();
  await chat.send("Where is it?");
  const rest = await Rest.signIn(server.url);
  const { id } = await rest.post<{ id: number }>("/support/agent/api/labels/", { name: "late", color: "#008B8B" });
  const [row] = await rest.conversations();
  await rest.put(`/support/agent/api/conversation/${row?.conversation_id}/labels/${id}/`);
  const desk = await people.agent();
  await desk.open("Where is it?");
  await desk.page.getByRole("button", { name: "Manage labels" }).click();
  const dialog = desk.page.getByRole("dialog", { name: "Labels" });
  // The first field is a new label's.
  const name = dialog.locator("input:not([type=color])").last();
  await expect(name).toHaveValue("late");

  await rest.put(`/support/agent/api/labels/${id}/`, { name: "too late", color: "#DC3545" });
  await expect(name).toHaveValue("too late");
  await expect(dialog.getByRole("button", { name: "too late" })).toBeVisible();
  await desk.page.keyboard.press("Escape");
  await expect(desk.row("too late")).toBeVisible();
  await expect(desk.page.locator(".conversation-labels .chip")).toHaveText("too late");
});

test("a name that a customer enters later appears in open inboxes", async ({ server, people }) => {
  const rest = await Rest.signIn(server.url);
  await rest.changeSettings({ prechat_name: "optional" });
  const visitor = await Rest.visitor(server.url);
  await visitor.write(["Where is it?"]);
  const desk = await people.agent();
  await desk.open("Where is it?");
  await visitor.post("/support/api/details/", { name: "Rehana" });
  await expect(desk.row("Rehana")).toBeVisible();
  await expect(desk.message("Where is it?").locator(".meta")).toContainText("Rehana");
});
