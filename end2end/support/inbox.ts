import { expect, type Locator, type Page } from "@playwright/test";
import type { Console } from "./console.ts";
import type { Words } from "./words/en.ts";

/** The controls around the rows of the inbox. */
export class Inbox {
  readonly words: Words["inbox"];
  readonly search: Locator;
  readonly bar: Locator;
  readonly filters: Locator;
  readonly sort: Locator;
  readonly #desk: Console;
  readonly #page: Page;

  constructor(desk: Console, words: Words) {
    this.words = words.inbox;
    this.#desk = desk;
    this.#page = desk.page;
    this.search = this.#page.getByRole("searchbox", { name: this.words.search, exact: true });
    this.bar = this.#page.getByRole("region", { name: this.words.actions });
    this.filters = this.#page.getByRole("dialog", { name: this.words.filters });
    this.sort = this.#page.getByRole("combobox", { name: this.words.sort, exact: true });
  }

  async openFilters(): Promise<void> {
    await this.#page.getByRole("button", { name: this.words.filters }).click();
    await expect(this.filters).toBeVisible();
  }

  async closeFilters(): Promise<void> {
    await this.filters.getByRole("button", { name: this.words.done, exact: true }).click();
    await expect(this.filters).toBeHidden();
  }

  /** Returns the link to a tab. */
  tab(name: string): Locator {
    return this.#page.locator(".tabs").getByRole("link", { name: new RegExp(`^${name} `) });
  }

  /** Returns the button that lists a status. */
  status(name: string): Locator {
    return this.#page.locator(".filters").getByRole("button", { name: new RegExp(`^${name} `) });
  }

  /** Adds a label to the open conversation. */
  async addLabel(name: string): Promise<void> {
    await this.#page.getByRole("button", { name: this.words.addLabel, exact: true }).click();
    const menu = this.#desk.menu(this.words.addLabel);
    await menu.getByRole("option", { name, exact: true }).click();
    await expect(menu).toBeHidden();
  }

  /** Returns the checkbox of a row. */
  box(text: string | RegExp): Locator {
    return this.#desk.list.getByRole("listitem").filter({ hasText: text }).getByRole("checkbox");
  }

  /** Expects exactly these rows, in this order, each by a text in it. */
  async expectRows(...texts: string[]): Promise<void> {
    const rows = this.#desk.list.getByRole("link");
    await expect(rows).toHaveCount(texts.length);
    for (const [place, text] of texts.entries()) await expect(rows.nth(place)).toContainText(text);
  }
}
