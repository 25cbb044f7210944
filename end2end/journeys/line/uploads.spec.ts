import { rmSync, writeFileSync } from "node:fs";
import { pdf } from "../../support/files.ts";
import { expect, test } from "../../support/line.ts";
import { answered } from "../../support/problems.ts";
import { Rest } from "../../support/rest.ts";
import { Uploads, storedFiles } from "../../support/uploads.ts";

const UPLOADS = /\/upload\/$/;
/** A failed attempt is retried after six seconds at most, and then less often. */
const AGAIN = { timeout: 25_000 };

test("an upload that is never answered is sent again after half a minute", async ({ server, people, line }) => {
  const { page, chat } = await people.customer({ at: line.url });
  const uploads = Uploads.of(page);
  await page.clock.install();
  await page.reload();
  await chat.open();
  line.fault("hang", UPLOADS, 1);
  await chat.pick([pdf("invoice.pdf")]);
  await uploads.expectBegun(1);
  await page.clock.fastForward(20_000);
  expect(uploads.begun).toBe(1);
  // The timeout of half a minute restarts while bytes are sent.
  await expect
    .poll(async () => {
      await page.clock.fastForward(10_000);
      return uploads.begun;
    }, AGAIN)
    .toBe(2);
  await expect(chat.log.getByRole("link", { name: `${chat.files.download}invoice.pdf` })).toHaveCount(1, AGAIN);
  const rest = await Rest.signIn(server.url);
  expect(await rest.newestArrivals()).toEqual(["invoice.pdf"]);
});

test("a file that was deleted from the disk is sent as it was picked", async ({ server, people, problems, line }, testInfo) => {
  for (const problem of [answered(502), /net::ERR_(UPLOAD_FILE_CHANGED|FILE_NOT_FOUND)/]) problems.expect(problem);
  const { page, chat } = await people.customer({ at: line.url });
  const uploads = Uploads.of(page);
  await chat.open();
  const path = testInfo.outputPath("notes.txt");
  writeFileSync(path, "as it was picked");
  line.fault("502", UPLOADS);
  await chat.pick(path);
  await expect.poll(() => storedFiles(page)).toBe(1);
  await uploads.expectBegun(1);
  rmSync(path);
  line.pass();
  const rest = await Rest.signIn(server.url);
  await expect.poll(() => rest.newestArrivals(), AGAIN).toEqual(["notes.txt"]);
  await expect(chat.log.locator(".adda-file-size")).toHaveText("16 bytes");
});
