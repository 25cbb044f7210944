import type { Page } from "@playwright/test";
import { Rest } from "../support/rest.ts";
import { expect, test } from "../support/test.ts";

/** Holds back all requests of the console until the returned function is called. */
async function holdAll(page: Page): Promise<() => void> {
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route("**/support/fn/**", async (route) => {
    await released;
    await route.continue();
  });
  return release;
}

test("going back to a conversation, or on to the next one, shows its messages before the server answers", async ({
  people,
  server,
}) => {
  // The list shows the newest first.
  const ids: string[] = [];
  for (const text of ["The oldest", "The second", "The first"]) {
    const customer = await Rest.visitor(server.url);
    ids.push(await customer.write([text]));
  }
  const desk = await people.agent();
  await desk.open("The first");
  const isFetched = desk.page.waitForResponse(
    (response) =>
      response.url().endsWith("/support/fn/agent/conversation") &&
      (response.request().postData() ?? "").includes(ids[0] ?? "unknown"),
  );
  await desk.open("The second");
  await (await isFetched).finished();

  const release = await holdAll(desk.page);
  await desk.page.goBack();
  await expect(desk.message("The first")).toBeVisible();
  await expect(desk.field).toBeFocused();
  await desk.row("The oldest").click();
  await expect(desk.message("The oldest")).toBeVisible();
  release();
  await expect(desk.message("The oldest")).toHaveCount(1);
});

test("a message that arrived meanwhile is added below the line for new messages", async ({ people, server }) => {
  const customer = await Rest.visitor(server.url);
  const id = await customer.write(["Where is it?"]);
  const other = await Rest.visitor(server.url);
  await other.write(["Something else"]);
  const desk = await people.agent();
  await desk.open("Where is it?");
  await expect(desk.message("Where is it?")).toBeVisible();
  await desk.open("Something else");
  await customer.post(`/support/api/conversation/${id}/send/`, { content: "Hello?" });
  // The row shows the last message.
  await desk.open("Hello?");
  await expect(desk.message("Hello?")).toHaveCount(1);
  await expect(desk.message("Where is it?")).toHaveCount(1);
});
