// Callers: an admin in the console and over REST, and a customer with a long history.
import { createHmac } from "node:crypto";
import { Connection } from "../connection.mjs";
import { ADMIN } from "../server.mjs";

/** The secret with which a shop signs its customers' identities. */
export const IDENTITY_SECRET = "only for the benchmark, 32 or more bytes";

/** The shop's id of the customer with the most messages. */
const REGULAR = "demo-regular";
const DAY_SECONDS = 86_400;
const encode = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");

function identityToken(sub) {
  const claims = { sub, name: "The regular", exp: Math.floor(Date.now() / 1000) + DAY_SECONDS };
  const content = `${encode({ alg: "HS256", typ: "JWT" })}.${encode(claims)}`;
  return `${content}.${createHmac("sha256", IDENTITY_SECRET).update(content).digest("base64url")}`;
}

/** Sends a message as a visitor. */
export const say = ({ caller, conversation }, content) => caller.post(`/support/api/conversation/${conversation}/send/`, { content });

/** One kept-alive connection of a signed-in person. */
export class Caller {
  #connection;

  constructor(connection, headers) {
    this.#connection = connection;
    this.headers = headers;
  }

  static async #signedIn(origin, path, body, cookie) {
    const connection = new Connection(origin);
    const { token } = await connection.post(path, body);
    connection.close();
    const headers = { cookie: `${cookie}=${token}` };
    return new Caller(new Connection(origin, headers), headers);
  }

  static admin(origin) {
    return Caller.#signedIn(origin, "/support/api/login/", ADMIN, "adda_agent");
  }

  static regularCustomer(origin) {
    return Caller.#signedIn(origin, "/support/api/session/", { identity_token: identityToken(REGULAR) }, "adda_session");
  }

  /** Returns a visitor with a conversation and one message in it: `{caller, conversation}`. */
  static async visitor(origin) {
    const first = new Connection(origin);
    const { token } = await first.post("/support/api/session/");
    first.close();
    const headers = { authorization: `Bearer ${token}` };
    const caller = new Caller(new Connection(origin, headers), headers);
    const { conversation_id: conversation } = await caller.post("/support/api/conversation/create/");
    const visitor = { caller, conversation };
    await say(visitor, "Good morning! Is there any news?");
    return visitor;
  }

  /** Identifies the visitor as the regular customer, as the shop's page does. */
  identify() {
    return this.post("/support/api/session/", { identity_token: identityToken(REGULAR) });
  }

  /** Posts JSON to the REST API. */
  post(path, body = {}) {
    return this.#connection.post(path, body);
  }

  /** Calls a server function. */
  call(name, argument) {
    return this.#connection.post(`/support/fn/${name}`, argument);
  }

  /** Fetches a page or a table. Returns its text. */
  async get(path) {
    const { status, bytes } = await this.#connection.request("GET", path);
    if (status !== 200) throw new Error(`GET ${path} was answered with ${status}: ${bytes}`);
    return bytes.toString();
  }

  close() {
    this.#connection.close();
  }
}
