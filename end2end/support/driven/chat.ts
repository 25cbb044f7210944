import { error, Key, type WebDriver, type WebElement } from "selenium-webdriver";
import { expect } from "../test.ts";
import type { Words } from "../words/en.ts";
import { drawn, find, messages, scroll, type SeenMessage } from "./in-page.ts";

/** How long the page may take to show something. */
const LIMIT_MS = 15_000;

/** The chat widget in a browser that WebDriver drives. */
export class DrivenChat {
  readonly words: Words["widget"];
  readonly #driver: WebDriver;

  constructor(driver: WebDriver, words: Words) {
    this.#driver = driver;
    this.words = words.widget;
  }

  /** Waits for the round button. */
  async expectButton(): Promise<void> {
    await this.#with(".adda-button", async (button) => {
      expect(await button.isDisplayed()).toBe(true);
      expect(await button.getAccessibleName()).toBe(this.words.open);
    });
  }

  /** Presses the button, and waits for the conversation in the window. */
  async open(): Promise<void> {
    await this.#with(".adda-button", (button) => button.click());
    // The window of the loader is busy until the program's takes its place.
    await this.#with(".adda-window:not([hidden], [aria-busy])", async (window) => {
      expect(await window.getAriaRole()).toBe("dialog");
      expect(await window.getAccessibleName()).toBe(this.words.title);
    });
    await this.#with(":is(.adda-message, .adda-system)", async () => {});
  }

  /** Types a message and sends it. */
  async send(text: string): Promise<void> {
    await this.#with("textarea", async (field) => {
      expect(await field.getAccessibleName()).toBe(this.words.field);
      await field.sendKeys(text, Key.ENTER);
    });
    await this.#with("textarea", (field) => expect.poll(() => field.getProperty("value")).toBe(""));
  }

  /** Picks a file with the paperclip and sends it. */
  async pick(path: string): Promise<void> {
    await this.#with("input[type=file]", (input) => input.sendKeys(path));
    await this.#with(".adda-send:enabled", (button) => button.click());
  }

  /** Returns the messages that the customer sees, the oldest first. */
  messages(): Promise<SeenMessage[]> {
    return this.#driver.executeScript(messages);
  }

  /** Waits until the browser has drawn the page: what has just been added may be moved before that. */
  async expectDrawn(): Promise<void> {
    await this.#driver.executeAsyncScript(drawn);
  }

  /** Waits until the last message has this text and is visible. */
  async expectNewest(text: RegExp, picture = 0): Promise<void> {
    const newest = async () => (await this.messages()).at(-1);
    await expect.poll(newest).toMatchObject({ text: expect.stringMatching(text), isInSight: true, picture });
  }

  /** Scrolls the messages, after they have stopped moving. */
  async scroll(pixels: number): Promise<void> {
    await this.#driver.executeScript(scroll, pixels);
  }

  /** Waits for an element of the widget, and acts on it. */
  async #with(selector: string, act: (element: WebElement) => Promise<void>): Promise<void> {
    const attempt = async (): Promise<boolean> => {
      const element = await this.#driver.executeScript<WebElement | null>(find, selector);
      if (element === null) return false;
      try {
        await act(element);
        return true;
      } catch (reason) {
        // The program replaces the button that the server has rendered.
        if (reason instanceof error.StaleElementReferenceError) return false;
        throw reason;
      }
    };
    await this.#driver.wait(attempt, LIMIT_MS, `There is no ${selector}.`);
  }
}
