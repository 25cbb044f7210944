import { Rest } from "../support/rest.ts";
import { expect, test } from "../support/test.ts";
import { ENGLISH } from "../support/words/en.ts";

const OPENS_NEXT = "After “Send and resolve”, open the next conversation";

test("one key sends the reply, resolves the conversation and opens the next unread one", async ({ server, people }) => {
  for (const text of ["First", "Second", "Third"]) await (await Rest.visitor(server.url)).write([text]);
  const rest = await Rest.signIn(server.url);
  const desk = await people.agent();
  const { keyboard } = desk.page;
  // One click opens and answers.
  await desk.row("Second").click();
  await expect(desk.message("Second")).toBeVisible();
  await keyboard.type("It is on its way.");
  await keyboard.press("ControlOrMeta+Enter");
  await expect(desk.message("First")).toBeVisible();
  await expect(desk.field).toBeFocused();
  const status = async (text: string) => (await rest.conversations()).find((row) => JSON.stringify(row).includes(text))?.status;
  await expect.poll(() => status("It is on its way.")).toBe("resolved");
  await expect(desk.page.getByText(/^CONV-[A-Z0-9]{12} resolved$/)).toBeVisible();

  await keyboard.type("Tomorrow.");
  await desk.page.getByRole("button", { name: desk.words.sendAndResolve, exact: true }).click();
  await expect(desk.message("Third")).toBeVisible();
  await expect.poll(() => status("Tomorrow.")).toBe("resolved");
  await desk.field.press("Escape");
  await keyboard.press("z");
  await expect.poll(() => status("Tomorrow.")).toBe("open");
});

test("the next conversation stays closed if the agent wants that, and a blank reply resolves nothing", async ({ server, people }) => {
  for (const text of ["First", "Second"]) await (await Rest.visitor(server.url)).write([text]);
  const desk = await people.agent();
  await desk.page.getByRole("button", { name: desk.words.preferences }).click();
  const preferences = desk.page.getByRole("dialog", { name: desk.words.preferences });
  await preferences.getByText(OPENS_NEXT).click();
  await desk.page.keyboard.press("Escape");
  await desk.page.reload();

  await desk.open("Second");
  await desk.field.press("ControlOrMeta+Enter");
  await expect(desk.property(desk.words.status)).toHaveText(desk.words.isOpen);
  await desk.field.fill("It is on its way.");
  await desk.field.press("ControlOrMeta+Enter");
  await expect(desk.property(desk.words.status)).toHaveText(ENGLISH.console.resolved);
  await expect(desk.message("It is on its way.")).toBeVisible();
  await expect(desk.field).toBeFocused();
});
