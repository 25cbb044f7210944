/** The languages of the chat. */
export type Language = "en" | "bn";

/** What `load` needs to know. */
export interface Options {
  /** The address of the Adda server, such as `https://support.example.com`. */
  server: string;
  /** The language; a tag such as `bn-BD` works too. Without it, the `lang` of the page. */
  language?: Language | (string & {});
  /** The corner of the button. Without it, as in the settings. */
  position?: "bottom-right" | "bottom-left";
  /** The colour, `#rrggbb`. Without it, as in the settings. */
  color?: string;
  /** Light, dark, or as the customer's device is set. Without it, as in the settings. */
  colorScheme?: "light" | "dark" | "auto";
  /**
   * The identity token that your server has signed. An empty text means that no customer is
   * signed in: the chat then deletes the data of an earlier one.
   */
  identityToken?: string;
  /**
   * Returns a new identity token from your server, or an empty text if no customer is signed in.
   * Called when a token has expired or is invalid, at most once a minute.
   */
  renewToken?: () => string | Promise<string>;
  /** Where customers sign in, for shops whose chat is only for known customers. */
  signInUrl?: string;
  /** Hides the button: your own one opens the chat. */
  hideButton?: boolean;
  /** The nonce of the page's content security policy. Not needed with `'strict-dynamic'`. */
  nonce?: string;
  /** The milliseconds after which the promise is rejected. 30,000 by default. */
  timeout?: number;
}

/** A message from the shop. */
export interface ShopMessage {
  text: string;
  /** The name of the agent who wrote it. */
  sender: string;
}

/** What prevents the chat from working. */
export type Problem =
  /**
   * The identity token is invalid or has expired: identify again. Told once for each token. If the
   * next one is rejected too, it is told a minute later, then after longer and longer waits.
   */
  | { reason: "identity" }
  /** The server does not answer, or does not allow this origin. The chat retries automatically. */
  | { reason: "unreachable" }
  /** The page's content security policy lacks a source. */
  | { reason: "policy"; missing: string };

/** The events, each with the arguments of its callbacks. */
export interface Events {
  /** The button is there. Called at once if it is there already. */
  ready: [];
  open: [];
  close: [];
  message: [message: ShopMessage];
  /** The number of unread messages has changed. */
  unread: [count: number];
  /** Whether the chat is turned on in the settings. Called at once if that is known already. */
  state: [state: "on" | "off"];
  error: [problem: Problem];
}

/** The commands. Those that are called before the chat has loaded are carried out then. */
export interface Chat {
  /** Opens the window. */
  open(): void;
  /** Closes the window. */
  close(): void;
  /** Opens or closes the window. */
  toggle(): void;
  /** Shows the button. */
  show(): void;
  /** Hides the button. */
  hide(): void;
  /** Tells the chat who the customer is, by a token that your server has signed. */
  identify(token: string): void;
  /** Signs the customer out: none of their data stays in the browser. */
  signOut(): void;
  /** Switches to another language. */
  setLanguage(language: Language | (string & {})): void;
  /** Puts a text into the field. */
  prefill(text: string): void;
  /** Calls `callback` at each event. Returns a function that removes it. */
  on<Name extends keyof Events>(name: Name, callback: (...values: Events[Name]) => void): () => void;
}

/** The kind of a failure of `load`. */
export type FailureCode =
  /** There is no page: this is a server, which renders the application. */
  | "no_page"
  /** `server` is not a valid address, or the page has the chat of another server. */
  | "server"
  /** The script could not be loaded: the address is wrong, or something blocks it. */
  | "script"
  /** The server does not answer, or does not allow the page's origin. The chat retries automatically. */
  | "unreachable"
  /** The chat is turned off in the settings. */
  | "off"
  /** The chat was not ready in time. */
  | "timeout";

/** Says why the chat is not on the page. */
export class AddaError extends Error {
  readonly code: FailureCode;
  constructor(code: FailureCode, message: string);
}

/** The commands, which can be used before `load` is called. They do nothing on a server. */
export const chat: Chat;

/**
 * Adds the chat to the page, once, and resolves when its button is there. Call it as often as you
 * like: it adds the chat again after `unload`, and applies another `identityToken`, `language`,
 * `colorScheme` or `renewToken`. The other options apply only to the call that adds it.
 *
 * @throws {AddaError} (as a rejection) if the chat does not come. The next call tries again.
 */
export function load(options: Options): Promise<Chat>;

/**
 * Removes the chat from the page, with its script, requests, timers and listeners, for parts of an
 * application without a chat. The conversation stays in the browser, and your callbacks (`chat.on`)
 * stay registered. `load` adds the chat again.
 */
export function unload(): void;
