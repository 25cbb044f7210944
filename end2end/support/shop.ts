import type { Page } from "@playwright/test";
import { Chat } from "./chat.ts";
import type { Words } from "./words/en.ts";

/** The demonstration bookshop, as a customer sees it. */
export class Shop {
  readonly page: Page;
  readonly words: Words["shop"];
  readonly chat: Chat;

  constructor(page: Page, words: Words) {
    this.page = page;
    this.words = words.shop;
    this.chat = new Chat(page, words);
  }

  async visit(path = "/"): Promise<void> {
    await this.page.goto(path);
  }

  /** Signs in as one of the demo customers. */
  async signIn(name: string): Promise<void> {
    const header = this.page.getByRole("banner");
    await header.getByRole("button", { name: this.words.signIn }).click();
    await header.getByRole("button", { name }).click();
    await header.getByRole("button", { name: this.words.signOut }).waitFor();
  }
}
