import { pdf, text } from "../../support/files.ts";
import { expect, test, signIdentity } from "../../support/embedding.ts";
import { answered } from "../../support/problems.ts";
import { Rest } from "../../support/rest.ts";
import { Uploads, answer, storedFiles } from "../../support/uploads.ts";

const RAHIM = { sub: "17", name: "Rahim Uddin" };
const KARIMA = { sub: "18", name: "Karima" };

test.describe.configure({ timeout: 60_000 });

for (const next of ["a visitor", "another customer"]) {
  test(`unsent files are deleted when ${next} follows the customer on the page`, async ({ site, server, people, problems }) => {
    for (const problem of [answered(502), /net::ERR_FAILED/, /Refused to get unsafe header/]) problems.expect(problem);
    site.put("/", { line: { "data-identity-token": signIdentity(RAHIM) } });
    const { page, chat } = await people.customer({ path: `${site.url}/` });
    const uploads = Uploads.of(page);
    await chat.open();
    const heal = await uploads.spoil(answer(502, { "Access-Control-Allow-Origin": site.url }));
    await chat.pick([pdf("private.pdf")]);
    await uploads.expectBegun(1);
    await expect.poll(() => storedFiles(page)).toBe(1);
    await heal();
    const before = uploads.begun;
    if (next === "a visitor") await page.evaluate(() => window.adda("signOut"));
    else await page.evaluate((token) => window.adda("identify", { token }), signIdentity(KARIMA));
    await expect.poll(() => storedFiles(page)).toBe(0);
    await chat.open();
    await chat.send("Somebody else");
    await chat.expectDelivered("Somebody else");
    await expect(chat.uploads).toHaveCount(0);
    expect(uploads.begun).toBe(before);
    const rest = await Rest.signIn(server.url);
    expect(await rest.newestArrivals()).toEqual(["Somebody else"]);
  });
}

test("an upload continues after a reload of another site's page", async ({ site, server, people, problems }) => {
  for (const problem of [answered(502), /net::ERR_FAILED/, /Refused to get unsafe header/]) problems.expect(problem);
  site.put("/");
  const { page, chat } = await people.customer({ path: `${site.url}/` });
  const uploads = Uploads.of(page);
  await chat.open();
  const heal = await uploads.spoil(answer(502));
  await chat.pick([text("slow.txt", 2000)]);
  await uploads.expectBegun(1);
  await expect.poll(() => storedFiles(page)).toBe(1);
  await heal();
  // The window stays closed: loading the page is enough.
  await page.reload();
  const rest = await Rest.signIn(server.url);
  await expect.poll(() => rest.newestArrivals(), { timeout: 20_000 }).toEqual(["slow.txt"]);
});
