// Calls operations of each group with the types that openapi-typescript has generated. A call that
// does not match the description does not compile.
//
// Arguments: the address of the server, the admin's password.

import { equal, ok } from "node:assert/strict";
import createClient from "openapi-fetch";

import type { components, paths } from "./api.js";

const [baseUrl, password] = process.argv.slice(2) as [string, string];

/** Returns a client without a session, or with the session of a token. */
const client = (token?: string) =>
  createClient<paths>({ baseUrl, headers: token === undefined ? {} : { authorization: `Bearer ${token}` } });

/** Returns the answer of a request that must succeed. */
async function answer<T>(request: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, error, response } = await request;
  equal(response.status, 200, `${response.url}: ${JSON.stringify(error)}`);
  ok(data !== undefined, `${response.url} answers nothing`);
  return data;
}

/** Returns the error code of a request that must fail. */
async function refusal(
  request: Promise<{ error?: components["schemas"]["ApiError"]; response: Response }>,
): Promise<components["schemas"]["ErrorCode"] | undefined> {
  return (await request).error?.code;
}

/** Returns a form with a file. The generated types represent `binary` as a string. */
const form = (name: string, content: string) => ({
  body: { file: content },
  bodySerializer: () => {
    const data = new FormData();
    data.append("file", new Blob([content], { type: "text/plain" }), name);
    return data;
  },
});

const anonymous = client();
const config = await answer(anonymous.GET("/support/api/config/", { params: { query: { lang: "bn" } } }));
const online: number = config.agents_online;
equal(typeof online, "number");

const session = await answer(anonymous.POST("/support/api/session/", { body: {} }));
const customer = client(session.token);
const { conversation_id: id } = await answer(customer.POST("/support/api/conversation/create/"));
const path = { id };
const sent = await answer(
  customer.POST("/support/api/conversation/{id}/send/", { params: { path }, body: { content: "Hello", client_id: "1" } }),
);
ok(!Number.isNaN(Date.parse(sent.message.created_at)));
const receipt = form("receipt.txt", "Paid");
const uploaded = await answer(customer.POST("/support/api/conversation/{id}/upload/", { params: { path }, ...receipt }));
equal(uploaded.message.attachment_name, "receipt.txt");
const thread = await answer(
  customer.GET("/support/api/conversation/{id}/messages/", { params: { path, query: { limit: 10 } } }),
);
equal(thread.messages[0]?.is_agent, false);
const transcript = await answer(
  customer.GET("/support/api/conversation/{id}/transcript/", { params: { path }, parseAs: "text" }),
);
ok(transcript.includes("Hello"));
const elsewhere = { params: { path: { id: "CONV-000000000000" } } };
equal(await refusal(customer.GET("/support/api/conversation/{id}/messages/", elsewhere)), "not_found");

const login = await answer(anonymous.POST("/support/api/login/", { body: { username: "admin", password } }));
const admin = client(login.token);
const page = await answer(admin.GET("/support/agent/api/conversations/", { params: { query: { status: "open" } } }));
equal(page.conversations[0]?.conversation_id, id);
await answer(admin.GET("/support/agent/api/conversations/changes/", { params: { query: { since: page.since } } }));
await answer(admin.POST("/support/agent/api/conversation/{id}/note/", { params: { path }, body: { content: "A note" } }));
const report = await answer(
  admin.POST("/support/agent/api/conversations/bulk/", { body: { ids: [id], action: "assign", value: null } }),
);
equal(report.results[0]?.conversation_id, id);
const label = await answer(admin.POST("/support/agent/api/labels/", { body: { name: "Refund", color: "#FF4444" } }));
await answer(
  admin.PUT("/support/agent/api/conversation/{id}/labels/{label}/", { params: { path: { id, label: label.id } } }),
);
await answer(admin.GET("/support/agent/api/statistics/"));
const table = { params: { path: { file: "days.csv" } }, parseAs: "text" } as const;
ok((await answer(admin.GET("/support/agent/api/statistics/{file}", table))).includes(","));

const [me] = await answer(admin.GET("/support/admin/api/agents/"));
ok(me !== undefined);
const face = Buffer.from("R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs=", "base64");
const picture = await answer(
  admin.PUT("/support/admin/api/agents/{id}/avatar/", {
    params: { path: { id: me.id } },
    headers: { "content-type": "application/octet-stream" },
    body: face.toString("binary"),
    bodySerializer: () => face,
  }),
);
ok(picture.avatar);
await answer(admin.PATCH("/support/admin/api/settings/", { body: { rating_enabled: true } }));
const log = await answer(admin.GET("/support/admin/api/log/", { params: { query: { subject: "settings" } } }));
const change = log.entries[0]?.changes[0];
equal(change?.field, "rating_enabled");
equal(change?.after, true);
await answer(admin.POST("/support/admin/api/quick-replies/", { body: { title: "Hello", content: "Hello!" } }));
equal(await refusal(customer.GET("/support/admin/api/agents/")), "forbidden");
await answer(admin.POST("/support/api/logout/"));
equal(await refusal(admin.GET("/support/agent/api/agents/")), "not_signed_in");
