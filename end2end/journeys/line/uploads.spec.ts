import { text } from "../../support/files.ts";
import { expect, test, type Fault } from "../../support/line.ts";
import { LINE_BROKEN } from "../../support/problems.ts";
import { Rest } from "../../support/rest.ts";
import type { Server } from "../../support/server.ts";

const UPLOAD = /\/upload\/(\?|$)/;
/** An attempt that failed is repeated after six seconds at most, and then longer. */
const AGAIN = { timeout: 25_000 };
/** Longer than an attempt may stand still. */
const PATIENCE_MS = 31_000;

test.describe.configure({ timeout: 90_000 });

async function expectArrived(server: Server, expected: string[]): Promise<void> {
  const rest = await Rest.signIn(server.url);
  await expect.poll(() => rest.newestArrivals(), AGAIN).toEqual(expected);
}

for (const fault of ["refuse", "hang", "swallow", "half", "cut", "502"] satisfies Fault[]) {
  test(`the line breaks at a customer's file (${fault}): it arrives once`, async ({ people, server, line, problems }) => {
    problems.expect(LINE_BROKEN);
    const { page, chat } = await people.customer({ at: line.url });
    await page.clock.install();
    await page.reload();
    await chat.open();
    line.fault(fault, UPLOAD, 1);
    await chat.pick([text("notes.txt", 300 * 1024)]);
    await expect.poll(() => line.count(UPLOAD), AGAIN).toBeGreaterThan(0);
    if (["hang", "swallow", "half"].includes(fault)) await page.clock.fastForward(PATIENCE_MS);
    await expect(chat.log.getByText("notes.txt")).toHaveCount(1, AGAIN);
    await expect(chat.uploads).toHaveCount(0);
    await expectArrived(server, ["notes.txt"]);
    expect(line.count(UPLOAD)).toBe(2);
  });
}

test("the line is cut in the middle of files of both sides: each arrives once", async ({ people, server, line, problems }) => {
  problems.expect(LINE_BROKEN);
  const { chat } = await people.customer({ at: line.url });
  await chat.open();
  await chat.send("Hello");
  const desk = await people.agent({ at: line.url });
  await desk.open("Hello");
  line.throttle(100 * 1024);
  await chat.pick([text("from-customer.txt", 1024 * 1024)]);
  await expect.poll(() => line.count(UPLOAD), AGAIN).toBe(1);
  await desk.pick([text("from-agent.txt", 1024 * 1024)]);
  await expect.poll(() => line.count(UPLOAD), AGAIN).toBe(2);
  line.drop();
  line.pass();
  for (const log of [chat.log, desk.log]) {
    for (const name of ["from-customer.txt", "from-agent.txt"]) await expect(log.getByText(name)).toHaveCount(1, AGAIN);
  }
  const rest = await Rest.signIn(server.url);
  expect((await rest.newestArrivals()).sort()).toEqual(["Hello", "from-agent.txt", "from-customer.txt"]);
});
