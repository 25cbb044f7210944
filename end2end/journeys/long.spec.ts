import { Rest } from "../support/rest.ts";
import { expect, test } from "../support/test.ts";

const CODE = "fn main() {\n    println!(\"hello\");\n}";

test("a long conversation loads upwards without a jump, and nothing in it is wider than the window", async ({ server, people }) => {
  const { page, chat } = await people.customer();
  await chat.open();
  await chat.send("first");
  await chat.expectDelivered("first");
  const cookie = (await page.context().cookies()).find(({ name }) => name === "adda_session");
  const customer = Rest.with(server.url, cookie?.value ?? "");
  const numbers = Array.from({ length: 125 }, (_, index) => `message ${index + 1}.`);
  await customer.write([...numbers, "w".repeat(5_000), CODE, "See https://boi.example/orders/12."]);
  await page.reload();
  await chat.open();

  await expect(chat.message("See https")).toBeVisible();
  const link = chat.log.getByRole("link", { name: "https://boi.example/orders/12" });
  await expect(link).toHaveAttribute("rel", /noopener/);
  const widths = await chat.log.evaluate((log) => [log.scrollWidth, log.clientWidth]);
  expect(widths[0]).toBeLessThanOrEqual(widths[1] ?? 0);
  expect(await chat.message("fn main()").locator(".adda-bubble").innerText()).toContain(CODE);

  // The window slides up as it opens.
  await chat.window.evaluate((window) => Promise.all(window.getAnimations().map(({ finished }) => finished)));
  // The message on top stays in place while older ones load above it.
  for (const [oldest, older] of [["message 79.", "message 40."], ["message 29.", "message 10."]] as const) {
    const anchor = chat.message(oldest);
    await anchor.evaluate((element) => element.scrollIntoView({ block: "start" }));
    const before = await anchor.boundingBox();
    await expect(chat.message(older)).toHaveCount(1);
    const after = await anchor.boundingBox();
    expect(Math.abs((after?.y ?? 0) - (before?.y ?? 0))).toBeLessThan(2);
  }
  await expect(chat.log.locator(".adda-message").filter({ hasText: /^You: first/ })).toHaveCount(1);
});
