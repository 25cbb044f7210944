import { expectAccessible } from "../../support/accessibility.ts";
import { Admin } from "../../support/admin.ts";
import { answered } from "../../support/problems.ts";
import { PHONE, show } from "../../support/screens.ts";
import { expect, test } from "../../support/test.ts";
import { BANGLA } from "../../support/words/bn.ts";
import { ENGLISH } from "../../support/words/en.ts";

test.describe.configure({ timeout: 120_000 });

const MINA = { username: "Mina", password: "a tall ship and a star" };
const DIALOG = "dialog[open]";

for (const words of [ENGLISH, BANGLA]) {
  test(`the settings and the log are accessible: ${words.code}`, async ({ people, problems }) => {
    const admin = await Admin.at(people, "/console/settings", { words });
    const { page } = admin;
    const field = (name: string) => page.locator(`[id="field-${name}"]`);
    await admin.button(words.settings.showSecret).click();
    await expectAccessible(page, "the settings, all sections");
    await admin.button(words.settings.replace).click();
    await expectAccessible(page, "the confirmation before the secret is replaced", DIALOG);
    await page.getByRole("dialog").getByRole("button", { name: words.settings.replace, exact: true }).click();
    await expect(page.getByText(words.settings.previousIsValid)).toBeVisible();

    await field("welcome_message").fill("");
    await field("max_file_size").fill("500");
    await admin.button(words.settings.addHoliday).click();
    await admin.save();
    await expect(field("holidays.0.date")).toHaveAttribute("aria-invalid", "true");
    await expectAccessible(page, "the settings, with problems in several sections");
    await admin.link(words.settings.log).click();
    await expect(page.getByRole("dialog")).toBeVisible();
    await expectAccessible(page, "the confirmation before unsaved changes are left", DIALOG);

    await page.getByRole("dialog").getByRole("button").last().click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(words.settings.log);
    await expect(admin.rows().first()).toBeVisible();
    await expectAccessible(page, "the log");

    problems.expect(/Failed to load resource|ERR_FAILED/);
    await page.route("**/support/fn/admin/settings**", (route) => route.abort());
    await page.goto("/console/settings");
    await expect(page.getByRole("alert").filter({ hasText: /./ })).toBeVisible();
    await expectAccessible(page, "settings that cannot be loaded");
  });

  test(`quick replies, team and profile are accessible: ${words.code}`, async ({ server, people, problems }) => {
    problems.expect(answered(404));
    const admin = await Admin.at(people, "/console/quick-replies", { words });
    const { page } = admin;
    await expect(admin.rows()).toHaveCount(5);
    await expectAccessible(page, "the quick replies");
    await admin.link(admin.words.addReply).click();
    await admin.save();
    await expect(page.getByText(admin.words.required).first()).toBeVisible();
    await expectAccessible(page, "a quick reply with problems");
    await page.goto("/console/quick-replies/1");
    await expect(page.locator(".reply-preview-bubble").first()).toBeVisible();
    await admin.button(admin.words.delete).click();
    await expectAccessible(page, "the confirmation before a quick reply is deleted", DIALOG);
    await page.keyboard.press("Escape");
    await expectAccessible(page, "a quick reply");

    await page.goto("/console/agents");
    const path = await admin.invite("rahim", "Rahim");
    await expectAccessible(page, "an invitation link");
    await server.addAgent(MINA);
    await page.goto("/console/agents");
    await expect(admin.rows()).toHaveCount(3);
    await expectAccessible(page, "the team");
    await admin.rows("Mina").getByRole("link").click();
    await admin.button(admin.words.disable).click();
    await expectAccessible(page, "the confirmation before an agent is disabled", DIALOG);
    await page.keyboard.press("Escape");
    await expectAccessible(page, "an agent");
    await page.goto("/console/profile");
    await admin.button(admin.words.changePassword).click();
    await expect(page.getByLabel(admin.words.oldPassword, { exact: true })).toHaveAttribute("aria-invalid", "true");
    await expectAccessible(page, "the agent's own profile, with problems");

    const rahim = await people.stranger({ words, path });
    await rahim.page.getByRole("button", { name: admin.words.join }).click();
    await expect(rahim.page.getByLabel(admin.words.password, { exact: true })).toHaveAttribute("aria-invalid", "true");
    await expectAccessible(rahim.page, "joining, without a password");
    await rahim.visit("/console/join#token=unknown");
    await expect(rahim.page.getByRole("heading", { name: admin.words.useless })).toBeVisible();
    await expectAccessible(rahim.page, "an invalid link");
    await rahim.visit();
    await rahim.signIn(MINA);
    await expect(rahim.onlineSwitch).toBeVisible();
    await rahim.visit("/console/settings");
    await expect(rahim.page.getByRole("heading", { name: admin.words.forbidden })).toBeVisible();
    await expectAccessible(rahim.page, "a page for admins only");
  });

  test(`the statistics are accessible: ${words.code}`, async ({ server, people }) => {
    await server.command(["demo"]);
    const { page } = await Admin.at(people, "/console/statistics", { words });
    await expect(page.getByRole("heading", { name: words.statistics.messagesPerDay })).toBeVisible();
    await expectAccessible(page, "the statistics");
    await page.getByRole("button", { name: words.statistics.busiestAsTable, exact: true }).click();
    await expectAccessible(page, "the statistics, with a table");
    await show(page, PHONE);
    const overhang = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(overhang).toBe(0);
  });
}
