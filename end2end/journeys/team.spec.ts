import { Admin } from "../support/admin.ts";
import { answered } from "../support/problems.ts";
import { Rest } from "../support/rest.ts";
import { ADMIN } from "../support/server.ts";
import { AGENT_SESSION, sessionOf } from "../support/session.ts";
import { expect, test } from "../support/test.ts";
import { BANGLA } from "../support/words/bn.ts";
import { ENGLISH } from "../support/words/en.ts";
import { teamWords } from "../support/words/team.ts";

test.describe.configure({ timeout: 120_000 });

const AGENTS = "/console/agents";
const PASSWORD = "a tall ship and a star";
const MINA = { username: "Mina", password: PASSWORD };

for (const words of [ENGLISH, BANGLA]) {
  test(`an agent is invited, joins, gets a conversation, and is disabled: ${words.code}`, async ({ people, problems }) => {
    const admin = await Admin.at(people, AGENTS, { words });
    const path = await admin.invite("mina", "Mina Akter");

    const mina = await people.stranger({ words, path });
    await mina.page.getByLabel(admin.words.password, { exact: true }).fill("short");
    await mina.page.getByRole("button", { name: admin.words.join }).click();
    await expect(mina.page.getByText(admin.words.tooShort, { exact: true })).toBeVisible();
    await mina.page.getByLabel(admin.words.password, { exact: true }).fill(PASSWORD);
    await mina.page.getByRole("button", { name: admin.words.join }).click();
    await mina.goOnline();

    const { chat } = await people.customer();
    await chat.open();
    await chat.send("Where is my parcel?");
    await expect(mina.row("Where is my parcel?")).toBeVisible();
    await expect(chat.window.getByRole("heading", { name: "Mina Akter" })).toBeVisible();

    await admin.page.goto(AGENTS);
    await expect(admin.rows("Mina Akter")).toContainText(admin.words.online);
    await expect(admin.rows("Mina Akter")).toContainText(admin.words.oneOpen);
    await admin.rows("Mina Akter").getByRole("link").click();
    problems.expect(answered(401));
    await admin.button(admin.words.disable).click();
    await admin.page.getByRole("dialog").getByRole("button", { name: admin.words.disable }).click();
    await expect(admin.button(admin.words.enable)).toBeVisible();
    await expect(mina.signInButton).toBeVisible();
    await expect(chat.window.getByText(chat.words.offlineMessage)).toBeVisible();

    const desk = await people.agent();
    await expect(chat.window.getByRole("heading", { name: ADMIN.username })).toBeVisible();
    await desk.open("Where is my parcel?");
  });
}

test("an invitation link works once", async ({ people, problems }) => {
  problems.expect(answered(404));
  const admin = await Admin.at(people, AGENTS);
  const path = await admin.invite("mina", "Mina");
  const mina = await people.stranger({ path });
  await mina.page.getByLabel(admin.words.password, { exact: true }).fill(PASSWORD);
  await mina.page.getByRole("button", { name: admin.words.join }).click();
  await expect(mina.onlineSwitch).toBeVisible();
  const another = await people.stranger({ path });
  await expect(another.page.getByRole("heading", { name: admin.words.useless })).toBeVisible();
});

test("a form shows errors next to the fields, and keeps what was typed", async ({ people, problems }) => {
  problems.expect(answered(422));
  problems.expect(answered(409));
  const admin = await Admin.at(people, AGENTS);
  await admin.link(admin.words.invite).click();
  await admin.field(admin.words.username).fill(ADMIN.username);
  await admin.button(admin.words.makeLink).click();
  await expect(admin.page.getByText(admin.words.required)).toBeVisible();
  await expect(admin.field(admin.words.displayName)).toBeFocused();
  await admin.field(admin.words.displayName).fill("Mina");
  await admin.button(admin.words.makeLink).click();
  await expect(admin.page.getByText(admin.words.notASecondTime)).toBeVisible();
  await expect(admin.field(admin.words.displayName)).toHaveValue("Mina");

  await admin.page.goto(AGENTS);
  await admin.rows(ADMIN.username).getByRole("link").click();
  await admin.field(admin.words.maxOpen).fill("many");
  await admin.save();
  await expect(admin.page.getByText(admin.words.noNumber)).toBeVisible();
  await admin.field(admin.words.maxOpen).fill("-1");
  await admin.save();
  await expect(admin.page.getByText(admin.words.atLeastZero)).toBeVisible();
  await admin.field(admin.words.maxOpen).fill("5");
  await admin.page.getByRole("combobox", { name: admin.words.role }).selectOption("agent");
  await admin.save();
  await expect(admin.page.getByText(admin.words.lastAdmin)).toBeVisible();
  await admin.page.getByRole("combobox", { name: admin.words.role }).selectOption("admin");
  await admin.save();
  await expect(admin.page.getByText(admin.words.saved, { exact: true })).toBeVisible();
});

