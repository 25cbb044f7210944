import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Page } from "@playwright/test";
import { expect, test, signIdentity } from "../../support/embedding.ts";

type Package = typeof import("../../../packages/widget/index.js");

const SOURCE = readFileSync(resolve(import.meta.dirname, "../../../packages/widget/index.js"), "utf8");
const MODULE = `data:text/javascript,${encodeURIComponent(SOURCE)}`;

/** Calls a function on the page with the package, which is the same in all calls. */
function call<Argument, Result>(
  page: Page,
  act: (adda: Package, argument: Argument) => Result | Promise<Result>,
  argument: Argument,
): Promise<Result> {
  const code = `async ([address, argument]) => (${act})(await import(address), argument)`;
  return page.evaluate(`(${code})(${JSON.stringify([MODULE, argument])})`);
}

test("an application loads the chat twice, as strict mode does, and a customer writes", async ({ site, server, people }) => {
  site.put("/", { bare: true });
  const { page, chat } = await people.customer({ path: `${site.url}/` });
  const options = { server: server.url, language: "en", identityToken: signIdentity({ sub: "17", name: "Rahim" }) };
  await call(
    page,
    async ({ load, unload }, given) => {
      const first = load(given);
      unload();
      await Promise.all([first, load(given)]);
    },
    options,
  );
  await expect(chat.button).toBeVisible();
  expect(await page.locator("script[src$='/widget.js']").count()).toBe(1);
  await call(page, ({ chat }) => chat.prefill("About order 12345"), null);
  await call(page, ({ chat }) => chat.open(), null);
  await expect(chat.field).toHaveValue("About order 12345");
  await chat.field.press("Enter");
  await chat.expectDelivered("About order 12345");

  const desk = await people.agent();
  await desk.open("Rahim");
  await call(
    page,
    ({ chat }) => {
      window.told = [];
      chat.on("message", (message) => window.told.push(["message", message]));
    },
    null,
  );
  await desk.reply("It is on its way");
  await expect.poll(() => page.evaluate(() => window.told)).toEqual([["message", { text: "It is on its way", sender: "admin" }]]);

  await call(page, ({ unload }) => unload(), null);
  expect(await page.locator("adda-chat").count()).toBe(0);
  expect(await page.locator("script[src$='/widget.js']").count()).toBe(0);
  await call(page, ({ load }, given) => load(given).then(() => undefined), options);
  await expect(chat.button).toBeVisible();
});

test("an application is told why the chat does not come", async ({ site, server, people, problems }) => {
  site.put("/", { bare: true });
  problems.expect(/blocked by CORS policy|net::ERR_|Failed to load resource/);
  const { page } = await people.customer({ path: `${site.url}/` });
  const code = (address: string): Promise<string> =>
    call(
      page,
      ({ load }, given) =>
        load({ server: given }).then(
          () => "loaded",
          (error) => error.code,
        ),
      address,
    );
  // The shop has no such file.
  expect(await code(site.url)).toBe("script");
  await page.reload();
  await page.route(`${server.url}/support/api/widget/**`, (route) => route.abort());
  expect(await code(server.url)).toBe("unreachable");
  await page.unroute(`${server.url}/support/api/widget/**`);
  expect(await code(server.url)).toBe("loaded");
});
