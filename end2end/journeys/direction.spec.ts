import type { Locator } from "@playwright/test";
import { Rest } from "../support/rest.ts";
import { expect, test } from "../support/test.ts";

const AGENT = "سارة";
const CUSTOMER = "ليلى 7";
const ARABIC = "مرحبا (1)";
/** Reverses the direction of the text after it, and ends an isolate that it did not begin. */
const TURNS = "\u202E\u2069";

/** Returns whether the parts of a line appear from left to right in this order. */
async function inOrder(line: Locator, ...parts: string[]): Promise<boolean> {
  return line.evaluate((element, wanted) => {
    const nodes = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const places: number[] = [];
    for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
      const part = wanted[places.length];
      const at = part === undefined ? -1 : (node.textContent ?? "").search(part);
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      const { left } = range.getBoundingClientRect();
      places.push(left);
    }
    return places.length === wanted.length && places.every((place, at) => at === 0 || place > (places[at - 1] ?? 0));
  }, parts);
}

test("Arabic names and messages do not reorder the text beside them", async ({ server, people }) => {
  const rest = await Rest.signIn(server.url);
  await rest.patch("/support/admin/api/agents/1/", { display_name: AGENT });
  await rest.changeSettings({ prechat_name: "required" });
  const { page, chat } = await people.customer();
  await chat.open();
  const name = chat.window.getByLabel(chat.words.yourName, { exact: true });
  await name.fill(CUSTOMER);
  await expect(name).toHaveCSS("direction", "rtl");
  await chat.press(chat.words.goOn);

  await chat.field.fill(ARABIC);
  await expect(chat.field).toHaveCSS("direction", "rtl");
  await chat.field.press("Enter");
  await chat.expectDelivered(ARABIC);
  await expect(chat.message(ARABIC).locator(".adda-bubble")).toHaveCSS("direction", "rtl");
  await chat.field.fill("Hello");
  await expect(chat.field).toHaveCSS("direction", "ltr");
  await chat.field.press("Enter");
  await chat.expectDelivered("Hello");
  await expect(chat.message("Hello").locator(".adda-bubble")).toHaveCSS("direction", "ltr");

  const desk = await people.agent();
  const row = desk.row("Hello");
  expect(await inOrder(row.locator(".row-line").first(), "ل", "·|now|ago|[0-9]")).toBe(true);
  await desk.open("Hello");
  const groupMeta = desk.message(ARABIC).locator(".meta").or(desk.message("Hello").locator(".meta")).last();
  expect(await inOrder(groupMeta, "ل", "·", "[0-9]:")).toBe(true);
  await expect(desk.message(ARABIC).locator(".bubble")).toHaveCSS("direction", "rtl");
  await desk.reply("شكرا");
  await expect(desk.message("شكرا").locator(".bubble")).toHaveCSS("direction", "rtl");
  await expect(chat.message("شكرا").locator(".adda-bubble")).toHaveCSS("direction", "rtl");
  expect(await inOrder(chat.message("شكرا").locator(".adda-meta"), "س", "·", "[0-9]")).toBe(true);

  // The same on the page that the server renders.
  await page.goto("/support/conversations/");
  await page.getByRole("link", { name: ARABIC }).or(page.locator(".conversations a")).first().click();
  const meta = page.locator(".message", { hasText: "شكرا" }).locator(".meta");
  expect(await inOrder(meta, "س", "·", "[0-9]")).toBe(true);
});

// Attack 46.
test("a direction mark affects only the text that contains it", async ({ server, people }) => {
  const { chat } = await people.customer();
  await chat.open();
  await chat.send(`Look ${TURNS}https://shop.example/a`);
  await chat.expectDelivered("Look");
  const link = chat.log.getByRole("link");
  await expect(link).toHaveAttribute("href", "https://shop.example/a");
  await expect(link).toHaveCSS("direction", "ltr");
  await expect(link).toHaveCSS("unicode-bidi", "isolate");
  const clock = chat.message("Look").locator(".adda-meta");
  expect(await inOrder(clock, "[0-9][0-9]:", "·")).toBe(true);

  const desk = await people.agent();
  await expect(desk.row("Look")).toBeVisible();
  expect(await desk.row("Look").textContent()).not.toContain("\u202E");
  const rest = await Rest.signIn(server.url);
  const label = await rest.post<{ name: string }>("/support/agent/api/labels/", { name: `${TURNS}Late`, color: "#008B8B" });
  expect(label.name).toBe("Late");
});
