import { expectAccessible } from "../support/accessibility.ts";
import { Inbox } from "../support/inbox.ts";
import { Palette } from "../support/palette.ts";
import { Rest } from "../support/rest.ts";
import { expect, test } from "../support/test.ts";
import { BANGLA } from "../support/words/bn.ts";
import { ENGLISH } from "../support/words/en.ts";

for (const words of [ENGLISH, BANGLA]) {
  test(`the command palette goes to views, pages and conversations, and acts on the open one: ${words.code}`, async ({
    server,
    people,
  }) => {
    const resolved = await (await Rest.visitor(server.url)).write(["A resolved parcel"]);
    const id = await (await Rest.visitor(server.url)).write(["An open question"]);
    const rest = await Rest.signIn(server.url);
    await rest.post(`/support/agent/api/conversation/${resolved}/update/`, { status: "resolved" });
    const desk = await people.agent({ words });
    const inbox = new Inbox(desk, words);
    const palette = new Palette(desk);
    await inbox.expectRows("An open question", "A resolved parcel");

    await palette.run(inbox.words.all, inbox.words.all);
    await inbox.expectRows("An open question");
    // A conversation that the list does not have.
    await palette.run("resolved parcel", "A resolved parcel");
    await expect(desk.message("A resolved parcel")).toBeVisible();
    await palette.run(id, "An open question");
    await expect(desk.message("An open question")).toBeVisible();
    await expect(desk.page).toHaveURL(new RegExp(id));

    await palette.run(desk.words.resolve, desk.words.resolve);
    await expect(desk.page.getByRole("button", { name: desk.words.reopen, exact: true })).toBeVisible();

    await palette.open();
    await desk.page.keyboard.type("xyzzy");
    await expect(palette.dialog.getByRole("status")).not.toBeEmpty();
    await desk.page.keyboard.press("Escape");
    await expect(palette.dialog).toBeHidden();
  });
}

test("the command palette works with a Bangla layout, from a field, and returns the focus", async ({ server, people }) => {
  await (await Rest.visitor(server.url)).write(["A question"]);
  const desk = await people.agent();
  const palette = new Palette(desk);
  await desk.open("A question");
  await expect(desk.field).toBeFocused();
  const devTools = await desk.page.context().newCDPSession(desk.page);
  const ctrl = 2;
  await devTools.send("Input.dispatchKeyEvent", { type: "keyDown", key: "ক", code: "KeyK", modifiers: ctrl });
  await devTools.send("Input.dispatchKeyEvent", { type: "keyUp", key: "ক", code: "KeyK", modifiers: ctrl });
  await expect(palette.field).toBeFocused();
  await expect(palette.entry(/.+/).first()).toBeVisible();
  await expectAccessible(desk.page, "the command palette");
  await desk.page.keyboard.press("ArrowUp");
  await expect(palette.dialog.getByRole("option").last()).toHaveAttribute("aria-selected", "true");
  await desk.page.keyboard.press("Escape");
  await expect(desk.field).toBeFocused();
});
