import type { Page, Request, Route } from "@playwright/test";
import { expect } from "./test.ts";

/** The addresses to which customers and agents send files. */
const UPLOAD = /\/upload\/(\?.*)?$/;

/** The browser's message about a request that these helpers break. */
export const SPOILT = /net::ERR_(INTERNET_DISCONNECTED|CONNECTION_RESET|FAILED|EMPTY_RESPONSE)/;

/** Counts the uploads of a page, and makes them fail. */
export class Uploads {
  readonly #page: Page;
  #begun = 0;

  private constructor(page: Page) {
    this.#page = page;
  }

  static of(page: Page): Uploads {
    const uploads = new Uploads(page);
    page.on("request", (request: Request) => {
      if (UPLOAD.test(request.url()) && request.method() === "POST") uploads.#begun += 1;
    });
    return uploads;
  }

  /** Returns how many have begun on this page. */
  get begun(): number {
    return this.#begun;
  }

  /** Makes uploads fail in this way until the returned function is called. */
  async spoil(how: (route: Route) => Promise<unknown>): Promise<() => Promise<void>> {
    const handle = async (route: Route): Promise<void> => {
      // A page that is left drops its routes.
      await how(route).catch(() => undefined);
    };
    await this.#page.route(UPLOAD, handle);
    return () => this.#page.unroute(UPLOAD, handle);
  }

  /** Waits until this many have begun. */
  async expectBegun(count: number): Promise<void> {
    await expect.poll(() => this.#begun, { timeout: 20_000 }).toBeGreaterThanOrEqual(count);
  }
}

/** Leaves the request without an answer. */
export const silence = (): Promise<void> => Promise.resolve();

/** Answers with a status, as a proxy does. */
export const answer =
  (status: number, headers: Record<string, string> = {}) =>
  (route: Route): Promise<void> =>
    route.fulfill({ status, headers, contentType: "text/html", body: "<h1>Not now</h1>" });

/** Breaks the connection. */
export const reset = (route: Route): Promise<void> => route.abort("connectionreset");

/** Lets the server take the file, and sends half of its answer. */
export async function cutOffAnswer(route: Route): Promise<void> {
  const response = await route.fetch();
  const text = await response.text();
  await route.fulfill({ status: 200, contentType: "application/json", body: text.slice(0, text.length / 2) });
}

/** Makes the browser refuse to store files, as in a private window. */
export async function forbidIndexedDb(page: Page): Promise<void> {
  await page.addInitScript(() => {
    Object.defineProperty(window, "indexedDB", {
      get: () => {
        throw new DOMException("The operation is insecure.", "SecurityError");
      },
    });
  });
}

/** Returns how many files the page's browser stores, of customers and of agents. */
export function storedFiles(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error("failed"));
      });
    let count = 0;
    for (const { name } of await indexedDB.databases()) {
      const database = await done(indexedDB.open(name ?? ""));
      count += await done(database.transaction("files").objectStore("files").count());
      database.close();
    }
    return count;
  });
}

/** Leaves the page as if its tab were closed. Returns whether the browser asked for confirmation. */
export async function closeTab(page: Page): Promise<boolean> {
  const asked = new Promise<boolean>((resolve) => {
    page.once("dialog", (dialog) => {
      resolve(dialog.type() === "beforeunload");
      void dialog.accept();
    });
    page.once("close", () => resolve(false));
  });
  await page.close({ runBeforeUnload: true });
  return asked;
}
