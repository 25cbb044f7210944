import type { Response } from "@playwright/test";
import { expect, test } from "../../support/embedding.ts";

/** Kilobytes of 1,000 bytes, compressed, as they come over the network. */
const MOST_BYTES = 4_000;
const MOST_REQUESTS = 2;

test("before any click the page downloads next to nothing", async ({ site, server, people }) => {
  site.put("/");
  const { page, chat } = await people.customer({ path: "about:blank" });
  const answers: Response[] = [];
  page.on("response", (response) => {
    if (response.url().startsWith(server.url)) answers.push(response);
  });
  await page.goto(`${site.url}/`);
  await expect(chat.button).toBeVisible();
  await page.waitForLoadState("networkidle");
  const sizes = await Promise.all(answers.map((answer) => answer.request().sizes()));
  const bytes = sizes.reduce((sum, { responseBodySize }) => sum + responseBodySize, 0);
  console.log(`    before any click: ${bytes} bytes in ${answers.length} requests`);
  expect(answers.map((answer) => new URL(answer.url()).pathname)).toEqual(["/widget.js", "/support/api/widget/"]);
  expect(answers.length).toBeLessThanOrEqual(MOST_REQUESTS);
  expect(bytes).toBeGreaterThan(1_000);
  expect(bytes).toBeLessThanOrEqual(MOST_BYTES);
});

test("the button shifts nothing, and no task holds up the page", async ({ site, people }) => {
  site.put("/");
  const { page, chat } = await people.customer({ path: "about:blank" });
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  await page.addInitScript(() => {
    window.seen = [];
    for (const type of ["layout-shift", "longtask"]) {
      new PerformanceObserver((list) => window.seen.push(...list.getEntries().map(({ entryType }) => entryType))).observe({
        type,
        buffered: true,
      });
    }
  });
  await page.goto(`${site.url}/`);
  await expect(chat.button).toBeVisible();
  await page.waitForLoadState("networkidle");
  expect((await page.evaluate(() => window.seen)).filter((type) => type === "layout-shift")).toEqual([]);
});
