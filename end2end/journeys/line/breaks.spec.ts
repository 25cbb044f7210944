import { expect, test, type Fault } from "../../support/line.ts";
import { LINE_BROKEN } from "../../support/problems.ts";
import { Rest } from "../../support/rest.ts";

const SEND = /\/support\/fn\/send$/;
/** A send times out after 30 s. Retries become less frequent. */
const RETRIED = { timeout: 75_000 };
const TEXTS = ["The first", "The second", "The third"];

test.describe.configure({ timeout: 180_000 });

for (const fault of ["refuse", "hang", "swallow", "half", "cut", "502"] satisfies Fault[]) {
  test(`the line breaks at a send (${fault}): all messages arrive once and in order`, async ({ people, site, server, line, problems }) => {
    problems.expect(LINE_BROKEN);
    site.put("/");
    const { chat } = await people.customer({ path: `${site.url}/` });
    await chat.open();
    line.fault(fault, SEND, 1);
    for (const text of TEXTS) await chat.send(text);
    for (const text of TEXTS) await expect(chat.message(text)).toContainText(chat.words.sent, RETRIED);
    await expect(chat.log.locator(".adda-message")).toHaveText(TEXTS.map((text) => new RegExp(text)));
    const rest = await Rest.signIn(server.url);
    expect(await rest.newestMessages()).toEqual(TEXTS);
  });
}

test("the line flaps for both sides: all messages arrive once, and both sides recover by themselves", async ({
  people,
  site,
  server,
  line,
  problems,
}) => {
  problems.expect(LINE_BROKEN);
  site.put("/");
  const { chat } = await people.customer({ path: `${site.url}/` });
  await chat.open();
  await chat.send("Before");
  const desk = await people.agent({ at: line.url });
  await desk.open("Before");
  line.flap(["refuse", "none", "cut", "502", "none", "half"], /\/support\/fn\/(messages|send|agent\/(poll|messages|send))$/);
  for (const text of TEXTS) await chat.send(text);
  await desk.reply("Are you there?");
  await expect.poll(async () => (await (await Rest.signIn(server.url)).newestMessages()).length, RETRIED).toBe(5);
  line.pass();
  for (const text of [...TEXTS, "Before", "Are you there?"]) {
    await expect(chat.message(text)).toHaveCount(1, RETRIED);
    await expect(desk.message(text)).toHaveCount(1, RETRIED);
  }
  const written = (await chat.log.locator(".adda-message").allTextContents()).join();
  expect(TEXTS.map((text) => written.indexOf(text))).toEqual(TEXTS.map((text) => written.indexOf(text)).sort((a, b) => a - b));
  await expect(chat.window.getByText(chat.words.connectionLost)).toBeHidden(RETRIED);
});

for (const delay of [300, 600]) {
  test(`on a line of ${delay} ms both sides write fast: all messages arrive once and in order`, async ({ people, site, line }) => {
    site.put("/");
    line.delay(delay);
    const { chat } = await people.customer({ path: `${site.url}/` });
    await chat.open();
    await chat.send("Before");
    const desk = await people.agent({ at: line.url });
    await desk.open("Before");
    for (const text of TEXTS) await chat.send(text);
    for (const text of TEXTS) await expect(desk.message(text)).toHaveCount(1, RETRIED);
    await desk.reply("An answer");
    await expect(chat.message("An answer")).toHaveCount(1, RETRIED);
    const all = ["Before", ...TEXTS, "An answer"].map((text) => new RegExp(text));
    await expect(chat.log.locator(".adda-message")).toHaveText(all);
    await expect(desk.log.locator(".message")).toHaveText(all);
  });
}
