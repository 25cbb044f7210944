import { expect, type Locator, type Page } from "@playwright/test";

/** A field by the name that it has in the API, what is typed into it, and what is said of that. */
export type Refusal = [field: string, typed: string, says: string];

/** The field that the API calls `name`. */
export const fieldOf = (page: Page, name: string): Locator => page.locator(`[id="field-${name}"]`);

/** Types what cannot be taken, submits, and expects that each field says what is wrong with it and keeps it. */
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
