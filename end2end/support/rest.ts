import { ADMIN } from "./server.ts";

interface Row {
  subject: string;
  conversation_id: string;
  customer: { name: string; is_anonymous: boolean };
  status: string;
  priority: string;
  unread: number;
  assigned_agent: { id: number; name: string } | null;
}

interface Arrival {
  content: string;
  attachment_name: string;
  message_type: string;
}

/** The REST API, which prepares a test and checks what the server has stored. */
export class Rest {
  readonly #url: string;
  /** The token of the session. */
  readonly token: string;

  private constructor(url: string, token: string) {
    this.#url = url;
    this.token = token;
  }

  /** Signs in as the admin. */
  static async signIn(url: string): Promise<Rest> {
    const { token } = await new Rest(url, "").post<{ token: string }>("/support/api/login/", ADMIN);
    return new Rest(url, token);
  }

  /** Uses the session of this token. */
  static with(url: string, token: string): Rest {
    return new Rest(url, token);
  }

  /** Begins a session as a new anonymous customer. */
  static async visitor(url: string): Promise<Rest> {
    const { token } = await new Rest(url, "").post<{ token: string }>("/support/api/session/");
    return new Rest(url, token);
  }

  /** Writes in the open conversation of the customer with this token. Returns its id. */
  async write(texts: string[]): Promise<string> {
    const { conversation_id } = await this.post<{ conversation_id: string }>("/support/api/conversation/create/");
    for (const content of texts) await this.post(`/support/api/conversation/${conversation_id}/send/`, { content });
    return conversation_id;
  }

  /** Returns the inbox: conversations that have a message. */
  async conversations(): Promise<Row[]> {
    return (await this.#ask<{ conversations: Row[] }>("GET", "/support/agent/api/conversations/")).conversations;
  }

  /** Returns the contents of all messages of both sides in a conversation, the oldest first. */
  async messages(conversation: string): Promise<string[]> {
    const path = `/support/agent/api/conversation/${conversation}/messages/`;
    const { messages } = await this.#ask<{ messages: { content: string; message_type: string }[] }>("GET", path);
    return messages.filter(({ message_type }) => message_type !== "system").map(({ content }) => content);
  }

  /**
   * Returns the contents of all messages in the conversation with the newest message. Returns an empty
   * list while no message exists.
   */
  async newestMessages(): Promise<string[]> {
    const [newest] = await this.conversations();
    return newest === undefined ? [] : this.messages(newest.conversation_id);
  }

  /** Returns the same as `messages`, with the file's name for a message without text. */
  async arrivals(conversation: string): Promise<string[]> {
    const path = `/support/agent/api/conversation/${conversation}/messages/`;
    const { messages } = await this.#ask<{ messages: Arrival[] }>("GET", path);
    const ofBothSides = messages.filter(({ message_type }) => message_type !== "system");
    return ofBothSides.map(({ content, attachment_name }) => content || attachment_name);
  }

  /** Returns the arrivals in the conversation with the newest message, or an empty list while no message exists. */
  async newestArrivals(): Promise<string[]> {
    const [newest] = await this.conversations();
    return newest === undefined ? [] : this.arrivals(newest.conversation_id);
  }

  /** Replies as an agent in the conversation with the newest message. */
  async reply(content: string): Promise<void> {
    const [newest] = await this.conversations();
    if (newest === undefined) throw new Error("No conversation has a message yet.");
    await this.post(`/support/agent/api/conversation/${newest.conversation_id}/send/`, { content });
  }

  /** Changes some of the shop's settings. */
  async changeSettings(change: object): Promise<void> {
    await this.patch("/support/admin/api/settings/", change);
  }

  patch<T = unknown>(path: string, body: object): Promise<T> {
    return this.#ask("PATCH", path, body);
  }

  /** Returns the shop's settings. */
  settings(): Promise<{ business_periods: { start: string; end: string }[][] | null }> {
    return this.#ask("GET", "/support/admin/api/settings/");
  }

  get<T = unknown>(path: string): Promise<T> {
    return this.#ask("GET", path);
  }

  post<T = unknown>(path: string, body: object = {}): Promise<T> {
    return this.#ask("POST", path, body);
  }

  put<T = unknown>(path: string, body: object = {}): Promise<T> {
    return this.#ask("PUT", path, body);
  }

  /** Ends the session of this token. */
  async endSession(): Promise<void> {
    await this.post("/support/api/logout/");
  }

  async #ask<T>(method: string, path: string, body?: object): Promise<T> {
    const headers: Record<string, string> = { "Content-Type": "application/json" };
    if (this.token) headers.Authorization = `Bearer ${this.token}`;
    const response = await fetch(this.#url + path, { method, headers, body: body ? JSON.stringify(body) : null });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }
}
