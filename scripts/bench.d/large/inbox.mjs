// What an agent asks of the inbox.
const PAGE = 50;
/** A view that lists nothing: what is left is to count for the tabs. */
const NO_LABEL = 999_999_999;
/** Rows that lie between the first page and a deep one, and the microseconds from one to the next (shop.mjs). */
const DEEP_ROWS = 50_000;
const MICROSECONDS_A_ROW = 315.36e6;

const ask = (agent, view, cursor = null) => agent.call("agent/inbox", { view, cursor });

/** A page of a view, which has to have so many rows. */
const page = (what, view, rows = PAGE) => ({
  what,
  ask: async (agent) => {
    const { conversations } = await ask(agent, view);
    if (conversations.length !== rows) throw new Error(`"${what}" brought ${conversations.length} rows, not ${rows}`);
  },
});

/** What a search finds. Where it stops before all is read, rows and the place to go on from come in turn. */
const search = (what, query, rows, change = {}) => ({
  what: `search: ${what}`,
  ask: async (agent) => {
    const { conversations, next_cursor: next } = await ask(agent, { query, ...change });
    const isGood = conversations.length === rows || (next !== null && conversations.length < rows);
    if (!isGood) throw new Error(`"${query}" brought ${conversations.length} rows, not ${rows}`);
  },
});

function deeper(cursor) {
  const [sort, section, micros, id] = cursor.split(".");
  return [sort, section, Number(micros) - DEEP_ROWS * MICROSECONDS_A_ROW, Number(id) - DEEP_ROWS].join(".");
}

const DEEP_PAGE = {
  what: "a page 50,000 rows down",
  prepare: async (agent) => deeper((await ask(agent, {})).next_cursor),
  ask: async (agent, cursor) => {
    const { conversations } = await ask(agent, {}, cursor);
    if (conversations.length !== PAGE) throw new Error(`a deep page brought ${conversations.length} rows`);
  },
};

export const INBOX = [
  page("first page, newest", {}),
  page("first page, waiting longest", { sort: "waiting" }),
  page("first page, most urgent", { sort: "priority" }),
  page("first page, open", { statuses: ["open"] }),
  page("first page, unread", { unread: true }),
  page("first page, one agent's", { assignee: { agent: 1003 } }),
  page("first page, Bangla and urgent", { language: "bn", priorities: ["urgent"] }, PAGE),
  DEEP_PAGE,
  page("only the tabs' counts", { label: NO_LABEL }, 0),
  { what: "a poll that brings nothing", ask: (agent) => agent.call("agent/changes", { since: new Date().toISOString() }) },
];

export const SEARCHES = [
  search("one message of all", "number is 250002", 1),
  search("one message of all, Bangla", "নম্বর 250012", 1),
  search("a customer's email", "customer77777@", 1),
  search("a name that 700 have", "Shirin Akter", PAGE),
  search("a word of 100,000 messages", "parcel", PAGE),
  search("a word of 100,000 messages, Bangla", "পার্সেল", PAGE),
  search("that word, most urgent first", "parcel", PAGE, { sort: "priority" }),
  search("that word, among the unread", "parcel", PAGE, { unread: true }),
  search("three letters of most messages", "the", PAGE),
  search("a word that nobody has used for half a year", "monsoon", PAGE),
  search("a word that is nowhere", "xyzzy", 0),
  search("two letters that are in many", "বই", PAGE),
  search("two letters that are nowhere", "৳৳", 0),
];
