import { Admin } from "../support/admin.ts";
import { lose, picturesOf } from "../support/album.ts";
import { ADMIN } from "../support/server.ts";
import { expect } from "../support/test.ts";

const MINA = { username: "Mina", password: "a tall ship and a star" };

picturesOf("doors", async ({ server, people, looks, save }) => {
  const desk = await people.stranger(looks);
  await expect(desk.signInButton).toBeVisible();
  await save(desk.page, "sign-in");
  await desk.signInButton.click();
  await expect(desk.page.getByText(desk.words.incomplete)).toBeVisible();
  await save(desk.page, "sign-in-incomplete");
  await desk.signIn({ ...ADMIN, password: "wrong" });
  await expect(desk.page.getByText(desk.words.wrongCredentials)).toBeVisible();
  await save(desk.page, "sign-in-wrong");

  await server.addAgent(MINA);
  const mina = await people.stranger(looks);
  await mina.signIn(MINA);
  await expect(mina.onlineSwitch).toBeVisible();
  await mina.visit("/console/settings");
  await expect(mina.page.getByRole("heading", { name: mina.words.adminsOnly })).toBeVisible();
  await save(mina.page, "admins-only");
  await mina.visit("/console/no-such-page");
  await expect(mina.page.getByRole("heading").first()).toBeVisible();
  await save(mina.page, "no-such-page");
  await mina.visit("/console/profile");
  await expect(mina.page.getByRole("heading", { level: 1 })).toBeVisible();
  await save(mina.page, "profile");
  await lose(mina.page, "agent/me");
  await mina.page.reload();
  await expect(mina.page.getByText(mina.words.connectionLost)).toBeVisible({ timeout: 60_000 });
  await save(mina.page, "unreachable");

  const admin = await Admin.at(people, "/console/agents", looks);
  const path = await admin.invite("rafiq", "Rafiq");
  const rafiq = await people.stranger({ ...looks, path });
  const join = rafiq.page.getByRole("button", { name: admin.words.join });
  await rafiq.page.getByLabel(admin.words.password, { exact: true }).fill("short");
  await join.click();
  await expect(rafiq.page.getByText(admin.words.tooShort, { exact: true })).toBeVisible();
  await save(rafiq.page, "join");
  const late = await people.stranger({ ...looks, path: `${path}x` });
  await expect(late.page.getByRole("heading", { name: admin.words.useless })).toBeVisible();
  await save(late.page, "join-useless");
});
