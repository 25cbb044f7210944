import { expect, type Locator, type Page } from "@playwright/test";
import type { SentFile } from "./files.ts";
import type { Words } from "./words/en.ts";

/** The chat widget on a shop's page. */
export class Chat {
  readonly page: Page;
  readonly words: Words["widget"];
  readonly files: Words["files"];
  /** The round button. Its accessible name contains the number of unread messages. */
  readonly button: Locator;
  readonly window: Locator;
  readonly log: Locator;
  readonly field: Locator;

  constructor(page: Page, words: Words) {
    this.page = page;
    this.words = words.widget;
    this.files = words.files;
    this.button = page.getByRole("button", { name: new RegExp(`^(${this.words.open}|${this.words.hide})`) });
    this.window = page.getByRole("dialog", { name: this.words.title });
    this.log = this.window.getByRole("log");
    this.field = this.window.getByRole("textbox", { name: this.words.field });
  }

  /** Opens the window, and waits for the conversation in it. */
  async open(): Promise<void> {
    await this.button.click();
    await expect(this.window).toBeVisible();
    // A long conversation begins with its newest messages, without the welcome message.
    const welcome = this.log.getByText(this.words.welcome);
    await expect(this.log.locator(".adda-message").or(welcome).last()).toBeVisible();
  }

  async close(): Promise<void> {
    await this.press(this.words.close);
    await expect(this.window).toBeHidden();
  }

  async send(text: string): Promise<void> {
    await this.field.fill(text);
    // Enter starts a new line on a phone.
    const isTouched = await this.page.evaluate(() => matchMedia("(pointer: coarse) and (hover: none)").matches);
    if (isTouched) await this.press(this.words.send);
    else await this.field.press("Enter");
    await expect(this.field).toHaveValue("");
  }

  /** Picks files with the paperclip. They stay in the composer. */
  async stage(files: SentFile[] | string): Promise<void> {
    await expect(this.window.getByRole("button", { name: this.files.attach })).toBeVisible();
    await this.window.locator("input[type=file]").setInputFiles(files);
  }

  /** Picks files and sends them. */
  async pick(files: SentFile[] | string): Promise<void> {
    await this.stage(files);
    await this.press(this.words.send);
  }

  /** Files that have not arrived. */
  get uploads(): Locator {
    return this.window.locator(".adda-upload");
  }

  /** Returns a message with this text, from either side, and what is shown below it. */
  message(text: string): Locator {
    return this.log.locator(".adda-message").filter({ hasText: text });
  }

  /** Waits until the server has a message of the customer. */
  async expectDelivered(text: string): Promise<void> {
    await expect(this.message(text)).toContainText(new RegExp(`${this.words.sent}|${this.words.read}`));
  }

  /** Presses one of the window's buttons. */
  async press(name: string): Promise<void> {
    await this.window.getByRole("button", { name, exact: true }).click();
  }

  /** Ends the conversation, as the customer. */
  async end(): Promise<void> {
    await this.press(this.words.more);
    await this.press(this.words.end);
    await this.press(this.words.endYes);
    await expect(this.window.getByText(this.words.ended)).toBeVisible();
  }
}