test("of two admins who edit an agent at once, the second is told and keeps what was typed", async ({ people, problems }) => {
  problems.expect(answered(409));
  const [first, second] = [await Admin.at(people, AGENTS), await Admin.at(people, AGENTS)];
  for (const admin of [first, second]) await admin.rows("admin").getByRole("link").click();
  await first.field(first.words.displayName).fill("Mina");
  await first.save();
  await expect(first.page.getByText(first.words.saved, { exact: true })).toBeVisible();
  await second.field(second.words.displayName).fill("Mina Akter");
  await second.save();
  await expect(second.page.getByText(second.words.agentChanged)).toBeVisible();
  await expect(second.field(second.words.displayName)).toHaveValue("Mina Akter");
  await second.save();
  await expect(second.page.getByText(second.words.saved, { exact: true })).toBeVisible();
  await expect(second.page.getByText(second.words.agentChanged)).toHaveCount(0);
});

test("the team is sorted by keyboard, and keeps its order after a reload", async ({ server, people }) => {
  await server.addAgent(MINA);
  const admin = await Admin.at(people, AGENTS);
  await expect(admin.rows()).toHaveCount(2);
  const up = admin.button(admin.words.moveUp(MINA.username));
  await up.focus();
  // The order is shown before it is stored.
  const stored = admin.page.waitForResponse("**/support/fn/admin/order-team");
  await up.press("Enter");
  await expect(admin.page.getByText("Mina: now 1 of 2")).toBeAttached();
  await expect(up).toBeFocused();
  await expect(admin.rows().first()).toContainText(MINA.username);
  expect((await stored).ok()).toBe(true);
  await admin.page.reload();
  await expect(admin.rows().first()).toContainText(MINA.username);
});

test("an agent's picture is shown on their page and in the chat", async ({ people, problems }) => {
  problems.expect(answered(422));
  const admin = await Admin.at(people, AGENTS);
  await admin.rows(ADMIN.username).getByRole("link").click();
  const field = admin.page.getByLabel(admin.words.choosePicture);
  await field.setInputFiles({ name: "face.png", mimeType: "image/png", buffer: Buffer.from("no picture") });
  await expect(admin.page.getByText(admin.words.noPicture)).toBeVisible();
  const buffer = await admin.page.screenshot();
  await field.setInputFiles({ name: "face.png", mimeType: "image/png", buffer });
  const face = admin.page.getByRole("main").locator('.face img[src^="/support/avatars/"]');
  await expect(face).toBeVisible();
  await expect.poll(() => face.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(256);

  const { chat } = await people.customer();
  await chat.open();
  const desk = await people.agent();
  await chat.send("Hello");
  await desk.open("Hello");
  await expect(chat.window.locator('img[src^="/support/avatars/"]').first()).toBeVisible();

  await admin.button(admin.words.removePicture).click();
  await expect(face).toBeHidden();
});

for (const words of [ENGLISH, BANGLA]) {
  test(`an agent is told that the admins' pages are not for them: ${words.code}`, async ({ server, people }) => {
    await server.addAgent(MINA);
    const mina = await people.agent({ as: MINA, words });
    const forbidden = mina.page.getByRole("heading", { name: teamWords(words).forbidden });
    for (const path of [AGENTS, `${AGENTS}/new`, "/console/quick-replies", "/console/quick-replies/1"]) {
      await mina.visit(path);
      await expect(forbidden).toBeVisible();
    }
    const rest = Rest.with(server.url, await sessionOf(mina.page, AGENT_SESSION));
    for (const path of ["agents/invite/", "agents/order/", "quick-replies/", "quick-replies/order/"]) {
      await expect(rest.post(`/support/admin/api/${path}`)).rejects.toThrow("403");
    }
  });
}

test("an agent changes their own password", async ({ server, people, problems }) => {
  problems.expect(answered(422));
  await server.addAgent(MINA);
  const mina = await people.agent({ as: MINA });
  const words = teamWords(ENGLISH);
  await mina.visit("/console/profile");
  const field = (name: string) => mina.page.getByLabel(name, { exact: true });
  const [old, next] = [field(words.oldPassword), field(words.newPassword)] as const;
  await old.fill("not the password");
  await next.fill("another tall ship");
  await mina.page.getByRole("button", { name: words.changePassword }).click();
  await expect(old).toHaveAttribute("aria-invalid", "true");
  await expect(next).toHaveValue("another tall ship");
  await old.fill(PASSWORD);
  await mina.page.getByRole("button", { name: words.changePassword }).click();
  await expect(mina.page.getByText(words.passwordChanged)).toBeVisible();
  const elsewhere = await people.stranger();
  await elsewhere.signIn({ ...MINA, password: "another tall ship" });
  await expect(elsewhere.onlineSwitch).toBeVisible();
});
