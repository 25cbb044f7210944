// Resident memory: idle, and with all windows open.
import { setMaxListeners } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { Connection } from "./connection.mjs";
import { pollOf } from "./people.mjs";
import { Server } from "./server.mjs";

const POLL_MS = 3_000;
const IDLE_MS = 5_000;
const OPEN_MS = 30_000;

/** Polls as the widget and the console do, the next one 3 s after each answer, until `ended` is aborted. */
async function keepPolling(connection, poll, delay, ended) {
  try {
    await wait(delay, undefined, { signal: ended });
    while (!ended.aborted) {
      await poll();
      await wait(POLL_MS, undefined, { signal: ended });
    }
  } catch (error) {
    if (!ended.aborted) throw error;
  } finally {
    connection.close();
  }
}

function openWidget(origin, visitor, delay, ended) {
  const connection = new Connection(origin, { cookie: `adda_session=${visitor.token}` });
  return keepPolling(connection, () => connection.post("/support/fn/messages", pollOf(visitor)), delay, ended);
}

/** Opens a console, which polls the inbox and the conversation on its screen. */
function openConsole(origin, agent, visitor, ended) {
  const connection = new Connection(origin, { cookie: `adda_agent=${agent.token}` });
  const { conversation: id, range } = pollOf(visitor);
  let since = new Date().toISOString();
  const poll = async () => {
    ({ since } = await connection.post("/support/fn/agent/changes", { since }));
    await connection.post("/support/fn/agent/messages", { id, range });
  };
  return keepPolling(connection, poll, 0, ended);
}

/**
 * Returns the bytes when idle and with all conversations open, and the share of one core that the
 * polls take then.
 */
export async function measureMemory(binary, folder, { agent, visitors }) {
  const { server } = await Server.start(binary, folder);
  await wait(IDLE_MS);
  const idle = server.residentMemory();
  const closing = new AbortController();
  setMaxListeners(visitors.length + 1, closing.signal);
  const windows = visitors.map((visitor, index) => {
    // The polls begin at evenly spread times, as visitors arrive.
    return openWidget(server.origin, visitor, (POLL_MS * index) / visitors.length, closing.signal);
  });
  windows.push(openConsole(server.origin, agent, visitors[0], closing.signal));
  const polling = Promise.all(windows);
  const before = server.processorTime();
  // A poll that fails ends the benchmark at once.
  await Promise.race([wait(OPEN_MS), polling]);
  const open = server.residentMemory();
  const processorShare = (server.processorTime() - before) / (OPEN_MS / 1000);
  closing.abort();
  await polling;
  await server.stop();
  return { idle, open, processorShare };
}
