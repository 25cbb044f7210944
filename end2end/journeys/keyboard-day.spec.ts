import { Inbox } from "../support/inbox.ts";
import { tabTo } from "../support/keyboard.ts";
import { Palette } from "../support/palette.ts";
import { Rest } from "../support/rest.ts";
import { ADMIN } from "../support/server.ts";
import { expect, test } from "../support/test.ts";
import { BANGLA } from "../support/words/bn.ts";
import { ENGLISH } from "../support/words/en.ts";

test("the list is one tab stop, and links lead past the navigation", async ({ server, people }) => {
  for (const text of ["One", "Two", "Three"]) await (await Rest.visitor(server.url)).write([text]);
  const desk = await people.agent();
  const inbox = new Inbox(desk, ENGLISH);
  const { keyboard } = desk.page;
  await inbox.expectRows("Three", "Two", "One");
  await expect(desk.list.locator("[tabindex='0']")).toHaveCount(1);

  const skip = desk.page.getByRole("link", { name: desk.words.skipToContent });
  await tabTo(skip, "Shift+Tab");
  await expect(skip).toBeInViewport();
  await keyboard.press("Enter");
  await expect(desk.row("Three")).toBeFocused();
  await keyboard.press("ArrowDown");
  await keyboard.press("ArrowDown");
  await expect(desk.row("One")).toBeFocused();
  await keyboard.press("Home");
  await expect(desk.row("Three")).toBeFocused();
  await keyboard.press("End");
  await expect(desk.row("One")).toBeFocused();
  await keyboard.press("Space");
  await expect(inbox.box("One")).toBeChecked();
  await keyboard.press("Space");
  await expect(inbox.box("One")).not.toBeChecked();
  await keyboard.press("Escape");

  // Tab leaves the list, and comes back to the row that had the focus.
  await keyboard.press("Tab");
  await expect(desk.list.locator(":focus")).toHaveCount(0);
  await keyboard.press("Shift+Tab");
  await expect(desk.row("One")).toBeFocused();
  await keyboard.press("Enter");
  await expect(desk.field).toBeFocused();
  await keyboard.press("Escape");
  await expect(desk.row("One")).toBeFocused();
  const past = desk.page.getByRole("link", { name: desk.words.skipToConversation });
  await tabTo(past, "Shift+Tab");
  await keyboard.press("Enter");
  await expect(desk.field).toBeFocused();
});

for (const words of [ENGLISH, BANGLA]) {
  test(`a support day needs no mouse: ${words.code}`, async ({ server, people }) => {
    await (await Rest.visitor(server.url)).write(["Where is my parcel?"]);
    await (await Rest.visitor(server.url)).write(["Which edition is it?"]);
    const rest = await Rest.signIn(server.url);
    await rest.post("/support/agent/api/labels/", { name: "delivery", color: "#008B8B" });
    const desk = await people.stranger({ words });
    const inbox = new Inbox(desk, words);
    const palette = new Palette(desk);
    const { keyboard } = desk.page;

    await test.step("sign in and go online", async () => {
      await expect(desk.page.getByLabel(desk.words.name, { exact: true })).toBeFocused();
      await keyboard.type(ADMIN.username);
      await keyboard.press("Tab");
      await keyboard.type(ADMIN.password);
      await keyboard.press("Enter");
      await tabTo(desk.onlineSwitch);
      await keyboard.press("Space");
      await expect(desk.onlineSwitch).toBeChecked();
    });

    await test.step("open and answer", async () => {
      await inbox.expectRows("Which edition is it?", "Where is my parcel?");
      await keyboard.press("j");
      await keyboard.press("Enter");
      await expect(desk.field).toBeFocused();
      await keyboard.type("The second edition.");
      await keyboard.press("Enter");
      await desk.expectDelivered("The second edition.");
    });

    await test.step("label, assign and resolve", async () => {
      await palette.open();
      await keyboard.press("Escape");
      await keyboard.press("Escape");
      await expect(desk.row("The second edition.")).toBeFocused();
      const assign = desk.page.getByRole("button", { name: desk.words.assignToMe, exact: true });
      if (await assign.isVisible()) await keyboard.press("a");
      await expect(assign).toBeHidden();
      await keyboard.press("Alt+E");
      await expect(desk.page.getByRole("button", { name: desk.words.reopen, exact: true })).toBeVisible();
    });

    await test.step("the next conversation", async () => {
      await keyboard.press("j");
      await keyboard.press("Enter");
      await expect(desk.message("Where is my parcel?")).toBeVisible();
      await expect(desk.field).toBeFocused();
      await keyboard.press("Escape");
    });

    await test.step("search", async () => {
      await keyboard.press("/");
      await expect(inbox.search).toBeFocused();
      await keyboard.type("edition");
      await inbox.expectRows("edition");
      await keyboard.press("Escape");
    });

    await test.step("sign out", async () => {
      await palette.run(desk.words.signOut, desk.words.signOut);
      await expect(desk.signInButton).toBeVisible();
    });
  });
}
