import type { Browser, Page } from "@playwright/test";
import { Console, EVERYTHING } from "./console.ts";
import type { Problems } from "./problems.ts";
import { DESK, type Screen } from "./screens.ts";
import { ADMIN, type Credentials, type Server } from "./server.ts";
import { Shop } from "./shop.ts";
import { ENGLISH, type Words } from "./words/en.ts";

/** The browser in which a person uses Adda. */
interface Looks {
  words?: Words;
  screen?: Screen;
  javaScriptEnabled?: boolean;
  /** The origin at which the person reaches the server, if not directly. */
  at?: string | undefined;
}

/** The people in a test. Each has their own browser context, which is watched for problems. */
export class People {
  readonly #browser: Browser;
  readonly #server: Server;
  readonly #problems: Problems;

  constructor(browser: Browser, server: Server, problems: Problems) {
    this.#browser = browser;
    this.#server = server;
    this.#problems = problems;
  }

  /** Opens a page of the shop as a customer. */
  async customer({ path = "/", ...looks }: Looks & { path?: string } = {}): Promise<Shop> {
    const shop = new Shop(await this.#newPage(looks), looks.words ?? ENGLISH);
    await shop.visit(path);
    return shop;
  }

  /** Opens the console without signing in, at the list of all conversations. */
  async stranger({ path = EVERYTHING, ...looks }: Looks & { path?: string } = {}): Promise<Console> {
    const desk = new Console(await this.#newPage(looks), looks.words ?? ENGLISH);
    await desk.visit(path);
    return desk;
  }

  /** Signs an agent in and turns on taking conversations. */
  async agent({ as = ADMIN, ...looks }: Looks & { as?: Credentials } = {}): Promise<Console> {
    const desk = await this.stranger(looks);
    await desk.signIn(as);
    await desk.goOnline();
    return desk;
  }

  async #newPage({ words = ENGLISH, screen = DESK, javaScriptEnabled = true, at = this.#server.url }: Looks): Promise<Page> {
    const context = await this.#browser.newContext({
      ...screen.options,
      baseURL: at,
      locale: words.locale,
      javaScriptEnabled,
    });
    this.#problems.watch(context);
    return context.newPage();
  }

  /** Closes the browser contexts of all people. */
  async leave(): Promise<void> {
    await Promise.all(this.#browser.contexts().map((context) => context.close()));
  }
}
