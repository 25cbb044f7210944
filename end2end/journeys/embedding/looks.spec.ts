import { expect, test } from "../../support/embedding.ts";
import { Rest } from "../../support/rest.ts";
import { PHONE } from "../../support/screens.ts";

/** Without it, a phone lays a page out as on a wide screen. */
const VIEWPORT = '<meta name="viewport" content="width=device-width">';

/** A colour on which dark text can be read, but no white text. */
const LIGHT = { color: "#FFD54F", background: "rgb(255, 213, 79)", text: "rgb(22, 32, 42)" };

test("an open window follows a new colour, and light colours stay with dark text", async ({ site, server, people }) => {
  site.put("/").put("/own", { line: { "data-color": "#003366" } });
  const { chat } = await people.customer({ path: `${site.url}/` });
  const own = await people.customer({ path: `${site.url}/own` });
  await chat.open();
  await own.chat.open();
  await (await Rest.signIn(server.url)).changeSettings({ primary_color: LIGHT.color, shop_name: "Boi Bazaar" });
  const header = chat.window.locator(".adda-header");
  await expect(header).toHaveCSS("background-color", LIGHT.background);
  await expect(header).toHaveCSS("color", LIGHT.text);
  await expect(chat.button).toHaveCSS("background-color", LIGHT.background);
  await expect(own.chat.window.getByText("Boi Bazaar")).toBeVisible();
  await expect(own.chat.window.locator(".adda-header")).toHaveCSS("background-color", "rgb(0, 51, 102)");
});

test("on a phone on its side, the window fills the screen", async ({ site, people }) => {
  site.put("/", { head: VIEWPORT });
  const { page, chat } = await people.customer({ path: `${site.url}/`, screen: PHONE });
  const screen = { width: 844, height: 390 };
  await page.setViewportSize(screen);
  await chat.open();
  expect(await chat.window.boundingBox()).toEqual({ x: 0, y: 0, ...screen });
  await expect(chat.field).toBeInViewport();
});

test("on a phone, Enter starts a new line, which has the whole width", async ({ site, people }) => {
  site.put("/", { head: VIEWPORT });
  const { page, chat } = await people.customer({ path: `${site.url}/`, screen: PHONE });
  await chat.open();
  await chat.field.fill("One");
  const width = async (): Promise<number> => (await chat.field.boundingBox())?.width ?? 0;
  const before = await width();
  await chat.field.press("Enter");
  await page.keyboard.type("Two");
  await expect(chat.field).toHaveValue("One\nTwo");
  await expect.poll(width).toBeGreaterThan(before + 80);
  await chat.press(chat.words.send);
  await chat.expectDelivered("Two");
  await expect.poll(width).toBe(before);
});
