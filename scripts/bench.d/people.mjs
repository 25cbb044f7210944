// The people of the benchmark: 200 visitors, each with an open conversation, and one agent.
import { Connection } from "./connection.mjs";
import { ADMIN } from "./server.mjs";

const CONVERSATIONS = 200;

/** Returns the body of a poll of the widget. */
export const pollOf = ({ conversation, newest }) => ({ conversation, range: { after: newest, before: null, limit: null } });

async function signIn(connection) {
  const { token } = await connection.post("/support/api/login/", ADMIN);
  await connection.post("/support/fn/agent/online", { is_online: true }, { cookie: `adda_agent=${token}` });
  return { token };
}

async function startConversation(connection) {
  const { token } = await connection.post("/support/api/session/");
  const bearer = { authorization: `Bearer ${token}` };
  const { conversation_id: conversation } = await connection.post("/support/api/conversation/create/", {}, bearer);
  const content = "Good morning! When will the books that I ordered on Sunday arrive?";
  const { message } = await connection.post(`/support/api/conversation/${conversation}/send/`, { content }, bearer);
  return { token, conversation, newest: message.id };
}

/** Checks that a poll is idle, because another poll would cost more. */
async function checkIdle(connection, visitor) {
  const cookie = `adda_session=${visitor.token}`;
  const { messages, status } = await connection.post("/support/fn/messages", pollOf(visitor), { cookie });
  if (messages.length > 0 || status !== "open") throw new Error(`an idle poll brought ${messages.length} messages, status ${status}`);
}

/**
 * Signs the agent in, sets them online, and creates visitors: `{token, conversation, newest}`.
 * `newest` is the id of the visitor's message.
 */
export async function startConversations(origin, count = CONVERSATIONS) {
  const connection = new Connection(origin);
  const agent = await signIn(connection);
  const visitors = [];
  while (visitors.length < count) visitors.push(await startConversation(connection));
  await checkIdle(connection, visitors[0]);
  connection.close();
  return { agent, visitors };
}
