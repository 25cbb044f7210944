import { Admin } from "../support/admin.ts";
import { Inbox } from "../support/inbox.ts";
import { answered } from "../support/problems.ts";
import { fieldOf } from "../support/refusals.ts";
import { Rest } from "../support/rest.ts";
import { ADMIN } from "../support/server.ts";
import { expect, test } from "../support/test.ts";
import { ENGLISH } from "../support/words/en.ts";

const MINA = { username: "Mina", password: "a tall ship and a star" };
const QUESTION = "Where is my order?";

test("the last admin can be neither disabled nor made an agent, and the screen says why", async ({ server, people, problems }) => {
  problems.expect(answered(409));
  await server.addAgent(MINA);
  const admin = await Admin.at(people, "/console/agents");
  const { page, words } = admin;
  await admin.rows(ADMIN.username).getByRole("link").click();
  await expect(page.getByText("You can't disable yourself. Ask another admin.")).toBeVisible();
  await expect(admin.button(words.disable)).toHaveCount(0);
  await fieldOf(page, "display_name").fill("The admin");
  await fieldOf(page, "role").selectOption("agent");
  await admin.save();
  await expect(page.getByRole("alert").getByText(words.lastAdmin)).toBeVisible();
  await expect(fieldOf(page, "display_name")).toHaveValue("The admin");
  await page.reload();
  await expect(fieldOf(page, "role")).toHaveValue("admin");
});

test("disabling an agent asks for confirmation and says what happens to their conversations", async ({ server, people, problems }) => {
  problems.expect(answered(401));
  await server.addAgent(MINA);
  await (await Rest.visitor(server.url)).write([QUESTION]);
  const mina = await people.agent({ as: MINA });
  await mina.open(QUESTION);
  await mina.field.fill("Half an answer");
  await mina.choose(mina.words.agent, mina.words.assignToMe);

  const desk = await people.agent();
  await expect(desk.row(QUESTION)).toContainText(MINA.username);
  const { page, words } = await Admin.at(people, "/console/agents");
  await page.getByRole("main").getByRole("link", { name: MINA.username }).click();
  await page.getByRole("button", { name: words.disable, exact: true }).click();
  const question = page.getByRole("dialog", { name: "Disable this agent?" });
  await expect(question).toContainText("Their open and pending conversations go back to the queue.");
  await question.getByRole("button", { name: words.disable, exact: true }).click();
  await expect(page.getByRole("button", { name: words.enable })).toBeVisible();
  await expect(mina.signInButton).toBeVisible();
  // Another agent is online, so the conversation is assigned at once.
  await expect(desk.row(QUESTION)).not.toContainText(MINA.username);
  await mina.signIn(MINA);
  await expect(mina.page.getByText(mina.words.wrongCredentials)).toBeVisible();
});

test("deleting a label that is in use asks for confirmation, and removes it from its conversations", async ({ server, people }) => {
  await (await Rest.visitor(server.url)).write([QUESTION]);
  const desk = await people.agent();
  const { page } = desk;
  const inbox = new Inbox(desk, ENGLISH);
  await desk.open(QUESTION);
  await page.getByRole("button", { name: inbox.words.editLabels }).click();
  const editor = page.getByRole("dialog", { name: inbox.words.labels });
  await editor.getByRole("textbox", { name: inbox.words.labelName }).first().fill("delivery");
  await page.keyboard.press("Enter");
  await expect(editor.getByRole("listitem")).toHaveCount(1);
  await page.keyboard.press("Escape");
  await inbox.addLabel("delivery");
  await expect(desk.row(QUESTION)).toContainText("delivery");

  await page.getByRole("button", { name: inbox.words.editLabels }).click();
  await editor.getByRole("button", { name: "Delete label: delivery" }).click();
  const question = page.getByRole("dialog", { name: "Delete “delivery”?" });
  await expect(question).toContainText("It will be removed from every conversation.");
  await question.getByRole("button", { name: "Delete label", exact: true }).click();
  await expect(editor.getByRole("listitem")).toHaveCount(0);
  await expect(desk.row(QUESTION)).not.toContainText("delivery");
});

test("a quick reply that is deleted while an agent picks it can still be used once", async ({ server, people }) => {
  await (await Rest.visitor(server.url)).write([QUESTION]);
  const desk = await people.agent();
  await desk.open(QUESTION);
  await desk.page.getByRole("button", { name: desk.words.quickReplies }).click();
  const option = desk.page.getByRole("option").filter({ hasText: "Track Order" });
  await expect(option).toBeVisible();
  const admin = await Admin.at(people, "/console/quick-replies");
  await admin.rows("Track Order").getByRole("link").click();
  await admin.button(admin.words.delete).click();
  await admin.page.getByRole("dialog").getByRole("button", { name: admin.words.delete }).click();
  await expect(admin.rows("Track Order")).toHaveCount(0);
  await option.click();
  await expect(desk.field).toHaveValue(/^You can track your order/);
});

test("an admin who has lost the role is told so, and keeps what was typed", async ({ server, people, problems }) => {
  problems.expect(answered(403));
  await server.command(["user", "add", MINA.username, "--role", "admin"], `${MINA.password}\n`);
  const mina = await people.stranger();
  await mina.signIn(MINA);
  await expect(mina.onlineSwitch).toBeVisible();
  await mina.visit("/console/settings");
  const welcome = fieldOf(mina.page, "welcome_message");
  await welcome.fill("Welcome to the reading room");

  const admin = await Admin.at(people, "/console/agents");
  await admin.rows(MINA.username).getByRole("link").click();
  await fieldOf(admin.page, "role").selectOption("agent");
  await admin.save();
  await expect(admin.page.getByText(admin.words.saved, { exact: true })).toBeVisible();
  await mina.page.getByRole("button", { name: admin.words.save, exact: true }).click();
  await expect(mina.page.getByText("You don't have permission to do that.")).toBeVisible();
  await expect(welcome).toHaveValue("Welcome to the reading room");
});
