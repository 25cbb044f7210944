import { expect, type Locator, type Page } from "@playwright/test";
import type { People } from "./people.ts";
import type { Screen } from "./screens.ts";
import { ADMIN } from "./server.ts";
import { ENGLISH, type Words } from "./words/en.ts";
import { teamWords } from "./words/team.ts";

/** The admins' pages for team and quick replies. */
export class Admin {
  readonly page: Page;
  readonly words: ReturnType<typeof teamWords>;

  private constructor(page: Page, words: Words) {
    this.page = page;
    this.words = teamWords(words);
  }

  /** Signs the admin in on one of the pages, without taking conversations. */
  static async at(people: People, path: string, looks: { words?: Words; screen?: Screen } = {}): Promise<Admin> {
    const desk = await people.stranger({ ...looks, path });
    await desk.signIn(ADMIN);
    // The sign-in page has a heading too, so wait for the navigation.
    await expect(desk.page.getByRole("navigation", { name: desk.words.navigation })).toBeAttached();
    const admin = new Admin(desk.page, looks.words ?? ENGLISH);
    await expect(admin.page.getByRole("heading", { level: 1 })).toBeVisible();
    return admin;
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole("button", { name, exact: true });
  }

  link(name: string): Locator {
    return this.page.getByRole("link", { name, exact: true });
  }

  field(name: string): Locator {
    return this.page.getByRole("textbox", { name, exact: true });
  }

  /** Returns the rows of the page's lists, or those with this text. Case matters: "admin" does not match "Mina". */
  rows(text?: string): Locator {
    const rows = this.page.getByRole("main").getByRole("listitem");
    return text === undefined ? rows : rows.filter({ hasText: new RegExp(text) });
  }

  /** Invites a new agent. Returns the path of the link. */
  async invite(username: string, displayName: string): Promise<string> {
    await this.link(this.words.invite).click();
    await this.field(this.words.username).fill(username);
    await this.field(this.words.displayName).fill(displayName);
    await this.button(this.words.makeLink).click();
    const link = await this.page.getByRole("textbox", { name: this.words.linkFor }).inputValue();
    const { pathname, hash } = new URL(link);
    return pathname + hash;
  }

  async save(): Promise<void> {
    await this.button(this.words.save).click();
  }
}
