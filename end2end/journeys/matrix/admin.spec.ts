import { Admin } from "../../support/admin.ts";
import { may } from "../../support/matrix.ts";
import { expect, test } from "../../support/test.ts";
import { ENGLISH } from "../../support/words/en.ts";

test(may("Configure Settings", "admin"), async ({ server, people }) => {
  const admin = await Admin.at(people, "/console/settings");
  await admin.page.locator('[id="field-welcome_message"]').fill("Welcome to the reading room");
  await admin.button(ENGLISH.settings.save).click();
  await expect(admin.page.getByText(ENGLISH.settings.saved, { exact: true })).toBeVisible();
  const config = await fetch(`${server.url}/support/api/config/`);
  expect(await config.json()).toMatchObject({ welcome_message: "Welcome to the reading room" });
});

test(may("Manage Agents", "admin"), async ({ people }) => {
  const admin = await Admin.at(people, "/console/agents");
  await admin.invite("mina", "Mina");
  await admin.page.goto("/console/agents");
  await expect(admin.rows("Mina")).toBeVisible();
});
