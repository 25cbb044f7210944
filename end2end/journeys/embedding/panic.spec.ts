import { expect, test } from "../../support/embedding.ts";

/** The exports of the widget's WebAssembly, and the function of its script that returns them. */
interface Bundle {
  default: () => Promise<{ command: (...values: number[]) => void }>;
}

test("a panic of the widget reaches the server's log once, with its place and without any text", async ({
  site,
  server,
  people,
  problems,
}) => {
  server.expectFailure(/a program in a browser has panicked/);
  problems.expect(/memory access out of bounds|unreachable|index out of bounds/);
  site.put("/");
  const { page, chat } = await people.customer({ path: `${site.url}/` });
  await chat.open();
  await chat.send("My secret is 4711");
  await chat.expectDelivered("My secret is 4711");
  const answer = await page.evaluate(async (url) => (await fetch(`${url}/support/api/widget/`)).json(), server.url);
  const { program } = answer as { program: { js: string } };
  // A text that lies outside of the program's memory.
  await page.evaluate(async (address) => {
    const bundle = (await import(address)) as Bundle;
    const { command } = await bundle.default();
    for (let times = 0; times < 3; times += 1) setTimeout(() => command(-16, 9, 0, 0));
  }, `${server.url}${program.js}`);
  const lines = (): string[] => server.log.split("\n").filter((line) => line.includes("a program in a browser has panicked"));
  await expect.poll(() => lines().length).toBe(1);
  expect(lines()[0]).toMatch(/ERROR.* program="[\da-f]{16}\/widget" stack="[\da-f]{16}\/widget#\d+@0x[\da-f]+/);
  expect(server.log).not.toContain("4711");
  // The conversation goes on in the next page.
  await page.reload();
  await chat.open();
  await expect(chat.message("My secret is 4711")).toBeVisible();
  expect(lines()).toHaveLength(1);
});
