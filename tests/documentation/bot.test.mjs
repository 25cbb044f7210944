// docs/examples/bot.py against a real server.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { ADMIN, ROOT, admin, serve, start, until, visitor } from "./server.mjs";

const runBot = (test, url) =>
  start(test, "python3", [join(ROOT, "docs/examples/bot.py")], {
    ADDA_URL: url,
    ADDA_USERNAME: ADMIN.username,
    ADDA_PASSWORD: ADMIN.password,
    BOT_EVERY_SECONDS: "0.1",
    PYTHONDONTWRITEBYTECODE: "1",
  });

const answersIn = async ({ messages }) => (await messages()).filter((message) => message.is_agent);

test("the bot answers each conversation once, in its language, and leaves it unassigned", { timeout: 60_000 }, async (test) => {
  const url = await serve(test);
  const team = await admin(url);
  const earlier = await visitor(url, "I wrote before the bot ran");
  const first = runBot(test, url);
  const isFree = async ({ id }) => {
    const { conversations } = await team("/support/agent/api/conversations/?assignee=none");
    return conversations.some((row) => row.conversation_id === id);
  };
  const isAnswered = async (chat) => (await answersIn(chat)).length > 0 && isFree(chat);
  await until("the earlier conversation is answered", () => isAnswered(earlier), 20_000, () => first.output);

  const later = await visitor(url, "ডেলিভারি কবে?", "bn");
  await until("the later conversation is answered", () => isAnswered(later), 20_000, () => first.output);
  assert.match((await answersIn(later))[0].content, /ধন্যবাদ/);

  // Neither another message nor a restart of the bot leads to a second answer.
  await earlier.send("Are you there?");
  first.kill("SIGKILL");
  await first.ended;
  const second = runBot(test, url);
  const last = await visitor(url, "I wrote last");
  await until("the last conversation is answered", () => isAnswered(last), 20_000, () => second.output);
  assert.equal((await answersIn(earlier)).length, 1);
  assert.equal((await answersIn(later)).length, 1);
  assert.equal(second.output, "");
});

test("the bot leaves conversations to the colleagues who have taken them", { timeout: 60_000 }, async (test) => {
  const url = await serve(test);
  const team = await admin(url);
  const agent = { username: "nadia", display_name: "Nadia" };
  const { agent_id: nadia } = await team("/support/admin/api/agents/", agent);
  const taken = await visitor(url, "For Nadia");
  await team(`/support/agent/api/conversation/${taken.id}/update/`, { assigned_agent_id: nadia });
  const bot = runBot(test, url);
  const free = await visitor(url, "For anyone");
  await until("the free conversation is answered", async () => (await answersIn(free)).length > 0, 20_000, () => bot.output);
  assert.deepEqual(await answersIn(taken), []);
});
