import { expectAccessible } from "../support/accessibility.ts";
import { expect, test } from "../support/test.ts";
import { BANGLA } from "../support/words/bn.ts";
import { ENGLISH } from "../support/words/en.ts";

for (const words of [ENGLISH, BANGLA]) {
  test(`an admin is asked before a period deletes data: ${words.code}`, async ({ people }) => {
    const { page } = await people.agent({ words });
    await page.goto("/console/settings");
    const field = (name: string) => page.locator(`[id="field-${name}"]`);
    const save = page.getByRole("button", { name: words.settings.save, exact: true });
    const saved = page.getByText(words.settings.saved, { exact: true });
    const dialog = page.getByRole("dialog", { name: words.retention.question });
    await expect(page.getByRole("heading", { name: words.retention.title, exact: true })).toBeVisible();
    await expect(field("keep_conversations_days")).toHaveValue("");

    await field("keep_log_days").fill("36501");
    await save.click();
    await expect(field("keep_log_days")).toHaveAccessibleDescription(new RegExp(words.retention.atMost));

    // A new shop has no old data, so nothing is asked.
    await field("keep_log_days").fill("730");
    await save.click();
    await expect(saved).toBeVisible();
    await expect(dialog).toHaveCount(0);

    // The server counts, because a shop in a test is a few seconds old.
    let asked = 0;
    await page.route("**/support/fn/admin/due-data", async (route) => {
      asked += 1;
      await route.fulfill({ json: { conversations: 1240, attachments: 1, log_entries: 0 } });
    });
    await field("keep_conversations_days").fill("90");
    await save.click();
    await expect(dialog).toContainText(words.retention.consequence);
    await expectAccessible(page, "the question before old data are deleted");
    await dialog.getByRole("button", { name: words.console.cancel }).click();
    await expect(dialog).toBeHidden();
    // The value is not saved, and stays in the field.
    await expect(field("keep_conversations_days")).toHaveValue("90");
    await expect(save).toBeEnabled();
    await save.click();
    await dialog.getByRole("button", { name: words.retention.confirm, exact: true }).click();
    await expect(saved).toBeVisible();
    expect(asked).toBe(2);

    // A longer period deletes nothing, and an empty field keeps everything.
    await field("keep_conversations_days").fill("365");
    await field("keep_log_days").fill("");
    await save.click();
    await expect(saved).toBeVisible();
    expect(asked).toBe(2);
    await page.reload();
    await expect(field("keep_conversations_days")).toHaveValue("365");
    await expect(field("keep_log_days")).toHaveValue("");
  });
}
