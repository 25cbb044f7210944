import { expectForbidden, expectLockedOut, mayNot, type Request } from "../../support/matrix.ts";
import { Rest } from "../../support/rest.ts";
import { AGENT_SESSION, CUSTOMER_SESSION, sessionOf } from "../../support/session.ts";
import { expect, test } from "../../support/test.ts";
import { ENGLISH } from "../../support/words/en.ts";

const MINA = { username: "Mina", password: "a tall ship and a star" };

/** A feature that the matrix denies: its screen, and its requests to the API. */
interface Denied {
  feature: string;
  screen: string;
  requests: (conversation: string) => Request[];
}

const update = (conversation: string, body: object): Request[] => [
  { method: "POST", path: `/support/agent/api/conversation/${conversation}/update/`, body },
];

const FOR_CUSTOMERS: Denied[] = [
  {
    feature: "Search Convos",
    screen: "/console/inbox?q=order",
    requests: () => [{ method: "GET", path: "/support/agent/api/conversations/?q=order" }],
  },
  { feature: "Change Status", screen: "/console/inbox", requests: (id) => update(id, { status: "resolved" }) },
  { feature: "Set Priority", screen: "/console/inbox", requests: (id) => update(id, { priority: "urgent" }) },
  { feature: "Assign Agent", screen: "/console/inbox", requests: (id) => update(id, { assigned_agent_id: null }) },
  {
    feature: "Bulk Actions",
    screen: "/console/inbox",
    requests: (id) => [
      { method: "POST", path: "/support/agent/api/conversations/bulk/", body: { ids: [id], action: "resolve" } },
    ],
  },
  {
    feature: "Quick Replies",
    screen: "/console/quick-replies",
    requests: () => [
      { method: "GET", path: "/support/agent/api/quick-replies/" },
      { method: "GET", path: "/support/admin/api/quick-replies/" },
    ],
  },
  {
    feature: "View Statistics",
    screen: "/console/statistics",
    requests: () => [{ method: "GET", path: "/support/agent/api/statistics/?from=2026-11-01&to=2026-11-30" }],
  },
  {
    feature: "View All Convos",
    screen: "/console/inbox",
    requests: (id) => [
      { method: "GET", path: "/support/agent/api/conversations/" },
      { method: "GET", path: `/support/agent/api/conversation/${id}/messages/` },
    ],
  },
];

const FOR_ADMINS_ONLY: Denied[] = [
  {
    feature: "Configure Settings",
    screen: "/console/settings",
    requests: () => [
      { method: "GET", path: "/support/admin/api/settings/" },
      { method: "PUT", path: "/support/admin/api/settings/", body: { is_enabled: false } },
    ],
  },
  {
    feature: "Manage Agents",
    screen: "/console/agents",
    requests: () => [
      { method: "GET", path: "/support/admin/api/agents/" },
      { method: "POST", path: "/support/admin/api/agents/", body: { username: "Rahim" } },
    ],
  },
];

for (const { feature, screen, requests } of [...FOR_CUSTOMERS, ...FOR_ADMINS_ONLY]) {
  test(mayNot(feature, "customer"), async ({ server, people }) => {
    const customer = await Rest.visitor(server.url);
    const conversation = await customer.write(["Where is my order?"]);
    await expectForbidden(server.url, customer.token, requests(conversation));
    const { page } = await people.customer();
    await page.context().addCookies([{ name: CUSTOMER_SESSION, value: customer.token, url: server.url }]);
    await expectLockedOut(page, screen, ENGLISH.console);
  });
}

for (const { feature, screen, requests } of FOR_ADMINS_ONLY) {
  test(mayNot(feature, "agent"), async ({ server, people }) => {
    await server.addAgent(MINA);
    const { page, words } = await people.agent({ as: MINA });
    await expectForbidden(server.url, await sessionOf(page, AGENT_SESSION), requests(""));
    await page.goto(screen);
    await expect(page.getByRole("heading", { name: words.adminsOnly })).toBeVisible();
    await expect(page.getByRole("textbox")).toHaveCount(0);
  });
}
