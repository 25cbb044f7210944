import { pdf } from "../../support/files.ts";
import { Inbox } from "../../support/inbox.ts";
import { may } from "../../support/matrix.ts";
import type { People } from "../../support/people.ts";
import { Rest } from "../../support/rest.ts";
import { ADMIN, type Server } from "../../support/server.ts";
import { expect, test } from "../../support/test.ts";
import { ENGLISH } from "../../support/words/en.ts";

const MINA = { username: "Mina", password: "a tall ship and a star" };
const QUESTION = "Where is my order?";

/** Opens the console, with a customer's question in the inbox. */
async function withQuestion(server: Server, people: People, role: "agent" | "admin") {
  await server.addAgent(MINA);
  await (await Rest.visitor(server.url)).write([QUESTION]);
  return people.agent({ as: role === "admin" ? ADMIN : MINA });
}

for (const role of ["agent", "admin"] as const) {
  test(may("Send Messages", role), async ({ server, people }) => {
    const desk = await withQuestion(server, people, role);
    await desk.open(QUESTION);
    await desk.reply("It comes tomorrow.");
    await desk.expectDelivered("It comes tomorrow.");
  });

  test(may("Receive Messages", role), async ({ server, people }) => {
    const desk = await withQuestion(server, people, role);
    const { chat } = await people.customer();
    await chat.open();
    await chat.send("Do you ship to Sylhet?");
    await desk.open("Do you ship to Sylhet?");
    await chat.send("By Friday?");
    await expect(desk.message("By Friday?")).toBeVisible();
  });

  test(may("Upload Files", role), async ({ server, people }) => {
    const desk = await withQuestion(server, people, role);
    await desk.open(QUESTION);
    await desk.pick([pdf("label.pdf")]);
    await expect(desk.log.getByRole("link", { name: `${desk.files.download}label.pdf` })).toBeVisible();
  });

  test(may("Send Emojis", role), async ({ server, people }) => {
    const desk = await withQuestion(server, people, role);
    await desk.open(QUESTION);
    await desk.page.getByRole("button", { name: ENGLISH.emoji.open, exact: true }).click();
    await desk.page.getByRole("gridcell", { name: "grinning face", exact: true }).click();
    await desk.field.press("Enter");
    await desk.expectDelivered("😀");
  });

  test(may("View History", role), async ({ server, people }) => {
    const desk = await withQuestion(server, people, role);
    const rest = await Rest.signIn(server.url);
    for (const { conversation_id } of await rest.conversations()) {
      await rest.post(`/support/agent/api/conversation/${conversation_id}/update/`, { status: "closed" });
    }
    await desk.visit("/console/inbox?status=closed");
    await desk.row(QUESTION).click();
    await expect(desk.message(QUESTION)).toBeVisible();
  });

  test(may("Search Convos", role), async ({ server, people }) => {
    const desk = await withQuestion(server, people, role);
    await (await Rest.visitor(server.url)).write(["Something else"]);
    const inbox = new Inbox(desk, ENGLISH);
    await inbox.expectRows("Something else", QUESTION);
    await inbox.search.fill("order");
    await inbox.expectRows(QUESTION);
  });

  test(may("Change Status", role), async ({ server, people }) => {
    const desk = await withQuestion(server, people, role);
    await desk.open(QUESTION);
    await desk.choose(desk.words.status, desk.words.resolved);
    await expect(desk.row(QUESTION)).toContainText(desk.words.resolved);
  });

  test(may("Set Priority", role), async ({ server, people }) => {
    const desk = await withQuestion(server, people, role);
    await desk.open(QUESTION);
    await desk.choose(desk.words.priority, desk.words.urgent);
    await expect(desk.row(QUESTION)).toContainText(desk.words.urgent);
  });

  test(may("Assign Agent", role), async ({ server, people }) => {
    const desk = await withQuestion(server, people, role);
    await desk.open(QUESTION);
    const other = role === "admin" ? MINA.username : ADMIN.username;
    await desk.choose(desk.words.agent, other);
    await expect(desk.row(QUESTION)).toContainText(other);
  });

  test(may("Bulk Actions", role), async ({ server, people }) => {
    const desk = await withQuestion(server, people, role);
    await (await Rest.visitor(server.url)).write(["Something else"]);
    const inbox = new Inbox(desk, ENGLISH);
    await inbox.box(QUESTION).check();
    await inbox.box("Something else").check();
    await inbox.bar.getByRole("button", { name: inbox.words.close, exact: true }).click();
    await expect(desk.page.getByText("2 conversations closed")).toBeVisible();
  });

  test(may("Quick Replies", role), async ({ server, people }) => {
    const desk = await withQuestion(server, people, role);
    await desk.open(QUESTION);
    await desk.field.pressSequentially("/track");
    await desk.page.getByRole("option").filter({ hasText: "Track Order" }).click();
    await expect(desk.field).toHaveValue(/^You can track your order/);
  });

  test(may("View Statistics", role), async ({ server, people }) => {
    const desk = await withQuestion(server, people, role);
    await desk.page.getByRole("link", { name: ENGLISH.statistics.title, exact: true }).click();
    await expect(desk.page.getByRole("heading", { name: ENGLISH.statistics.messages, exact: true })).toBeVisible();
  });

  test(may("View All Convos", role), async ({ server, people }) => {
    const desk = await withQuestion(server, people, role);
    await (await Rest.visitor(server.url)).write(["Something else"]);
    await new Inbox(desk, ENGLISH).expectRows("Something else", QUESTION);
  });
}
