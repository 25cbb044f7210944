import { createHash, createSign, generateKeyPairSync } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** An OpenID provider that signs every browser in as the same person. */
export class Issuer {
  /** The email address that it has verified. */
  email = "boss@example.com";
  readonly #key = generateKeyPairSync("rsa", { modulusLength: 2048 });
  readonly #asked = new Map<string, URLSearchParams>();
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  static async start(): Promise<Issuer> {
    const issuer = new Issuer();
    await new Promise<void>((listening) => issuer.#server.listen(0, "127.0.0.1", listening));
    return issuer;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((closed) => this.#server.close(closed));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { url } = this;
    const { pathname, searchParams } = new URL(request.url ?? "/", url);
    const json = (value: object): void =>
      void response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(value));
    if (pathname === "/.well-known/openid-configuration") {
      json({
        issuer: url,
        authorization_endpoint: `${url}/authorize`,
        token_endpoint: `${url}/token`,
        jwks_uri: `${url}/keys`,
        response_types_supported: ["code"],
        subject_types_supported: ["public"],
        id_token_signing_alg_values_supported: ["RS256"],
      });
    } else if (pathname === "/keys") {
      json({ keys: [{ ...this.#key.publicKey.export({ format: "jwk" }), alg: "RS256", use: "sig", kid: "1" }] });
    } else if (pathname === "/authorize") {
      const code = String(this.#asked.size);
      this.#asked.set(code, searchParams);
      const back = new URL(searchParams.get("redirect_uri") ?? url);
      back.search = new URLSearchParams({ code, state: searchParams.get("state") ?? "" }).toString();
      response.writeHead(302, { location: back.href }).end();
    } else {
      const given = new URLSearchParams(await text(request));
      const asked = this.#asked.get(given.get("code") ?? "");
      const challenge = createHash("sha256").update(given.get("code_verifier") ?? "").digest("base64url");
      if (asked?.get("code_challenge") !== challenge) return void response.writeHead(400).end("{}");
      json({ access_token: "x", token_type: "Bearer", id_token: this.#token(asked.get("nonce")) });
    }
  }

  #token(nonce: string | null): string {
    const now = Math.floor(Date.now() / 1000);
    const about = { iss: this.url, sub: "1", aud: "adda", iat: now, exp: now + 300, nonce };
    const claims = { ...about, email: this.email, email_verified: true };
    const signed = `${encoded({ alg: "RS256", kid: "1" })}.${encoded(claims)}`;
    return `${signed}.${createSign("RSA-SHA256").update(signed).sign(this.#key.privateKey, "base64url")}`;
  }
}
