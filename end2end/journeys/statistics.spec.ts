import { readFileSync } from "node:fs";
import { Rest } from "../support/rest.ts";
import { expect, test } from "../support/test.ts";
import { ENGLISH } from "../support/words/en.ts";

test.describe.configure({ timeout: 120_000 });

test("an agent views the statistics as figures, as a table and as a file", async ({ people, server }) => {
  const agent = { username: "nadia", password: "a long enough password" };
  await server.addAgent(agent);
  const { chat } = await people.customer();
  await chat.open();
  await chat.send("A question");
  const desk = await people.agent({ as: agent });
  await desk.open("A question");
  await desk.reply("An answer");
  await desk.expectDelivered("An answer");

  const { page } = desk;
  const words = ENGLISH.statistics;
  await page.getByRole("link", { name: words.title, exact: true }).click();
  await expect(page).toHaveTitle("Statistics · Adda");
  const figure = (name: string) => page.getByRole("article").filter({ has: page.getByRole("heading", { name, exact: true }) });
  await expect(figure(words.conversations)).toContainText("1");
  await expect(figure(words.messages)).toContainText("1 from customers, 1 from agents");
  await expect(figure(words.conversations)).toContainText(words.noneBefore);

  // A screen reader skips the chart and reads its table. The button shows the table to all.
  const table = page.getByRole("table", { name: words.messagesPerDay, exact: true });
  await expect(table.getByRole("row")).toHaveCount(31);
  await page.getByRole("button", { name: `${words.messagesPerDay} as a table`, exact: true }).click();
  await expect(table).toBeInViewport();
  await expect(table.getByRole("row").last()).toContainText(/1\s*1$/);

  const link = page.getByRole("link", { name: `${words.messagesPerDay} as CSV`, exact: true });
  const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
  expect(download.suggestedFilename()).toMatch(/^adda-days-\d{4}-\d\d-\d\d-\d{4}-\d\d-\d\d\.csv$/);
  const lines = readFileSync(await download.path(), "utf8").trimEnd().split("\n");
  expect(lines[0]?.trimEnd()).toBe("\ufeffdate,conversations,customer_messages,agent_messages");
  expect(lines.at(-1)).toMatch(/^\d{4}-\d\d-\d\d,1,1,1/);
});

test("the address holds the period, and invalid days are reported at once", async ({ people }) => {
  const { page } = await people.agent();
  const words = ENGLISH.statistics;
  await page.goto("/console/statistics?period=month");
  await expect(page.getByRole("link", { name: words.thisMonth, exact: true })).toHaveAttribute("aria-current", "true");
  await expect(page.getByRole("heading", { name: words.empty })).toBeVisible();
  await page.getByRole("link", { name: words.week, exact: true }).click();
  await expect(page).toHaveURL(/\?period=7$/);
  const [from, to] = [page.getByLabel(words.from, { exact: true }), page.getByLabel(words.to, { exact: true })];
  await expect(from).not.toHaveValue("");
  await from.fill("2026-03-10");
  await to.fill("2026-03-01");
  await page.getByRole("button", { name: words.show, exact: true }).click();
  await expect(page.getByText(words.backwards)).toBeVisible();
  await expect(from).toHaveValue("2026-03-10");
  await to.fill("2026-03-31");
  await to.press("Enter");
  await expect(page).toHaveURL(/\?from=2026-03-10&to=2026-03-31$/);
  await expect(page.getByText("Compared with 16 Feb 2026 – 9 Mar 2026.")).toBeVisible();
  await page.reload();
  await expect(to).toHaveValue("2026-03-31");
  await page.goBack();
  await expect(page.getByRole("link", { name: words.week, exact: true })).toHaveAttribute("aria-current", "true");
});

