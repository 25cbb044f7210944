import { expectAccessible } from "../../support/accessibility.ts";
import { expect, test } from "../../support/embedding.ts";
import { OtherSite } from "../../support/other-site.ts";

test("one line on a page of another site: a customer writes, an agent answers, the customer sees it", async ({ site, people }) => {
  site.put("/").put("/next");
  const { page, chat } = await people.customer({ path: `${site.url}/` });
  const desk = await people.agent();
  await chat.open();
  await expect(chat.field).toBeFocused();
  await expectAccessible(page, "the chat on another site");
  await chat.send("Do you ship to Sylhet?");
  await chat.expectDelivered("Do you ship to Sylhet?");

  await desk.open("Do you ship to Sylhet?");
  await expect(chat.message("Do you ship to Sylhet?")).toContainText(chat.words.read);
  await desk.reply("We do, within five days.");
  await expect(chat.message("We do, within five days.")).toBeVisible();
  await expect(desk.message("We do, within five days.")).toContainText(desk.words.read);

  // The conversation continues on the next page, with the shop's own storage and without a cookie.
  await page.goto(`${site.url}/next`);
  await chat.open();
  await expect(chat.message("Do you ship to Sylhet?")).toHaveCount(1);
  expect(await page.context().cookies()).toEqual([]);
});

test("a closed window's badge counts new messages, on the next page too", async ({ site, people }) => {
  site.put("/").put("/next");
  const { page, chat } = await people.customer({ path: `${site.url}/` });
  const desk = await people.agent();
  await chat.open();
  await chat.send("Is it open?");
  await desk.open("Is it open?");
  await chat.close();
  await page.goto(`${site.url}/next`);
  await desk.reply("It is.");
  await expect(chat.button).toHaveAccessibleName(chat.words.oneUnread, { timeout: 30_000 });
  await chat.button.press("Enter");
  await expect(chat.message("It is.")).toBeVisible();
});

test("a site that is not allowed gets no chat, and the browser's console says why", async ({ server, people, problems }) => {
  const stranger = await OtherSite.start();
  stranger.supportedBy(server.url).put("/");
  problems.expect(/blocked by CORS policy|net::ERR_FAILED/);
  const { page } = await people.customer({ path: "about:blank" });
  const told = page.waitForEvent("console", (message) => message.text().startsWith("Adda: "));
  await page.goto(`${stranger.url}/`);
  expect((await told).text()).toContain(`${server.url} does not answer, or does not allow this origin`);
  await expect(page.getByRole("button")).toHaveCount(0);
  await stranger.stop();
});
