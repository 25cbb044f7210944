import { expectAccessible } from "../support/accessibility.ts";
import { Inbox } from "../support/inbox.ts";
import { Rest } from "../support/rest.ts";
import { PHONE } from "../support/screens.ts";
import { expect, test } from "../support/test.ts";
import { BANGLA } from "../support/words/bn.ts";
import { ENGLISH } from "../support/words/en.ts";

const MINA = { username: "Mina", password: "a tall ship and a star" };

test("an agent saves views for themselves and for the team, and opens them by key", async ({ server, people }) => {
  await server.addAgent(MINA);
  const id = await (await Rest.visitor(server.url)).write(["It is urgent."]);
  await (await Rest.visitor(server.url)).write(["No hurry."]);
  await (await Rest.signIn(server.url)).post(`/support/agent/api/conversation/${id}/update/`, { priority: "urgent" });
  const words = ENGLISH.savedViews;
  const desk = await people.agent();
  const { page } = desk;
  const dialog = page.getByRole("dialog", { name: words.title });
  const inbox = new Inbox(desk, ENGLISH);
  await inbox.tab(ENGLISH.inbox.all).click();
  await inbox.openFilters();
  await inbox.filters.getByRole("checkbox", { name: ENGLISH.console.urgent }).check();
  await inbox.closeFilters();
  await inbox.expectRows("It is urgent.");

  await page.getByRole("button", { name: words.title }).click();
  await expect(dialog.getByText(words.none)).toBeVisible();
  await expectAccessible(page, "the saved views", "dialog[open]");
  const name = dialog.getByRole("textbox", { name: words.name });
  await expect(name).toBeFocused();
  await name.press("Enter");
  await expect(name).toHaveAttribute("aria-invalid", "true");
  await name.fill("All urgent");
  await dialog.getByRole("checkbox", { name: words.share }).check();
  await dialog.getByRole("button", { name: words.save, exact: true }).click();
  await expect(dialog.getByRole("link", { name: "All urgent" })).toHaveAttribute("aria-current", "page");
  await name.fill("My own");
  await name.press("Enter");
  await expect(dialog.getByRole("listitem").getByRole("link")).toHaveText(["All urgent", "My own"]);
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();

  // A colleague sees what is shared, and cannot delete it.
  const mina = await people.agent({ as: MINA });
  const shared = mina.page.getByRole("dialog", { name: words.title });
  await mina.page.keyboard.press("v");
  await expect(shared.getByRole("listitem").getByRole("link")).toHaveText(["All urgent"]);
  await expect(shared.getByRole("button", { name: words.delete })).toHaveCount(0);
  await shared.getByRole("link", { name: "All urgent" }).click();
  await expect(shared).toBeHidden();
  await new Inbox(mina, ENGLISH).expectRows("It is urgent.");
  await expect(mina.page).toHaveURL(/\?tab=all&.*priority=urgent$/);

  await page.keyboard.press("v");
  await dialog.getByRole("button", { name: `${words.delete}: ` }).first().click();
  await page.getByRole("dialog", { name: "All urgent" }).getByRole("button", { name: words.delete }).click();
  await expect(dialog.getByRole("listitem").getByRole("link")).toHaveText(["My own"]);
});

test("the saved views fit a phone, in Bangla", async ({ server, people }) => {
  await (await Rest.signIn(server.url)).post("/support/fn/agent/save-view", {
    draft: { name: "আজকের জরুরি কথোপকথন, যেগুলোর উত্তর বাকি", address: "tab=all&priority=urgent", is_shared: true },
  });
  const desk = await people.agent({ words: BANGLA, screen: PHONE });
  const words = BANGLA.savedViews;
  await desk.page.getByRole("button", { name: words.title }).click();
  const dialog = desk.page.getByRole("dialog", { name: words.title });
  await expect(dialog.getByRole("listitem").getByRole("link")).toBeVisible();
  await expectAccessible(desk.page, "the saved views", "dialog[open]");
  expect(await desk.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
});
