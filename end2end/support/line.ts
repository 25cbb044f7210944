import { once } from "node:events";
import { createServer, request as ask, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { Transform } from "node:stream";
import { setTimeout as wait } from "node:timers/promises";
import { freePort } from "./port.ts";
import { LINE_BROKEN } from "./problems.ts";
import { IDENTITY_SECRET, test as base } from "./embedding.ts";

/** A fault that a line applies to a request. */
export type Fault =
  /** Closes the connection; the server does not get the request. */
  | "refuse"
  /** Takes the request, does not pass it on and never answers. */
  | "hang"
  /** Passes the request on, but its answer never comes. */
  | "swallow"
  /** Passes on the first half of the answer, and then nothing more. */
  | "half"
  /** Passes on the first half of the answer and closes the connection. */
  | "cut"
  /** Answers with 502, as a reverse proxy does while its server is restarted. */
  | "502";

/** A rule that decides which requests have a fault, and which fault. */
interface Rule {
  where: RegExp;
  /** Returns the fault of the next request, or none; `undefined` when the rule no longer applies. */
  next: () => Fault | "none" | undefined;
}

/**
 * A reverse proxy in front of the server whose line can be slow, cut or silent. Requests that hang
 * keep hanging when the line passes again, as on a network that drops packets: the browser is not
 * notified.
 */
export class Line {
  readonly url: string;
  readonly #proxy: Server;
  readonly #target: URL;
  #rules: Rule[] = [];
  #delay = 0;
  #bytesPerSecond = Infinity;
  #asked: string[] = [];

  private constructor(proxy: Server, port: number, target: string) {
    this.#proxy = proxy;
    this.url = `http://127.0.0.1:${port}`;
    this.#target = new URL(target);
  }

  static async to(target: string): Promise<Line> {
    const port = await freePort();
    const proxy = createServer({ requestTimeout: 0, headersTimeout: 0 });
    const line = new Line(proxy, port, target);
    proxy.on("request", (request, response) => void line.#take(request, response));
    // A page that is left closes its connections.
    proxy.on("clientError", (_, socket) => socket.destroy());
    proxy.listen(port, "127.0.0.1");
    await once(proxy, "listening");
    return line;
  }

  /** Adds a fault for requests whose path matches, `times` times. The newest rule comes first. */
  fault(fault: Fault, where = /./, times = Infinity): this {
    let left = times;
    this.#rules.unshift({ where, next: () => (left-- > 0 ? fault : undefined) });
    return this;
  }

  /** Adds these faults in turn, one for each request, repeatedly. */
  flap(faults: (Fault | "none")[], where = /./): this {
    let at = 0;
    this.#rules.unshift({ where, next: () => faults[at++ % faults.length] });
    return this;
  }

  /** Delays each request by half of these milliseconds, and its answer by the other half. */
  delay(milliseconds: number): this {
    this.#delay = milliseconds;
    return this;
  }

  /** Limits how fast the bodies of requests are passed on. */
  throttle(bytesPerSecond: number): this {
    this.#bytesPerSecond = bytesPerSecond;
    return this;
  }

  /** Removes all faults and delays. */
  pass(): this {
    this.#rules = [];
    this.#delay = 0;
    this.#bytesPerSecond = Infinity;
    return this;
  }

  /** Closes all connections, including those that hang. */
  drop(): void {
    this.#proxy.closeAllConnections();
  }

  /** Returns how many requests have come whose path matches, with and without a fault. */
  count(where: RegExp): number {
    return this.#asked.filter((path) => where.test(path)).length;
  }

  async stop(): Promise<void> {
    this.#proxy.closeAllConnections();
    this.#proxy.close();
    await once(this.#proxy, "close");
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? "/";
    // A preflight request does not count as the request itself.
    const isPreflight = request.method === "OPTIONS";
    if (!isPreflight) this.#asked.push(path);
    const fault = isPreflight ? "none" : this.#next(path);
    response.on("error", () => {});
    if (fault === "refuse") request.socket.destroy();
    else if (fault === "hang") request.resume();
    else if (fault === "502") refuse(request, response);
    else await this.#pass(request, response, fault).catch(() => refuse(request, response));
  }

  /** Returns the fault of the next request for a path. */
  #next(path: string): Fault | "none" {
    for (const { where, next } of this.#rules) {
      const fault = where.test(path) ? next() : undefined;
      if (fault !== undefined) return fault;
    }
    return "none";
  }

  async #pass(request: IncomingMessage, response: ServerResponse, fault: Fault | "none"): Promise<void> {
    const delay = this.#delay / 2;
    await wait(delay);
    const { hostname, port } = this.#target;
    const asked = ask({ hostname, port, method: request.method, path: request.url, headers: request.headers, agent: false });
    // If the client gives up, the request to the server is aborted.
    response.once("close", () => asked.destroy());
    const answered = once(asked, "response");
    request.on("error", () => asked.destroy());
    request.pipe(this.#throttled()).pipe(asked);
    const [answer] = (await answered) as [IncomingMessage];
    const body = await whole(answer);
    await wait(delay);
    if (fault === "swallow") return;
    response.writeHead(answer.statusCode ?? 502, { ...answer.headers, ...(body.length > 0 && { "content-length": body.length }) });
    if (fault === "none") {
      response.end(body);
      return;
    }
    response.write(body.subarray(0, body.length / 2));
    if (fault === "cut") setTimeout(() => response.destroy(), 10);
  }

  #throttled(): Transform {
    const rate = this.#bytesPerSecond;
    return new Transform({
      transform: (part: Buffer, _, done) => {
        setTimeout(() => done(null, part), rate === Infinity ? 0 : (part.length / rate) * 1_000);
      },
    });
  }
}

function refuse(request: IncomingMessage, response: ServerResponse): void {
  request.resume();
  if (response.destroyed || response.headersSent) return;
  // Without this header, a page of another site could not tell the 502 from a CORS error.
  const { origin = "*" } = request.headers;
  response.writeHead(502, { "Content-Type": "text/html", "Access-Control-Allow-Origin": origin });
  response.end("<html><title>502 Bad Gateway</title></html>");
}

async function whole(answer: IncomingMessage): Promise<Buffer> {
  delete answer.headers["transfer-encoding"];
  const parts: Buffer[] = [];
  for await (const part of answer) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

/** The usual test, with a line between the browsers and the server, and with a shop on another site that uses it. */
export const test = base.extend<{ line: Line }>({
  line: async ({ server, problems }, use) => {
    const line = await Line.to(server.url);
    await use(line);
    // Requests that are still open end with the line.
    problems.expect(LINE_BROKEN);
    await line.stop();
  },
  settings: async ({ bareSite }, use) =>
    use({ ADDA_ALLOWED_ORIGINS: bareSite.url, ADDA_IDENTITY_SECRET: IDENTITY_SECRET }),
  site: async ({ bareSite, line }, use) => use(bareSite.supportedBy(line.url)),
});

export { expect } from "./test.ts";
