import { expect, type Locator, type Page } from "@playwright/test";

/** A field by its name in the API, what is typed into it, and the error that appears. */
export type Refusal = [field: string, typed: string, says: string];

/** Returns the field that the API calls `name`. */
export const fieldOf = (page: Page, name: string): Locator => page.locator(`[id="field-${name}"]`);

/** Types invalid values, submits, and expects that each field shows its error and keeps its value. */
export async function expectRefused(page: Page, submit: Locator, refusals: Refusal[]): Promise<void> {
  for (const [name, typed] of refusals) await fieldOf(page, name).fill(typed);
  await submit.click();
  for (const [name, typed, says] of refusals) {
    const field = fieldOf(page, name);
    await expect(field, name).toHaveAttribute("aria-invalid", "true");
    await expect(field, name).toHaveAttribute("aria-describedby", new RegExp(`\\bproblem-${name}$`));
    await expect(page.locator(`[id="problem-${name}"]`), name).toHaveText(says);
    await expect(field, name).toHaveValue(typed);
  }
  await expect(page.locator("[aria-invalid=true]").first()).toBeFocused();
}
