import { Console } from "../support/console.ts";
import { ENDLESS, SLOW, limitUpload, pdf, text } from "../support/files.ts";
import { answered } from "../support/problems.ts";
import { Rest } from "../support/rest.ts";
import { ADMIN, type Server } from "../support/server.ts";
import { AGENT_SESSION } from "../support/session.ts";
import { expect, test } from "../support/test.ts";
import { Uploads, answer, closeTab, forbidIndexedDb, storedFiles } from "../support/uploads.ts";
import { ENGLISH } from "../support/words/en.ts";

test.describe.configure({ timeout: 60_000 });

const AGAIN = { timeout: 25_000 };
/** The mark of a conversation with unsent messages or files. */
const UNSENT = ".chip--unsent";
const NADIA = { username: "nadia", password: "a long password" };

/** Starts two conversations that wait for an answer. Returns the id of the first. */
async function twoConversations(server: Server): Promise<string> {
  const asked = await (await Rest.visitor(server.url)).write(["Where is my book?"]);
  await (await Rest.visitor(server.url)).write(["Do you ship to Sylhet?"]);
  return asked;
}

async function expectArrived(server: Server, conversation: string, expected: string[]): Promise<void> {
  const rest = await Rest.signIn(server.url);
  await expect.poll(() => rest.arrivals(conversation), AGAIN).toEqual(expected);
}

async function expectUnderWay(desk: Console, name: string): Promise<void> {
  const bar = desk.uploads.filter({ hasText: name }).getByRole("progressbar");
  await expect.poll(async () => Number(await bar.getAttribute("value")), AGAIN).toBeGreaterThan(0);
}

test("a slow upload continues while another conversation and other pages are shown", async ({ server, people }) => {
  const asked = await twoConversations(server);
  const desk = await people.agent();
  // Only this page has the file.
  await forbidIndexedDb(desk.page);
  await desk.page.reload();
  const uploads = Uploads.of(desk.page);
  await desk.open("Where is my book?");
  await limitUpload(desk.page, SLOW);
  await desk.pick([text("slow.txt", ENDLESS)]);
  await expectUnderWay(desk, "slow.txt");
  await expect(desk.page.getByText(desk.files.keepOpen)).toBeVisible();
  await desk.open("Do you ship to Sylhet?");
  await expect(desk.uploads).toHaveCount(0);
  await expect(desk.row("Where is my book?").locator(UNSENT)).toBeVisible();
  await desk.page.getByRole("link", { name: ENGLISH.statistics.title, exact: true }).click();
  await expect(desk.page.getByRole("heading", { name: ENGLISH.statistics.title })).toBeVisible();
  // Its name has a count until the slow line has told the server what was read.
  await desk.page.getByRole("link", { name: new RegExp(`^${desk.words.inbox}`) }).click();
  await desk.open("Where is my book?");
  await expectUnderWay(desk, "slow.txt");
  await limitUpload(desk.page, -1);
  await expectArrived(server, asked, ["Where is my book?", "slow.txt"]);
  await expect(desk.log.getByText("slow.txt")).toHaveCount(1);
  await expect(desk.row("slow.txt").locator(UNSENT)).toHaveCount(0);
  expect(uploads.begun).toBe(1);
});

test("an upload continues after a reload, and a tab with uploads asks before it is closed", async ({ server, people }) => {
  const asked = await twoConversations(server);
  const desk = await people.agent();
  await desk.open("Where is my book?");
  await limitUpload(desk.page, SLOW);
  await desk.pick([text("slow.txt", ENDLESS)]);
  await expectUnderWay(desk, "slow.txt");
  await expect.poll(() => storedFiles(desk.page)).toBe(1);
  // The upload continues on a page without a conversation.
  await desk.visit("/console/statistics");
  await limitUpload(desk.page, -1);
  await expectArrived(server, asked, ["Where is my book?", "slow.txt"]);
  await expect.poll(() => storedFiles(desk.page)).toBe(0);

  await desk.visit("/console/inbox");
  await desk.open("Do you ship to Sylhet?");
  await limitUpload(desk.page, SLOW);
  await desk.pick([text("more.txt", ENDLESS)]);
  await expectUnderWay(desk, "more.txt");
  expect(await closeTab(desk.page)).toBe(true);
});

test("a file that fails is sent again while another conversation is open, and arrives once", async ({ server, people, problems }) => {
  problems.expect(answered(502));
  const asked = await twoConversations(server);
  const desk = await people.agent();
  const uploads = Uploads.of(desk.page);
  await desk.open("Where is my book?");
  const heal = await uploads.spoil(answer(502));
  await desk.pick([pdf("invoice.pdf")]);
  await expect(desk.page.getByText(desk.files.tryingAgain)).toBeVisible();
  await desk.open("Do you ship to Sylhet?");
  await heal();
  await expectArrived(server, asked, ["Where is my book?", "invoice.pdf"]);
});

test("signing out deletes an agent's unsent files, and the next agent sends none of them", async ({ server, people, problems }) => {
  problems.expect(answered(502));
  await server.addAgent(NADIA);
  const asked = await twoConversations(server);
  const desk = await people.agent();
  const uploads = Uploads.of(desk.page);
  await desk.open("Where is my book?");
  const heal = await uploads.spoil(answer(502));
  await desk.pick([pdf("private.pdf")]);
  await expect(desk.page.getByText(desk.files.tryingAgain)).toBeVisible();
  await expect.poll(() => storedFiles(desk.page)).toBe(1);
  await desk.signOut("unsent");
  await heal();
  await expect.poll(() => storedFiles(desk.page)).toBe(0);
  const before = uploads.begun;
  await desk.signIn(NADIA);
  await desk.open("Where is my book?");
  await expect(desk.uploads).toHaveCount(0);
  await desk.pick([pdf("hers.pdf")]);
  await expectArrived(server, asked, ["Where is my book?", "hers.pdf"]);
  expect(uploads.begun).toBe(before + 1);
});

test("a file waits after the session has ended, and is sent once the same agent signs in again", async ({ server, people, problems }) => {
  for (const problem of [answered(502), answered(401)]) problems.expect(problem);
  const asked = await twoConversations(server);
  const desk = await people.agent();
  const uploads = Uploads.of(desk.page);
  await desk.open("Where is my book?");
  const heal = await uploads.spoil(answer(502));
  await desk.pick([pdf("invoice.pdf")]);
  await expect(desk.page.getByText(desk.files.tryingAgain)).toBeVisible();
  await desk.page.context().clearCookies({ name: AGENT_SESSION });
  await heal();
  await expect(desk.signInButton).toBeVisible(AGAIN);
  await desk.signIn(ADMIN);
  await expectArrived(server, asked, ["Where is my book?", "invoice.pdf"]);
});
