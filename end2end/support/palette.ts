import { expect, type Locator, type Page } from "@playwright/test";
import type { Console } from "./console.ts";

/** The command palette of the console. */
export class Palette {
  readonly dialog: Locator;
  readonly field: Locator;
  readonly #page: Page;

  constructor(desk: Console) {
    this.#page = desk.page;
    this.dialog = desk.page.getByRole("dialog", { name: desk.words.palette });
    this.field = this.dialog.getByRole("combobox", { name: desk.words.palette });
  }

  async open(): Promise<void> {
    await this.#page.keyboard.press("Control+k");
    await expect(this.field).toBeFocused();
  }

  /** Returns an entry by a text in it. */
  entry(text: string | RegExp): Locator {
    return this.dialog.getByRole("option").filter({ hasText: text });
  }

  /** Opens the palette, types these letters, and picks the first entry, which must have this text. */
  async run(letters: string, text: string | RegExp = letters): Promise<void> {
    await this.open();
    await this.#page.keyboard.type(letters);
    const first = this.dialog.getByRole("option").first();
    await expect(first).toContainText(text);
    await expect(first).toHaveAttribute("aria-selected", "true");
    await this.#page.keyboard.press("Enter");
    await expect(this.dialog).toBeHidden();
  }
}
