// The requests of an admin for the statistics and the change log, and of a customer for their own
// history.
const PARTS = ["totals", "days", "status", "priority", "language", "agents", "hours", "ratings"];
const DAY_MS = 86_400_000;

const day = (ago) => new Date(Date.now() - ago * DAY_MS).toISOString().slice(0, 10);
const period = (days) => `?from=${day(days - 1)}&to=${day(0)}`;

const figures = (days) => ({
  what: `statistics of ${days} days, and the ${days} before`,
  ask: async (agent) => {
    const { totals } = JSON.parse(await agent.get(`/support/agent/api/statistics/${period(days)}`));
    if (totals.conversations < days) throw new Error(`${days} days had ${totals.conversations} conversations`);
  },
});

const table = (part) => ({
  what: `30 days as \`${part}.csv\``,
  ask: (agent) => agent.get(`/support/agent/api/statistics/${part}.csv${period(30)}`),
});

export const YEAR = figures(365);
export const STATISTICS = [7, 30, 90].map(figures).concat(YEAR, PARTS.map(table));

const log = (what, view) => ({
  what,
  ask: async (admin) => {
    const { entries } = await admin.call("admin/log", { view, cursor: null });
    if (entries.length < 10) throw new Error(`"${what}" brought ${entries.length} entries`);
  },
});

export const LOG = [
  log("newest page of the change log", {}),
  log("the same, of one person", { who: "person7" }),
  log("the same, of one person and kind", { who: "person7", subject: "label" }),
];

export const HISTORY = [
  {
    what: "history of a customer with one conversation in a hundred",
    ask: async (customer) => {
      const page = await customer.get("/support/conversations/");
      if (!page.includes("CONV-")) throw new Error("the history shows no conversation");
    },
  },
];
