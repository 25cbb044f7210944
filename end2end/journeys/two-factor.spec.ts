import { Admin } from "../support/admin.ts";
import { TwoFactor } from "../support/authenticator.ts";
import { expectAccessible } from "../support/accessibility.ts";
import { answered } from "../support/problems.ts";
import { ADMIN } from "../support/server.ts";
import { expect, test } from "../support/test.ts";
import { BANGLA } from "../support/words/bn.ts";
import { ENGLISH } from "../support/words/en.ts";

test.describe.configure({ timeout: 120_000 });

const MINA = { username: "Mina", password: "a tall ship and a star" };

for (const words of [ENGLISH, BANGLA]) {
  test(`signing in needs a code once two-factor authentication is set up: ${words.code}`, async ({ server, people, problems }) => {
    const desk = await people.stranger({ words, path: "/console/profile" });
    await desk.signIn(ADMIN);
    const agent = new TwoFactor(desk.page, words);
    await agent.button(agent.words.setUp).click();
    await expectAccessible(desk.page, "setting up two-factor authentication");
    problems.expect(answered(422));
    await desk.page.getByRole("textbox", { name: agent.words.code, exact: true }).fill("123");
    await agent.button(agent.words.turnOn).click();
    await expect(desk.page.getByText(agent.words.wrong)).toBeVisible();
    const { phone, recoveryCodes } = await agent.turnOn();
    await expect(desk.page.getByText(agent.words.onSince)).toBeVisible();

    await desk.signOut();
    await desk.signIn(ADMIN);
    problems.expect(answered(401));
    await agent.answer("000000");
    await expect(desk.page.getByRole("alert").filter({ hasText: agent.words.wrongCode })).toBeVisible();
    await expectAccessible(desk.page, "the form for a code");
    await agent.button(agent.words.startOver).click();
    await desk.signIn(ADMIN);
    await agent.answer(await phone.code());
    await expect(desk.page.getByText(agent.words.onSince)).toBeVisible();

    for (const code of recoveryCodes.slice(0, 2)) {
      await desk.signOut();
      await desk.signIn(ADMIN);
      await agent.answer(code.toLowerCase());
      await expect(desk.page.getByText(agent.words.onSince)).toBeVisible();
    }
    await expect(desk.page.getByText(agent.words.left(agent.words.eight))).toBeVisible();
    await agent.button(agent.words.newCodes).click();
    await desk.page.getByLabel(agent.words.proof, { exact: true }).fill("no password");
    await agent.button(agent.words.newCodes).click();
    await expect(desk.page.getByText(agent.words.wrong)).toBeVisible();
    await desk.page.getByLabel(agent.words.proof, { exact: true }).fill(ADMIN.password);
    await agent.button(agent.words.newCodes).click();
    await agent.button(agent.words.saved).click();
    await agent.button(agent.words.turnOff).click();
    await desk.page.getByLabel(agent.words.proof, { exact: true }).fill(ADMIN.password);
    await agent.button(agent.words.turnOff).click();
    await expect(agent.button(agent.words.setUp)).toBeVisible();
    await desk.signOut();
    await desk.signIn(ADMIN);
    await expect(agent.button(agent.words.setUp)).toBeVisible();
    for (const secret of [phone.secret, ...recoveryCodes, ADMIN.password]) expect(server.log).not.toContain(secret);
  });

  test(`a team requires two-factor authentication, and an admin resets it for an agent: ${words.code}`, async ({ server, people }) => {
    await server.addAgent(MINA);
    const admin = await Admin.at(people, "/console/settings", { words });
    const boss = new TwoFactor(admin.page, words);
    await admin.page.getByRole("switch", { name: boss.words.require }).check({ force: true });
    await admin.save();
    await expect(admin.page.getByRole("heading", { name: boss.words.required })).toBeVisible();
    await expectAccessible(admin.page, "two-factor authentication is required");
    await boss.turnOn();
    await expect(admin.page.getByRole("switch", { name: boss.words.require })).toBeChecked();

    const desk = await people.stranger({ words });
    await desk.signIn(MINA);
    const mina = new TwoFactor(desk.page, words);
    await expect(desk.page.getByRole("heading", { name: mina.words.required })).toBeVisible();
    await desk.visit("/console/inbox");
    await expect(desk.page.getByRole("heading", { name: mina.words.required })).toBeVisible();
    await desk.signOut();
    await desk.signIn(MINA);
    await mina.turnOn();
    await expect(desk.onlineSwitch).toBeVisible();
    await desk.signOut();

    await admin.page.goto("/console/agents");
    await admin.rows(MINA.username).getByRole("link").click();
    await admin.button(boss.words.resetOfAgent).click();
    await admin.page.getByRole("dialog").getByRole("button", { name: boss.words.resetOfAgent }).click();
    await expect(admin.page.getByText(boss.words.isOff)).toBeVisible();
    await desk.signIn(MINA);
    await expect(desk.page.getByRole("heading", { name: mina.words.required })).toBeVisible();
    await expect(mina.button(mina.words.turnOn)).toBeVisible();
  });
}

test("choosing a new password by a link still needs a code", async ({ people, problems }) => {
  problems.expect(answered(401));
  const admin = await Admin.at(people, "/console/profile");
  const boss = new TwoFactor(admin.page, ENGLISH);
  await boss.button(boss.words.setUp).click();
  const { recoveryCodes } = await boss.turnOn();
  await admin.page.goto("/console/agents");
  await admin.rows(ADMIN.username).getByRole("link").click();
  await admin.button(admin.words.newLink).click();
  const link = new URL(await admin.page.getByRole("textbox", { name: admin.words.linkFor }).inputValue());
  const desk = await people.stranger({ path: link.pathname + link.hash });
  await desk.page.getByLabel(admin.words.password, { exact: true }).fill(MINA.password);
  await desk.page.getByRole("button", { name: admin.words.join }).click();
  const agent = new TwoFactor(desk.page, ENGLISH);
  await agent.answer(recoveryCodes[0] ?? "");
  await expect(desk.onlineSwitch).toBeVisible();
});
