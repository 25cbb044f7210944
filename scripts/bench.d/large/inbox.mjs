// The requests of an agent for the inbox.
const PAGE = 50;
/** A label that no conversation has, so that only the counts for the tabs take time. */
const NO_LABEL = 999_999_999;
const HALF_A_YEAR_MICROSECONDS = 182 * 86_400e6;

const ask = (agent, view, cursor = null) => agent.call("agent/inbox", { view, cursor });

/** Fetches a page of a view, which must have at least `least` rows. */
const page = (what, view, least = 1) => ({
  what,
  ask: async (agent) => {
    const { conversations } = await ask(agent, view);
    if (conversations.length < least) throw new Error(`"${what}" brought ${conversations.length} rows`);
  },
});

/** Searches. A search that stops before it has read everything returns a cursor, and possibly fewer rows. */
const search = (what, query, least, change = {}) => ({
  what: `search: ${what}`,
  ask: async (agent) => {
    const { conversations, next_cursor: next } = await ask(agent, { query, ...change });
    if (conversations.length < least && next === null) throw new Error(`"${query}" brought ${conversations.length} rows`);
  },
});

const DEEP_PAGE = {
  what: "a page half a year back",
  prepare: async (agent) => {
    const [sort, section, micros, id] = (await ask(agent, {})).next_cursor.split(".");
    return [sort, section, Number(micros) - HALF_A_YEAR_MICROSECONDS, id].join(".");
  },
  ask: async (agent, cursor) => {
    const { conversations } = await ask(agent, {}, cursor);
    if (conversations.length !== PAGE) throw new Error(`a deep page brought ${conversations.length} rows`);
  },
};

const AGENTS_PAGE = {
  what: "first page, one agent's",
  prepare: async (agent) => (await ask(agent, { statuses: ["resolved"] })).conversations.find((row) => row.assigned_agent !== null).assigned_agent.id,
  ask: async (agent, id) => {
    const { conversations } = await ask(agent, { assignee: { agent: id } });
    if (conversations.length !== PAGE) throw new Error(`an agent's page brought ${conversations.length} rows`);
  },
};

export const FIRST_PAGE = page("first page, newest", {}, PAGE);
export const COUNTS = page("only the tabs' counts", { label: NO_LABEL }, 0);

export const INBOX = [
  FIRST_PAGE,
  page("first page, waiting longest", { sort: "waiting" }),
  page("first page, most urgent", { sort: "priority" }),
  page("first page, open", { statuses: ["open"] }),
  page("first page, unread", { unread: true }),
  AGENTS_PAGE,
  page("first page, Bangla and urgent", { language: "bn", priorities: ["urgent"] }),
  DEEP_PAGE,
  COUNTS,
  {
    what: "a poll that brings nothing",
    prepare: async (agent) => ({ since: (await ask(agent, {})).since }),
    // Follows the cursor from one answer to the next, as the console does.
    ask: async (agent, cursor) => {
      cursor.since = (await agent.call("agent/changes", { since: cursor.since })).since;
    },
  },
];

export const SEARCHES = [
  search("one message of all", "number is 1000777", 1),
  search("one message of all, Bangla", "নম্বর 1000012", 1),
  search("a customer's email", "customer433@", 1),
  search("a name that one in 143 has", "Shirin Akter", 5),
  search("a word of many messages", "parcel", PAGE),
  search("a word of many messages, Bangla", "পার্সেল", PAGE),
  search("that word, most urgent first", "parcel", PAGE, { sort: "priority" }),
  search("that word, among the unread", "parcel", 0, { unread: true }),
  search("three letters of most messages", "the", PAGE),
  search("a word that has not been used for half a year", "monsoon", PAGE),
  search("a word that is nowhere", "xyzzy", 0),
  search("two letters that are in many", "বই", PAGE),
  search("two letters that are nowhere", "৳৳", 0),
];
