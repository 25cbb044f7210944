import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { freePort } from "./port.ts";

/** The content of a page of the other site. */
export interface OtherPage {
  /** The attributes of the line that embeds the chat. */
  line?: Record<string, string> | undefined;
  /** Whether the page has no such line. */
  bare?: boolean;
  head?: string;
  body?: string;
  /** The page's content security policy. */
  policy?: string;
}

/** A shop on another site: static pages on their own origin and site. */
export class OtherSite {
  readonly url: string;
  readonly #server: Server;
  readonly #pages = new Map<string, OtherPage>();
  #support = "";

  private constructor(server: Server, port: number) {
    this.#server = server;
    // By name, not by address: `localhost` is a different site than 127.0.0.1, with its own cookies.
    this.url = `http://localhost:${port}`;
  }

  static async start(): Promise<OtherSite> {
    const port = await freePort();
    const server = createServer();
    const site = new OtherSite(server, port);
    server.on("request", (request, response) => {
      const page = site.#pages.get(new URL(request.url ?? "/", site.url).pathname);
      if (page === undefined) {
        response.writeHead(request.url === "/favicon.ico" ? 204 : 404).end();
        return;
      }
      const policy = page.policy === undefined ? {} : { "Content-Security-Policy": page.policy };
      response.writeHead(200, { "Content-Type": "text/html; charset=utf-8", ...policy }).end(site.#html(page));
    });
    server.listen(port, "localhost");
    await once(server, "listening");
    return site;
  }

  /** Sets the server that the chat comes from. */
  supportedBy(support: string): this {
    this.#support = support;
    return this;
  }

  /** Puts a page at a path. */
  put(path: string, page: OtherPage = {}): this {
    this.#pages.set(path, page);
    return this;
  }

  /** Returns the line that embeds the chat in a page. */
  line(attributes: Record<string, string> = {}): string {
    const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${value}"`);
    return `<script async src="${this.#support}/widget.js"${written.join("")}></script>`;
  }

  #html({ line = {}, bare = false, head = "", body = "<main><h1>A shop</h1><p><a href='/next'>Next</a></p></main>" }: OtherPage): string {
    return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A shop</title>${head}</head>
<body>${body}${bare ? "" : this.line(line)}</body></html>`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }
}
