// Who asks: an admin in the console and over REST, and a customer of long standing.
import { createHmac } from "node:crypto";
import { Connection } from "../connection.mjs";
import { ADMIN } from "../server.mjs";
import { REGULAR } from "./shop.mjs";

/** Signs what a shop says of its customers. */
export const IDENTITY_SECRET = "only for the benchmark, 32 or more bytes";

const DAY_SECONDS = 86_400;
const encode = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");

function identityToken(sub) {
  const claims = { sub, name: "The regular", exp: Math.floor(Date.now() / 1000) + DAY_SECONDS };
  const content = `${encode({ alg: "HS256", typ: "JWT" })}.${encode(claims)}`;
  return `${content}.${createHmac("sha256", IDENTITY_SECRET).update(content).digest("base64url")}`;
}

/** One kept-alive connection of somebody who is signed in. */
export class Caller {
  #connection;

  constructor(connection) {
    this.#connection = connection;
  }

  static async #signedIn(origin, path, body, cookie) {
    const connection = new Connection(origin);
    const { token } = await connection.post(path, body);
    connection.close();
    return new Caller(new Connection(origin, { cookie: `${cookie}=${token}` }));
  }

  static admin(origin) {
    return Caller.#signedIn(origin, "/support/api/login/", ADMIN, "adda_agent");
  }

  static regularCustomer(origin) {
    return Caller.#signedIn(origin, "/support/api/session/", { identity_token: identityToken(REGULAR) }, "adda_session");
  }

  /** Calls a server function. */
  call(name, argument) {
    return this.#connection.post(`/support/fn/${name}`, argument);
  }

  /** Fetches a page or a table; gives its text. */
  async get(path) {
    const { status, bytes } = await this.#connection.request("GET", path);
    if (status !== 200) throw new Error(`GET ${path} was answered with ${status}: ${bytes}`);
    return bytes.toString();
  }

  close() {
    this.#connection.close();
  }
}
