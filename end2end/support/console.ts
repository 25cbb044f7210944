import { expect, type Locator, type Page } from "@playwright/test";
import type { Credentials } from "./server.ts";
import type { SentFile } from "./files.ts";
import type { Words } from "./words/en.ts";

/** The view of the inbox that lists all conversations, with which journeys begin. */
export const EVERYTHING = "/console/inbox?tab=all&status=open,pending,resolved,closed";

/** The agents' console. */
export class Console {
  readonly page: Page;
  readonly words: Words["console"];
  readonly files: Words["files"];
  readonly signInButton: Locator;
  readonly list: Locator;
  readonly log: Locator;
  readonly field: Locator;

  constructor(page: Page, words: Words) {
    this.page = page;
    this.words = words.console;
    this.files = words.files;
    this.signInButton = page.getByRole("button", { name: this.words.signIn, exact: true });
    this.list = page.getByRole("list", { name: this.words.conversations, exact: true });
    this.log = page.getByRole("log");
    this.field = page.getByRole("textbox", { name: this.words.reply, exact: true });
  }

  async visit(path = EVERYTHING): Promise<void> {
    await this.page.goto(path);
  }

  /** Signs in on the sign-in page. */
  async signIn({ username, password }: Credentials): Promise<void> {
    await this.page.getByLabel(this.words.name, { exact: true }).fill(username);
    await this.page.getByLabel(this.words.password, { exact: true }).fill(password);
    await this.signInButton.click();
  }

  /** The switch by which an agent takes conversations. Its name is its state. */
  get onlineSwitch(): Locator {
    return this.page.getByRole("switch");
  }

  async goOnline(): Promise<void> {
    // The switch shows the change before it is stored.
    const stored = this.page.waitForResponse(/\/fn\/agent\/online$/);
    await this.onlineSwitch.click();
    await expect(this.onlineSwitch).toHaveAccessibleName(this.words.online);
    await expect(this.onlineSwitch).toBeChecked();
    await stored;
  }

  /** Returns the row of a conversation, by any text in it. */
  row(text: string | RegExp): Locator {
    return this.list.getByRole("link").filter({ hasText: text });
  }

  /** Opens a conversation, and waits until it can be read and answered. */
  async open(text: string | RegExp): Promise<void> {
    await this.row(text).click();
    // The list keeps its order while the pointer is over it.
    await this.page.mouse.move(0, 0);
    await expect(this.log.locator(".message").last()).toBeVisible();
    await expect(this.field).toBeVisible();
  }

  /** The button that shows a property of the open conversation and opens its menu, by the label before it. */
  property(label: string): Locator {
    return this.page.getByRole("button", { name: new RegExp(`^${label} `) });
  }

  /** An open menu. */
  menu(label: string): Locator {
    return this.page.getByRole("dialog", { name: label, exact: true });
  }

  /** Chooses a new value of a property in its menu. */
  async choose(label: string, choice: string): Promise<void> {
    await this.property(label).click();
    await this.menu(label).getByRole("option", { name: choice, exact: true }).click();
    await expect(this.menu(label)).toBeHidden();
  }

  async reply(text: string): Promise<void> {
    await this.field.fill(text);
    await this.field.press("Enter");
    await expect(this.field).toHaveValue("");
  }

  /** The field while it is in note mode. */
  get noteField(): Locator {
    return this.page.getByRole("textbox", { name: this.words.note, exact: true });
  }

  /** Writes a note for colleagues, and goes back to replying. */
  async note(text: string): Promise<void> {
    await this.page.getByRole("button", { name: this.words.note, exact: true }).click();
    await this.noteField.fill(text);
    await this.noteField.press("Enter");
    await expect(this.noteField).toHaveValue("");
    await this.page.getByRole("button", { name: this.words.reply, exact: true }).click();
  }

  /** Returns the mark of another agent who is viewing the same conversation, and what they are doing. */
  viewer(words: string): Locator {
    return this.page.locator(".viewers").filter({ hasText: words });
  }

  /** Picks files with the paperclip. They stay in the composer. */
  async stage(files: SentFile[]): Promise<void> {
    await expect(this.page.getByRole("button", { name: this.files.attach })).toBeVisible();
    await this.page.locator(".composer input[type=file]").setInputFiles(files);
  }

  /** Picks files and sends them as a reply. */
  async pick(files: SentFile[]): Promise<void> {
    await this.stage(files);
    await this.page.locator(".composer").getByRole("button", { name: this.words.send, exact: true }).click();
  }

  /** Files that have not arrived. */
  get uploads(): Locator {
    return this.page.locator(".adda-upload");
  }

  /** Signs out, and waits for the sign-in page. With `unsent`, confirms that unsent messages are deleted. */
  async signOut(unsent?: "unsent"): Promise<void> {
    await this.page.getByRole("button", { name: this.words.signOut, exact: true }).click();
    if (unsent) await this.page.getByRole("button", { name: this.words.signOutAnyway, exact: true }).click();
    await expect(this.signInButton).toBeVisible();
  }

  /** Returns the button on the rail that shows the unsent messages, by their number. */
  unsentButton(count: number): Locator {
    return this.page.getByRole("button", { name: `${this.words.unsentMessages}: ${this.words.number(count)}`, exact: true });
  }

  /** Returns a message with this text, from either side, and what is shown below it. */
  message(text: string): Locator {
    return this.log.locator(".message").filter({ hasText: text });
  }

  /** Waits until the server has a reply of this agent. */
  async expectDelivered(text: string): Promise<void> {
    await expect(this.message(text)).toContainText(new RegExp(`${this.words.sent}|${this.words.read}`));
  }
}
