import type { BrowserContext } from "@playwright/test";

/** The browser's message about a request while no server answers. */
export const SERVER_DOWN = /net::ERR_(CONNECTION_(REFUSED|RESET|CLOSED)|EMPTY_RESPONSE|SOCKET_NOT_CONNECTED)/;
/** The browser's message about a request on a line that breaks. */
export const LINE_BROKEN =
  /net::ERR_(CONNECTION_(REFUSED|RESET|CLOSED)|EMPTY_RESPONSE|SOCKET_NOT_CONNECTED|FAILED|CONTENT_LENGTH_MISMATCH|INCOMPLETE_CHUNKED_ENCODING|TIMED_OUT)|status of 502|blocked by CORS policy/;
/** The browser's message about a typing hint that was under way when another customer signed in. */
export const LATE_HINT = /status of 401 .*\/support\/fn\/typing\)/;
/** Returns the browser's message about an answer with this status. */
export const answered = (status: number): RegExp => new RegExp(`responded with a status of ${status}\\b`);

/**
 * Records errors in the browsers' consoles, uncaught errors and failed requests, in all pages of
 * all watched contexts.
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
      // A page that is left aborts its open requests.
      if (reason !== "net::ERR_ABORTED") this.report(`request: ${request.method()} ${request.url()} ${reason}`);
    });
  }

  /** Expects problems that match, from now on. */
  expect(problem: RegExp): void {
    this.#expected.push(problem);
  }

  /** Records a problem. */
  report(problem: string): void {
    if (!this.#expected.some((expected) => expected.test(problem))) this.#found.push(problem);
  }

  /** Returns the problems that the test did not expect. */
  get unexpected(): readonly string[] {
    return this.#found;
  }
}
