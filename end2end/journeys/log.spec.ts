import { Admin } from "../support/admin.ts";
import { Rest } from "../support/rest.ts";
import { expect, test } from "../support/test.ts";
import { BANGLA } from "../support/words/bn.ts";

test("the log in Bangla names each field in Bangla, and shows moments as dates and orders as names", async ({ server, people }) => {
  const rest = await Rest.signIn(server.url);
  const agents = "/support/admin/api/agents/";
  await rest.post(agents, { username: "mina", display_name: "Mina", role: "admin" });
  await rest.post(agents, { username: "rafi", display_name: "Rafi" });
  const ids = (await rest.get<{ id: number }[]>(agents)).map(({ id }) => id);
  await rest.post(`${agents}order/`, { ids: ids.reverse() });
  await rest.changeSettings({ holidays: [{ date: "2026-12-16", name: "Victory Day", name_bn: "বিজয় দিবস" }], keep_log_days: 400 });
  const admin = await Admin.at(people, "/console/log", { words: BANGLA });
  const entries = admin.rows();
  await expect(entries.filter({ hasText: "বিজয় দিবস" })).toContainText("১৬ ডিসেম্বর, ২০২৬");
  await expect(entries.filter({ hasText: "৪০০ দিন" })).toHaveCount(1);
  const invitation = entries.filter({ hasText: "লিঙ্ক চলবে যতক্ষণ" }).first();
  await expect(invitation).toBeVisible();
  await expect(invitation).not.toContainText(/\d{4}-\d{2}/);
  await expect(entries.filter({ hasText: "প্রদর্শিত নাম" }).filter({ hasText: "Mina" })).toContainText("অ্যাডমিন");
  await expect(entries.filter({ hasText: "ক্রম" }).first()).toContainText(/Rafi, Mina/);
  // No field has its name in the API.
  for (const name of await admin.page.locator(".change-fields dt").allTextContents()) {
    expect(name).not.toMatch(/[a-z]/);
  }
});
