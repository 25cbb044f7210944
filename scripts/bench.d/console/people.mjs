// Visitors who write, over REST.
import { Connection } from "../connection.mjs";

/** A visitor with their own conversation. */
export class Visitor {
  #connection;
  #headers;
  #conversation;
  #count = 0;

  static async arrive(connection) {
    const visitor = new Visitor();
    const { token } = await connection.post("/support/api/session/");
    visitor.#connection = connection;
    visitor.#headers = { authorization: `Bearer ${token}` };
    const { conversation_id } = await connection.post("/support/api/conversation/create/", {}, visitor.#headers);
    visitor.#conversation = conversation_id;
    return visitor;
  }

  get conversation() {
    return this.#conversation;
  }

  /** Returns how many messages with its word the visitor has written. */
  get count() {
    return this.#count;
  }

  async write(content = `Message ${(this.#count += 1)}: when will the books that I ordered on Sunday arrive?`) {
    await this.#connection.post(`/support/api/conversation/${this.#conversation}/send/`, { content }, this.#headers);
  }
}

/** Opens a connection to write over. */
export const connect = (origin) => new Connection(origin);
