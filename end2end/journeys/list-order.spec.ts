import { Inbox } from "../support/inbox.ts";
import { Rest } from "../support/rest.ts";
import { expect, test } from "../support/test.ts";
import { BANGLA } from "../support/words/bn.ts";
import { ENGLISH } from "../support/words/en.ts";

for (const words of [ENGLISH, BANGLA]) {
  test(`the list keeps its order while the pointer is over it: ${words.code}`, async ({ server, people }) => {
    const first = await Rest.visitor(server.url);
    const id = await first.write(["First"]);
    for (const text of ["Second", "Third"]) await (await Rest.visitor(server.url)).write([text]);
    const desk = await people.agent({ words });
    const inbox = new Inbox(desk, words);
    await inbox.expectRows("Third", "Second", "First");
    await desk.row("Second").hover();
    await first.post(`/support/api/conversation/${id}/send/`, { content: "First again" });
    await (await Rest.visitor(server.url)).write(["Fourth"]);

    // A row shows what is new in it, at its place.
    const news = desk.page.getByRole("button", { name: inbox.words.news(desk.words.number(2)), exact: true });
    await expect(news).toBeVisible();
    await inbox.expectRows("Third", "Second", "First again");
    await news.click();
    await inbox.expectRows("Fourth", "First again", "Third", "Second");
    await expect(news).toBeHidden();

    // Once the pointer has left, the order follows again.
    await (await Rest.visitor(server.url)).write(["Fifth"]);
    await expect(desk.page.getByRole("button", { name: inbox.words.news(desk.words.number(1)), exact: true })).toBeVisible();
    await inbox.expectRows("Fourth", "First again", "Third", "Second");
    await desk.page.locator(".nothing-open").hover();
    await inbox.expectRows("Fifth", "Fourth", "First again", "Third", "Second");
  });
}

test("the list keeps its order while an agent moves through it by keyboard", async ({ server, people }) => {
  for (const text of ["First", "Second"]) await (await Rest.visitor(server.url)).write([text]);
  const desk = await people.agent();
  const inbox = new Inbox(desk, ENGLISH);
  await inbox.expectRows("Second", "First");
  await desk.page.keyboard.press("j");
  await expect(desk.row("Second")).toBeFocused();
  await (await Rest.visitor(server.url)).write(["Third"]);
  await expect(desk.page.getByRole("button", { name: inbox.words.news("1"), exact: true })).toBeVisible();
  await inbox.expectRows("Second", "First");
  await desk.page.keyboard.press("j");
  await expect(desk.row("First")).toBeFocused();
  await desk.page.keyboard.press("Enter");
  await expect(desk.field).toBeFocused();
  await inbox.expectRows("Third", "Second", "First");
});

test("a conversation that an agent resolves leaves the list even while the pointer is over it", async ({ server, people }) => {
  for (const text of ["First", "Second"]) await (await Rest.visitor(server.url)).write([text]);
  const desk = await people.agent();
  const inbox = new Inbox(desk, ENGLISH);
  await inbox.tab(inbox.words.all).click();
  await inbox.status(desk.words.resolved).click();
  await inbox.expectRows("Second", "First");
  await desk.open("Second");
  await desk.row("First").hover();
  await desk.page.getByRole("button", { name: desk.words.resolve, exact: true }).press("Enter");
  await expect(desk.page.getByRole("button", { name: desk.words.reopen, exact: true })).toBeVisible();
  // The open conversation keeps its row until another one is opened.
  await desk.row("First").click();
  await desk.page.mouse.move(0, 0);
  await inbox.expectRows("First");
});
