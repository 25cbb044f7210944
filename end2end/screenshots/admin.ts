import { Admin } from "../support/admin.ts";
import { holdBack, lose, picturesOf } from "../support/album.ts";
import { Rest } from "../support/rest.ts";
import { expect } from "../support/test.ts";

picturesOf("settings", async ({ people, looks, save }) => {
  const { page, words } = await Admin.at(people, "/console/settings", looks);
  const sections = page.locator(".form-section");
  await expect(sections.first()).toBeVisible();
  await save(page, "top");
  for (const place of (await sections.all()).keys()) {
    await sections.nth(place).evaluate((section) => section.scrollIntoView({ block: "start" }));
    await save(page, `section-${place + 1}`);
  }
  await page.locator('[id="field-welcome_message"]').fill("");
  await page.locator('[id="field-max_file_size"]').fill("500");
  await page.getByRole("button", { name: words.save, exact: true }).click();
  await expect(page.getByText(looks.words.settings.atMost100)).toBeVisible();
  await save(page, "wrong");
  await page.getByRole("button", { name: looks.words.settings.showSecret }).click();
  await page.getByRole("button", { name: looks.words.settings.replace, exact: true }).click();
  await save(page, "replace-secret");
});

picturesOf("team", async ({ server, people, looks, save }) => {
  await server.command(["demo"]);
  const admin = await Admin.at(people, "/console/quick-replies", looks);
  const { page, words } = admin;
  await expect(admin.rows().first()).toBeVisible();
  await save(page, "quick-replies");
  await admin.rows().first().getByRole("link").click();
  await expect(admin.button(words.save)).toBeVisible();
  await save(page, "quick-reply");
  await admin.field(words.title).fill("");
  await admin.save();
  await expect(page.getByText(words.required).first()).toBeVisible();
  await save(page, "quick-reply-wrong");
  await admin.button(words.delete).click();
  await save(page, "quick-reply-delete");

  await page.goto("/console/agents");
  await expect(admin.rows("Mina").first()).toBeVisible();
  await save(page, "agents");
  await admin.rows("Mina").first().getByRole("link").click();
  await expect(admin.button(words.save)).toBeVisible();
  await save(page, "agent");
  await admin.field(words.maxOpen).fill("-1");
  await admin.save();
  await expect(page.getByText(words.atLeastZero)).toBeVisible();
  await save(page, "agent-wrong");
  await admin.button(words.disable).scrollIntoViewIfNeeded();
  await save(page, "agent-end");
  await page.goto("/console/agents");
  await admin.link(words.invite).click();
  await admin.button(words.makeLink).click();
  await expect(page.getByText(words.required).first()).toBeVisible();
  await save(page, "invite-wrong");
  await page.goto("/console/agents");
  await admin.invite("rafiqul", "Rafiqul");
  await save(page, "invited");
  await holdBack(page, "admin/team");
  await page.goto("/console/agents");
  await expect(page.locator(".page-skeleton")).toBeVisible();
  await save(page, "loading");
});

picturesOf("figures", async ({ server, people, looks, save }) => {
  await server.command(["demo"]);
  const rest = await Rest.signIn(server.url);
  await rest.changeSettings({ primary_color: "#C2185B", welcome_message: "Welcome to the reading room" });
  await rest.changeSettings({ max_file_size: 10 * 1024 * 1024, rating_enabled: true });
  const admin = await Admin.at(people, "/console/log", looks);
  const { page } = admin;
  await expect(page.locator(".change").first()).toBeVisible();
  await save(page, "log");

  const counted = (): Promise<unknown> => page.waitForResponse("**/support/fn/agent/statistics");
  await Promise.all([counted(), page.goto("/console/statistics")]);
  const cards = page.locator("main section");
  await expect(cards.first()).toBeVisible();
  await save(page, "statistics");
  for (const place of (await cards.all()).keys()) {
    await cards.nth(place).evaluate((card) => card.scrollIntoView({ block: "start" }));
    await save(page, `statistics-${place + 1}`);
  }
  await Promise.all([counted(), page.goto("/console/statistics?from=2001-01-01&to=2001-01-07&period=own")]);
  await save(page, "statistics-empty");
  await lose(page, "agent/statistics");
  await page.goto("/console/statistics");
  await expect(page.getByText(looks.words.statistics.failed)).toBeVisible();
  await save(page, "statistics-failed");
  await page.unrouteAll();
  await holdBack(page, "agent/statistics");
  await page.goto("/console/statistics");
  await expect(page.locator("[class*=skeleton]").first()).toBeVisible();
  await save(page, "statistics-loading");
});
