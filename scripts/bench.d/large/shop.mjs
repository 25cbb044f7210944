// A shop as it is after a busy year, in SQL that both databases run. All
// follows from numbers: each run makes the same, up to the moment it ends at.
import { numbers, word } from "./dialect.mjs";
import { content, customerName, lastWords } from "./texts.mjs";

export const CONVERSATIONS = 100_000;
export const MESSAGES = 1_000_000;
/** The shop's own number of the customer who has written most. */
export const REGULAR = "regular";

const EACH = MESSAGES / CONVERSATIONS;
const AGENTS = 12;
const YEAR_SECONDS = 365 * 86_400;
/** Between two messages of a conversation. */
const PAUSE_SECONDS = 180;
/** Those that began last go on. */
const ENDED = CONVERSATIONS - 1_200;
/** Numbers below these belong to what a new database holds. */
const FIRST_AGENT = 1_000;
const FIRST_CUSTOMER = 10_000;

const isBangla = (conversation) => `${conversation} % 2 = 0`;
/** Whose conversation it is: every hundredth is the regular's, who is the first. */
const customerOf = (conversation) => `CASE WHEN ${conversation} % 100 = 0 THEN ${FIRST_CUSTOMER + 1} ELSE ${FIRST_CUSTOMER} + ${conversation} END`;
const agentOf = (conversation) => `${FIRST_AGENT + 1} + ${conversation} % ${AGENTS}`;

function* people({ moment }, now) {
  const columns = "INSERT INTO accounts_user (id, username, name, email, role, is_active, external_id, date_joined)";
  yield `${columns} ${numbers(AGENTS)} SELECT ${FIRST_AGENT} + n, 'agent' || n, 'Agent ' || n, '', 'agent', true, NULL, ${moment(now)} FROM numbers`;
  yield `${columns} ${numbers(CONVERSATIONS)} SELECT ${FIRST_CUSTOMER} + n, 'customer' || n, ${customerName("n")},
    'customer' || n || '@example.com', 'customer', true, CASE WHEN n = 1 THEN '${REGULAR}' END, ${moment(now - YEAR_SECONDS)} FROM numbers`;
  yield `INSERT INTO support_supportagent (id, user_id, display_name, created_at) ${numbers(AGENTS)}
    SELECT ${FIRST_AGENT} + n, ${FIRST_AGENT} + n, 'Agent ' || n, ${moment(now)} FROM numbers`;
}

function conversations({ moment, digits }, begin) {
  const began = begin("n");
  const isActive = `n > ${ENDED}`;
  const last = `${began} + ${(EACH - 1) * PAUSE_SECONDS}`;
  return `INSERT INTO support_conversation (id, conversation_id, user_id, assigned_agent_id, status, priority, language,
      agent_unread_count, last_message_at, last_message_id, last_message_text, last_message_is_agent, first_message_at,
      first_response_at, resolved_at, waiting_since, rating, rated_at, created_at, updated_at) ${numbers(CONVERSATIONS)}
    SELECT n, 'CONV-' || ${digits("n")}, ${customerOf("n")}, CASE WHEN n % 9 = 0 THEN NULL ELSE ${agentOf("n")} END,
      CASE WHEN ${isActive} AND n % 5 = 0 THEN 'pending' WHEN ${isActive} THEN 'open' WHEN n % 4 = 0 THEN 'closed' ELSE 'resolved' END,
      ${word("n / 2", ["normal", "normal", "low", "normal", "high", "normal", "urgent", "normal"])},
      CASE WHEN ${isBangla("n")} THEN 'bn' ELSE 'en' END,
      CASE WHEN ${isActive} AND n % 3 = 0 THEN 1 + n % 4 ELSE 0 END, ${moment(last)}, n * ${EACH}, ${lastWords(isBangla("n"))}, false,
      ${moment(began)}, ${moment(`${began} + 30 + n * 7919 % 3600`)},
      CASE WHEN NOT (${isActive}) THEN ${moment(`${began} + 3600 + n * 7907 % 90000`)} END,
      CASE WHEN ${isActive} AND n % 2 = 0 THEN ${moment(last)} END,
      CASE WHEN n % 4 = 0 THEN 1 + n * 7 / 4 % 5 END, CASE WHEN n % 4 = 0 THEN ${moment(`${began} + 9000`)} END,
      ${moment(began)}, ${moment(last)} FROM numbers`;
}

function messages({ moment }, begin) {
  const conversation = `((n - 1) / ${EACH} + 1)`;
  const place = `((n - 1) % ${EACH})`;
  const isAgent = `${place} % 2 = 0 AND ${place} > 0`;
  const said = content({ place, message: "n", isBangla: isBangla(conversation), isEarly: `n < ${MESSAGES / 2}` });
  return `INSERT INTO support_message (id, conversation_id, sender_id, is_agent, message_type, content, attachment_name, is_read, created_at)
    ${numbers(MESSAGES)}
    SELECT n, ${conversation}, CASE WHEN ${place} = 0 THEN NULL WHEN ${isAgent} THEN ${agentOf(conversation)} ELSE ${customerOf(conversation)} END,
      ${isAgent}, CASE WHEN ${place} = 0 THEN 'system' ELSE 'text' END, ${said},
      CASE WHEN n % 50 = 8 THEN 'receipt-' || n || '.pdf' ELSE '' END, true,
      ${moment(`${begin(conversation)} + ${place} * ${PAUSE_SECONDS}`)} FROM numbers`;
}

/** Fills tables that have just been made; the year ends `now`, in seconds since 1970. */
export function* statements(dialect, now) {
  // The last message of the last conversation is not to come after the end.
  const start = now - YEAR_SECONDS - EACH * PAUSE_SECONDS;
  const begin = (conversation) => `(${start} + ${conversation} * ${YEAR_SECONDS / CONVERSATIONS})`;
  yield* people(dialect, now);
  yield conversations(dialect, begin);
  yield messages(dialect, begin);
}
