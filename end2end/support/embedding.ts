import { createHmac } from "node:crypto";
import "./page-globals.ts";
import { OtherSite } from "./other-site.ts";
import { test as base } from "./test.ts";

export const IDENTITY_SECRET = "a secret that only the tests know of";

interface Fixtures {
  /** A shop on another site, which may use the widget. */
  site: OtherSite;
}

/** The usual test, with a shop on another site. */
export const test = base.extend<Fixtures & { bareSite: OtherSite }>({
  bareSite: async ({}, use) => {
    const site = await OtherSite.start();
    await use(site);
    await site.stop();
  },
  settings: async ({ bareSite }, use) =>
    use({ ADDA_ALLOWED_ORIGINS: bareSite.url, ADDA_IDENTITY_SECRET: IDENTITY_SECRET, ADDA_DEMO_SHOP: "off" }),
  site: async ({ bareSite, server }, use) => use(bareSite.supportedBy(server.url)),
});

export { expect } from "./test.ts";

/** The claims of a shop about a customer. */
export interface Claims {
  sub: string;
  name?: string;
  email?: string;
  locale?: string;
  /** Set if it differs from the default. */
  exp?: number;
}

/** Signs the claims, as the shop's server does. The token is valid for `seconds`. */
export function signIdentity(claims: Claims, seconds = 3600): string {
  const exp = Math.floor(Date.now() / 1000) + seconds;
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const signed = `${part({ alg: "HS256", typ: "JWT" })}.${part({ exp, ...claims })}`;
  return `${signed}.${createHmac("sha256", IDENTITY_SECRET).update(signed).digest("base64url")}`;
}
