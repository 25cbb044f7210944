import { DemoShop } from "../../support/demo-shop.ts";
import { IDENTITY_SECRET, test as base, expect } from "../../support/embedding.ts";
import { freePort } from "../../support/port.ts";

const test = base.extend<{ port: number; shop: string }>({
  port: async ({}, use) => use(await freePort()),
  settings: async ({ settings, port }, use) => use({ ...settings, ADDA_ALLOWED_ORIGINS: `http://localhost:${port}` }),
  shop: async ({ binary, port, server }, use) => {
    const url = `http://localhost:${port}`;
    const settings = { ADDA_SUPPORT_URL: server.url, ADDA_IDENTITY_SECRET: IDENTITY_SECRET };
    const shop = await DemoShop.start(binary, port, url, settings);
    await use(url);
    await shop.stop();
  },
});

test("a customer of the demonstration shop on its own site signs in, gets a reply and signs out", async ({ shop, people }) => {
  const visited = await people.customer({ path: `${shop}/` });
  const { page, chat } = visited;
  const desk = await people.agent();
  await visited.signIn("John Doe");
  await chat.open();
  await chat.send("My parcel is wet");
  await expect(desk.row("My parcel is wet")).toContainText("John Doe");
  await desk.open("My parcel is wet");
  await desk.reply("We send another one.");
  await expect(chat.message("We send another one.")).toBeVisible();
  await chat.field.fill("Thank y");
  await chat.close();

  await page.getByRole("banner").getByRole("button", { name: visited.words.signOut }).click();
  await expect(page.getByRole("button", { name: visited.words.signIn }).first()).toBeVisible();
  await expect.poll(() => page.evaluate(() => Object.keys(localStorage))).toEqual([]);
  await chat.open();
  await expect(chat.log.locator(".adda-message")).toHaveCount(0);
  await expect(chat.field).toHaveValue("");
});

test("the chat is in Bangla on the shop's Bangla page", async ({ shop, people }) => {
  const { page } = await people.customer({ path: `${shop}/?lang=bn` });
  await page.getByRole("button", { name: "চ্যাট খুলুন" }).click();
  await expect(page.getByRole("dialog", { name: "সহায়তার সঙ্গে চ্যাট" })).toBeVisible();
});
