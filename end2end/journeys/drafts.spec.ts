import { expectAccessible } from "../support/accessibility.ts";
import type { Console } from "../support/console.ts";
import { expect, test } from "../support/line.ts";
import type { People } from "../support/people.ts";
import { SERVER_DOWN } from "../support/problems.ts";
import { Rest } from "../support/rest.ts";
import { ADMIN, type Credentials } from "../support/server.ts";
import { BANGLA } from "../support/words/bn.ts";
import { ENGLISH, type Words } from "../support/words/en.ts";

const NADIA: Credentials = { username: "nadia", password: "a long password" };
const ORDER = "Where is my order?";
const GIFT = "Do you gift-wrap?";
/** Signs the admin in in a browser of its own. */
async function device(people: People, looks: { words?: Words; at?: string } = {}): Promise<Console> {
  const desk = await people.stranger(looks);
  await desk.signIn(ADMIN);
  return desk;
}

/** The requests that store drafts. */
const DRAFTS = /^\/support\/fn\/agent\/draft$/;
/** After failures, the next retry may take half a minute. */
const RETRY_LIMIT = { timeout: 45_000 };

for (const words of [ENGLISH, BANGLA]) {
  test(`a draft follows the agent to another device, until it is sent there: ${words.code}`, async ({ server, people }) => {
    await server.addAgent(NADIA);
    const order = await (await Rest.visitor(server.url)).write([ORDER]);
    await (await Rest.visitor(server.url)).write([GIFT]);
    const rest = await Rest.signIn(server.url);
    const office = await device(people, { words });
    const home = await device(people, { words });
    const colleague = await people.agent({ words, as: NADIA });
    const marked = (desk: Console) => desk.row(desk.words.draft);

    await office.open(ORDER);
    await office.field.fill("It comes");
    await expect(marked(home)).toHaveCount(1);
    await expect(marked(home)).toContainText(ORDER);
    await expect(marked(office)).toHaveCount(1);
    await expect(home.list.getByRole("link").first()).toContainText(GIFT);
    await expectAccessible(home.page, "a conversation with a draft");
    await home.open(ORDER);
    await expect(home.field).toHaveValue("It comes");

    // The devices show each other's text while both have the conversation open.
    await home.field.fill("It comes today.");
    await expect(office.field).toHaveValue("It comes today.");
    await office.page.reload();
    await expect(office.field).toHaveValue("It comes today.");

    await home.field.press("Enter");
    await expect(office.field).toHaveValue("");
    await office.expectDelivered("It comes today.");
    await expect(marked(office)).toHaveCount(0);
    await expect(marked(home)).toHaveCount(0);
    expect(await rest.messages(order)).toEqual([ORDER, "It comes today."]);

    // A note is a draft of its own.
    await office.page.getByRole("button", { name: office.words.note, exact: true }).click();
    await office.noteField.fill("Ask the courier");
    await expect(marked(home)).toHaveCount(1);
    await expect(home.field).toHaveValue("");
    await home.page.getByRole("button", { name: home.words.note, exact: true }).click();
    await expect(home.noteField).toHaveValue("Ask the courier");
    await office.noteField.fill("");
    await expect(home.noteField).toHaveValue("");
    await expect(marked(home)).toHaveCount(0);

    await colleague.open(GIFT);
    await expect(colleague.field).toHaveValue("");
    await expect(marked(colleague)).toHaveCount(0);
  });
}

test("a draft that was sent elsewhere while this device was switched off does not come back", async ({ server, people }) => {
  await (await Rest.visitor(server.url)).write([ORDER]);
  await (await Rest.visitor(server.url)).write([GIFT]);
  const office = await device(people);
  const home = await device(people);
  await office.open(ORDER);
  await office.field.fill("It comes today.");
  await home.open(ORDER);
  await expect(home.field).toHaveValue("It comes today.");
  await office.visit("about:blank");
  await home.field.press("Enter");
  await home.expectDelivered("It comes today.");
  await expect(home.row(home.words.draft)).toHaveCount(0);

  await office.visit();
  await office.open("It comes today.");
  await expect(office.field).toHaveValue("");
  await office.open(GIFT);
  await expect(home.row(home.words.draft)).toHaveCount(0);
});

test("what is typed while the server is down stays, and is stored once it is back", async ({ server, people, problems, line }) => {
  problems.expect(SERVER_DOWN);
  await (await Rest.visitor(server.url)).write([ORDER]);
  await (await Rest.visitor(server.url)).write([GIFT]);
  const office = await device(people, { at: line.url });
  await office.open(ORDER);
  await office.field.fill("It comes");
  await expect(office.row(office.words.draft)).toHaveCount(1);
  line.fault("refuse", DRAFTS);
  const before = line.count(DRAFTS);
  await office.field.fill("It comes today.");
  await expect.poll(() => line.count(DRAFTS)).toBeGreaterThan(before);
  await expect(office.page.getByRole("alert")).toBeEmpty();
  await office.open(GIFT);
  await office.open(ORDER);
  await expect(office.field).toHaveValue("It comes today.");

  const home = await device(people);
  await home.open(ORDER);
  await expect(home.field).toHaveValue("It comes");
  line.pass();
  await expect(home.field).toHaveValue("It comes today.", RETRY_LIMIT);
});
