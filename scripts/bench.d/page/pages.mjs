// The demonstration shop's page of one book, with the chat and without it: on the support server's
// own site, and on another site, which embeds the chat with the line for any shop.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { Connection } from "../connection.mjs";
import { ADMIN, Server } from "../server.mjs";
import { startRelay } from "./relay.mjs";

const BOOK = "/books/gitanjali";
const LINE = /<script async src="[^"]*\/widget\.js"[^>]*><\/script>/g;

/** Returns the page without the line. Fails without a line, because the same page would be measured twice. */
function withoutLine(page) {
  if (page.match(LINE)?.length !== 1) throw new Error("the shop's page does not have exactly one line for the chat");
  return page.replace(LINE, "");
}

/** Sets business hours that cover the whole day, and whether the shop has a chat. */
async function set(origin, is_enabled) {
  const connection = new Connection(origin);
  const { token } = await connection.post("/support/api/login/", ADMIN);
  const change = { is_enabled, business_hours_start: "00:00", business_hours_end: "00:00" };
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const { status, bytes } = await connection.request("PATCH", "/support/admin/api/settings/", { headers, body: JSON.stringify(change) });
  connection.close();
  if (status !== 200) throw new Error(`the settings were answered with ${status}: ${bytes}`);
}

/** Starts the servers. Returns the pages, and the function that stops the servers. */
export async function startPages(binary, parent) {
  const folder = (name) => {
    mkdirSync(join(parent, name));
    return join(parent, name);
  };
  const withLine = await startRelay((page) => page);
  const withNone = await startRelay(withoutLine);
  const own = { ADDA_DEMO_SHOP: "on", ADDA_IDENTITY_SECRET: "only for the benchmark, and thus known to all" };
  const support = (await Server.start(binary, folder("support"), { ...own, ADDA_ALLOWED_ORIGINS: withLine.origin })).server;
  const silent = (await Server.start(binary, folder("silent"), own)).server;
  await set(support.origin, true);
  await set(silent.origin, false);
  const elsewhere = { ...own, ADDA_PUBLIC_URL: withLine.origin, ADDA_SUPPORT_URL: support.origin };
  const shop = (await Server.start(binary, folder("shop"), elsewhere, { command: "shop", readyAt: "/" })).server;
  for (const relay of [withLine, withNone]) relay.to(shop.origin);
  const pages = [
    { name: "the server's own shop", withChat: support.origin + BOOK, without: silent.origin + BOOK },
    { name: "a shop on another site", withChat: withLine.origin + BOOK, without: withNone.origin + BOOK },
  ];
  const stop = async () => {
    for (const relay of [withLine, withNone]) relay.stop();
    for (const server of [shop, silent, support]) await server.stop();
  };
  return { pages, stop };
}
