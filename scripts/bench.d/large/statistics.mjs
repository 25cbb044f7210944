// What an admin asks of the statistics, and a customer of the own history.
const PARTS = ["totals", "days", "status", "priority", "language", "agents", "hours", "ratings"];
const DAY_MS = 86_400_000;

const day = (ago) => new Date(Date.now() - ago * DAY_MS).toISOString().slice(0, 10);
const period = (days) => `?from=${day(days - 1)}&to=${day(0)}`;

const figures = (days) => ({
  what: `statistics of ${days} days, and the ${days} before`,
  ask: async (agent) => {
    const { totals } = JSON.parse(await agent.get(`/support/agent/api/statistics/${period(days)}`));
    if (totals.conversations < days * 200) throw new Error(`${days} days had ${totals.conversations} conversations`);
  },
});

const table = (part) => ({
  what: `30 days as \`${part}.csv\``,
  ask: (agent) => agent.get(`/support/agent/api/statistics/${part}.csv${period(30)}`),
});

export const STATISTICS = [7, 30, 90, 365].map(figures).concat(PARTS.map(table));

export const HISTORY = [
  {
    what: "a customer's history, of 1,000 conversations",
    ask: async (customer) => {
      const page = await customer.get("/support/conversations/");
      if (!page.includes("CONV-")) throw new Error("the history shows no conversation");
    },
  },
];
