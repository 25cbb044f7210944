import { previewOf } from "../support/preview.ts";
import { answered } from "../support/problems.ts";
import { expect, test } from "../support/test.ts";
import { BANGLA } from "../support/words/bn.ts";
import { ENGLISH } from "../support/words/en.ts";
import { teamWords } from "../support/words/team.ts";

const team = teamWords(ENGLISH);
const LOGO = 'img[src^="/support/avatars/"]';

test("an admin names the shop and uploads a logo; an open chat and the customer's pages show them", async ({ people, problems }) => {
  problems.expect(answered(422));
  const desk = await people.agent();
  const { page } = desk;
  // Otherwise the conversation is assigned, and the chat shows the agent.
  await desk.onlineSwitch.click();
  await expect(desk.onlineSwitch).not.toBeChecked();
  const { page: shop, chat } = await people.customer();
  await chat.open();
  await chat.send("Hello");
  await chat.expectDelivered("Hello");
  await expect(chat.window.locator(".adda-name")).toHaveText("Support");

  await page.goto("/console/settings");
  const field = (name: string) => page.locator(`[id="field-${name}"]`);
  const preview = previewOf(page);
  // The preview has the whole address, as on a shop's page.
  const shownLogo = preview.locator('.adda-face img[src*="/support/avatars/"]');
  await field("shop_name").fill("The reading room");
  await field("shop_name_bn").fill("পাঠাগার");
  await field("shop_url").fill("reading.example");
  await page.getByRole("button", { name: ENGLISH.settings.save, exact: true }).click();
  await expect(field("shop_url")).toBeFocused();
  await field("shop_url").fill("https://reading.example/");

  // The logo is stored at once, and the other input stays.
  const file = page.getByLabel(team.choosePicture);
  await file.setInputFiles({ name: "logo.png", mimeType: "image/png", buffer: Buffer.from("no picture") });
  await expect(page.getByText(team.noPicture)).toBeVisible();
  await file.setInputFiles({ name: "logo.png", mimeType: "image/png", buffer: await page.screenshot() });
  await expect(shownLogo).not.toHaveJSProperty("naturalWidth", 0);
  await expect(page.locator(".rail").locator(LOGO)).toBeVisible();
  await expect(chat.window.locator(".adda-header").locator(LOGO)).toBeVisible();
  await expect(field("shop_name")).toHaveValue("The reading room");
  await expect(preview.locator(".adda-name")).toHaveText("The reading room");
  await page.getByRole("button", { name: ENGLISH.settings.save, exact: true }).click();
  await expect(page.getByText(ENGLISH.settings.saved, { exact: true })).toBeVisible();
  // The number of unread conversations may stand before it.
  await expect(page).toHaveTitle(/Settings · The reading room$/);
  await expect(chat.window.locator(".adda-name")).toHaveText("The reading room");

  await shop.goto("/support/conversations/");
  await expect(shop).toHaveTitle("Your conversations · The reading room");
  const header = shop.getByRole("banner");
  await expect(header.locator(LOGO)).toBeVisible();
  await expect(header.getByRole("link", { name: ENGLISH.history.backToTheShop })).toHaveAttribute("href", "https://reading.example/");
  await shop.getByRole("link", { name: "Hello" }).click();
  await expect(shop).toHaveTitle("Hello · The reading room");
  await shop.goto("/support/conversations/?lang=bn");
  await expect(header).toContainText("পাঠাগার");
  await expect(header.getByRole("link", { name: BANGLA.history.backToTheShop })).toBeVisible();

  const { page: signIn } = await people.stranger({ path: "/console/sign-in" });
  await expect(signIn.locator(".sign-in-shop")).toHaveText("The reading room");

  await page.getByRole("group", { name: ENGLISH.settings.logo }).getByRole("button", { name: team.removePicture }).click();
  await expect(shownLogo).toHaveCount(0);
  await expect(page.locator(".rail").locator(LOGO)).toHaveCount(0);
  await field("shop_name_bn").fill("");
  await page.getByRole("button", { name: ENGLISH.settings.save, exact: true }).click();
  await expect(field("shop_name_bn")).toHaveValue("");
  await expect(page.getByText(ENGLISH.settings.saved, { exact: true })).toBeVisible();
  await shop.reload();
  await expect(header).toContainText("The reading room");
  await expect(header.locator(LOGO)).toHaveCount(0);
});
