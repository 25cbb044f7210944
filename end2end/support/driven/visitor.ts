import type { WebDriver } from "selenium-webdriver";
import getLogInspector from "selenium-webdriver/bidi/logInspector.js";
import type { Problems } from "../problems.ts";
import type { Words } from "../words/en.ts";
import type { OtherBrowser } from "./browsers.ts";
import { DrivenChat } from "./chat.ts";
import { recordProblems, recordedProblems } from "./in-page.ts";

/** A customer in a browser that WebDriver drives, watched for problems. */
export class Visitor {
  readonly driver: WebDriver;
  readonly #shop: string;
  readonly #browser: OtherBrowser;
  readonly #problems: Problems;

  private constructor(driver: WebDriver, shop: string, browser: OtherBrowser, problems: Problems) {
    this.driver = driver;
    this.#shop = shop;
    this.#browser = browser;
    this.#problems = problems;
  }

  /** Returns a visitor with a browser. `shop` is the origin of the paths that they visit. */
  static async arrive(driver: WebDriver, shop: string, browser: OtherBrowser, problems: Problems): Promise<Visitor> {
    if (browser.tellsErrors) {
      const inspector = await getLogInspector(driver);
      await inspector.onLog(({ level, text }) => {
        if (level === "error") problems.report(`console: ${text}`);
      });
    }
    return new Visitor(driver, shop, browser, problems);
  }

  /** Goes to a page, and returns the chat on it. */
  async visit(path: string, words: Words): Promise<DrivenChat> {
    await this.#leavePage();
    await this.driver.get(new URL(path, this.#shop).href);
    if (!this.#browser.tellsErrors) await this.driver.executeScript(recordProblems);
    return new DrivenChat(this.driver, words);
  }

  /** Ends the visit. */
  async leave(): Promise<void> {
    await this.#leavePage();
  }

  async #leavePage(): Promise<void> {
    if (this.#browser.tellsErrors) return;
    for (const problem of await this.driver.executeScript<string[]>(recordedProblems)) this.#problems.report(problem);
  }
}
