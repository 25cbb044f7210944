import type { BrowserContext } from "@playwright/test";

/** What the browser says of requests while nothing answers. */
export const SERVER_DOWN = /net::ERR_(CONNECTION_(REFUSED|RESET|CLOSED)|EMPTY_RESPONSE|SOCKET_NOT_CONNECTED)/;
/** What the browser says of requests on a line that breaks. */
export const LINE_BROKEN =
  /net::ERR_(CONNECTION_(REFUSED|RESET|CLOSED)|EMPTY_RESPONSE|SOCKET_NOT_CONNECTED|FAILED|CONTENT_LENGTH_MISMATCH|INCOMPLETE_CHUNKED_ENCODING|TIMED_OUT)|status of 502|blocked by CORS policy/;
/** What the browser says of a typing hint that was under way when another customer signed in. */
export const LATE_HINT = /status of 401 .*\/support\/fn\/typing\)/;
/** What the browser says of an answer with this status. */
export const answered = (status: number): RegExp => new RegExp(`responded with a status of ${status}\\b`);

/**
 * Errors in the browsers' consoles, errors that nobody caught, and requests
 * that failed: in all pages of all contexts that are watched.
 */
export class Problems {
  readonly #found: string[] = [];
  readonly #expected: RegExp[] = [];

  watch(context: BrowserContext): void {
    context.on("console", (message) => {
      if (message.type() === "error") this.report(`console: ${message.text()} (${message.location().url})`);
    });
    context.on("weberror", (error) => this.report(`uncaught: ${error.error().stack ?? error.error().message}`));
    context.on("requestfailed", (request) => {
      const reason = request.failure()?.errorText ?? "";
      // A page that is left gives up what it was waiting for.
      if (reason !== "net::ERR_ABORTED") this.report(`request: ${request.method()} ${request.url()} ${reason}`);
    });
  }

  /** From now on, what this matches belongs to the test. */
  expect(problem: RegExp): void {
    this.#expected.push(problem);
  }

  /** Something has gone wrong. */
  report(problem: string): void {
    if (!this.#expected.some((expected) => expected.test(problem))) this.#found.push(problem);
  }

  /** What nobody expected. */
  get unexpected(): readonly string[] {
    return this.#found;
  }
}