test("days that are typed while statistics are loading are kept", async ({ people }) => {
  const { page } = await people.agent();
  const words = ENGLISH.statistics;
  await page.goto("/console/statistics?period=month");
  const from = page.getByLabel(words.from, { exact: true });
  await expect(from).not.toHaveValue("");
  let answer = () => {};
  const isTyped = new Promise<void>((resolve) => (answer = resolve));
  await page.route("**/support/fn/agent/statistics", async (route) => {
    await isTyped;
    await route.continue();
  });
  await page.getByRole("link", { name: words.week, exact: true }).click();
  await expect(page).toHaveURL(/\?period=7$/);
  await from.fill("2026-03-10");
  const answered = page.waitForResponse("**/support/fn/agent/statistics");
  answer();
  await (await answered).finished();
  await expect(page.getByLabel(words.to, { exact: true })).not.toHaveValue("");
  await expect(from).toHaveValue("2026-03-10");
});

test("statistics that cannot be loaded show an error, and load on retry", async ({ people, problems }) => {
  const { page } = await people.agent();
  const words = ENGLISH.statistics;
  problems.expect(/Failed to load resource|ERR_FAILED/);
  await page.route("**/support/fn/agent/statistics", (route) => route.abort());
  await page.goto("/console/statistics");
  await expect(page.getByRole("heading", { name: words.failed })).toBeVisible();
  await page.unroute("**/support/fn/agent/statistics");
  await page.getByRole("button", { name: words.retry }).click();
  await expect(page.getByRole("heading", { name: words.empty })).toBeVisible();
});

test("a chart shows the value under the pointer, and the one that the arrow keys choose", async ({ people }) => {
  const { chat } = await people.customer();
  await chat.open();
  await chat.send("A question");
  await chat.expectDelivered("A question");
  const { page } = await people.agent();
  await page.goto("/console/statistics");
  const plot = page.getByRole("group", { name: new RegExp(`^${ENGLISH.statistics.messagesPerDay}: `) });
  const value = plot.getByRole("status", { includeHidden: true });
  await plot.scrollIntoViewIfNeeded();
  const { width } = (await plot.boundingBox()) ?? { width: 0 };
  // Today is the last of the days.
  await plot.hover({ position: { x: width - 3, y: 20 } });
  await expect(value).toContainText(/ · Customers: 1 · Agents: 0$/);
  await plot.hover({ position: { x: 3, y: 20 } });
  await expect(value).toContainText(/ · Customers: 0 · Agents: 0$/);
  await page.mouse.move(0, 0);
  await expect(value).toBeHidden();

  await plot.focus();
  await expect(value).toContainText("Customers: 1");
  await plot.press("ArrowLeft");
  await expect(value).toContainText("Customers: 0");
  await plot.press("End");
  await expect(value).toContainText("Customers: 1");
  await plot.press("Escape");
  await expect(value).toBeHidden();
  await expect(plot).toBeFocused();
});

test("figures name the median, and ratings are left out while customers are not asked for any", async ({
  people,
  server,
}) => {
  const { chat } = await people.customer();
  await chat.open();
  await chat.send("A question");
  const desk = await people.agent();
  await desk.open("A question");
  await desk.reply("An answer");
  await desk.expectDelivered("An answer");
  const { page } = desk;
  const figures = page.getByRole("article");
  const admin = await Rest.signIn(server.url);
  await admin.changeSettings({ rating_enabled: true });
  await page.goto("/console/statistics");
  await expect(figures.filter({ hasText: "First response" })).toContainText("Median. 90% within ");
  await expect(figures.filter({ hasText: "Rating" })).toHaveCount(1);
  await expect(page.getByRole("heading", { name: "Ratings", exact: true })).toBeVisible();

  await admin.changeSettings({ rating_enabled: false });
  await page.reload();
  await expect(figures.filter({ hasText: "First response" })).toHaveCount(1);
  await expect(figures.filter({ hasText: "Rating" })).toHaveCount(0);
  await expect(page.getByRole("heading", { name: "Ratings", exact: true })).toHaveCount(0);
});
