import type { BrowserContext, Page } from "@playwright/test";
import { Admin } from "../support/admin.ts";
import { SERVER_DOWN } from "../support/problems.ts";
import { fieldOf } from "../support/refusals.ts";
import { Rest } from "../support/rest.ts";
import type { Server } from "../support/server.ts";
import { expect, test } from "../support/test.ts";
import { ENGLISH } from "../support/words/en.ts";

test.describe.configure({ timeout: 120_000 });

const LOST_NETWORK = /net::ERR_INTERNET_DISCONNECTED/;
/** Polls wait up to half a minute between retries while the server does not answer. */
const BACK_LIMIT = { timeout: 45_000 };

/** A way in which the server cannot be reached for a while. */
interface Outage {
  name: string;
  begin: (server: Server, context: BrowserContext) => Promise<unknown>;
  end: (server: Server, context: BrowserContext) => Promise<unknown>;
}

const OUTAGES: Outage[] = [
  { name: "the network is lost", begin: (_, context) => context.setOffline(true), end: (_, context) => context.setOffline(false) },
  { name: "the server is restarted", begin: (server) => server.stop(), end: (server) => server.start() },
];

/** A form: its address, the change that is made in it, and its button. */
interface Form {
  path: string;
  field: string;
  typed: string;
  button: string;
}

const { save, makeLink, saved } = { save: "Save", makeLink: "Create link", saved: "Saved" };
const FORMS: Form[] = [
  { path: "/console/settings", field: "welcome_message", typed: "Welcome to the reading room", button: save },
  { path: "/console/quick-replies/1", field: "title", typed: "How we ship", button: save },
  { path: "/console/quick-replies/new", field: "title", typed: "Gift wrapping", button: save },
  { path: "/console/agents/1", field: "display_name", typed: "Adda's admin", button: save },
  { path: "/console/agents/new", field: "display_name", typed: "Mina", button: makeLink },
];

for (const outage of OUTAGES) {
  test(`typed text is kept when ${outage.name}, and saved on retry`, async ({ server, people, problems }) => {
    for (const problem of [LOST_NETWORK, SERVER_DOWN]) problems.expect(problem);
    const { page } = await Admin.at(people, "/console/profile");
    for (const form of FORMS) {
      await page.goto(form.path);
      const field = fieldOf(page, form.field);
      await expect(field).toBeVisible();
      if (form.path === "/console/quick-replies/new") await fieldOf(page, "content").fill("We wrap it.");
      if (form.path === "/console/agents/new") await fieldOf(page, "username").fill("mina");
      await outage.begin(server, page.context());
      await field.fill(form.typed);
      const button = page.getByRole("button", { name: form.button, exact: true });
      await button.click();
      await expect(page.getByText(ENGLISH.console.unreachable)).toBeVisible();
      await expect(field).toHaveValue(form.typed);

      await outage.end(server, page.context());
      await button.click();
      await expect(doneOf(page, form)).toBeVisible();
    }
  });

  test(`the log and the statistics show an error when ${outage.name}, and load on retry`, async ({ server, people, problems }) => {
    for (const problem of [LOST_NETWORK, SERVER_DOWN]) problems.expect(problem);
    const { page } = await Admin.at(people, "/console/profile");
    await (await Rest.signIn(server.url)).changeSettings({ primary_color: "#C2185B" });
    const link = (name: string) => page.getByRole("link", { name, exact: true });
    // Loads the page's program now, so that only its data can fail later.
    await link(ENGLISH.statistics.title).click();
    await expect(page.getByRole("heading", { name: ENGLISH.statistics.empty })).toBeVisible();
    await link(ENGLISH.settings.title).click();
    await expect(fieldOf(page, "primary_color")).toHaveValue("#C2185B");
    for (const { name, there } of [
      { name: ENGLISH.settings.log, there: page.getByText("#C2185B") },
      { name: ENGLISH.statistics.title, there: page.getByRole("heading", { name: ENGLISH.statistics.empty }) },
    ]) {
      await outage.begin(server, page.context());
      await link(name).click();
      const retry = page.getByRole("alert").getByRole("button", { name: ENGLISH.statistics.retry });
      await expect(retry).toBeVisible();
      await outage.end(server, page.context());
      await retry.click();
      await expect(there).toBeVisible();
    }
  });

  test(`an agent can keep writing when ${outage.name}`, async ({ server, people, problems }) => {
    for (const problem of [LOST_NETWORK, SERVER_DOWN]) problems.expect(problem);
    await (await Rest.visitor(server.url)).write(["Where is my order?"]);
    const desk = await people.agent();
    const { page } = desk;
    await desk.open("Where is my order?");
    await outage.begin(server, page.context());
    await desk.reply("It comes tomorrow.");
    await desk.field.fill("Half a sentence");
    await expect(desk.message("It comes tomorrow.")).toContainText(desk.words.sending);
    const subject = page.getByLabel(desk.words.subject, { exact: true });
    await subject.fill("Late order");
    await subject.press("Enter");
    await expect(page.getByRole("alert").getByText(desk.words.unreachable)).toBeVisible();
    await expect(subject).toHaveValue("Late order");
    await page.getByRole("button", { name: desk.words.quickReplies }).click();
    // The panel's program is fetched when it is first needed.
    const retry = page.getByRole("alert").getByRole("button", { name: ENGLISH.statistics.retry, exact: true });
    await expect(retry).toBeVisible();

    await outage.end(server, page.context());
    const panel = page.getByRole("dialog", { name: desk.words.quickReplies });
    // The program and the replies are fetched one after the other, and each may still fail.
    await expect(async () => {
      // It may be retried automatically meanwhile.
      if (await retry.isVisible()) await retry.click({ timeout: 1_000 });
      await expect(panel.getByRole("option")).toHaveCount(5, { timeout: 1_000 });
    }).toPass();
    await expect(panel.getByRole("combobox")).toBeFocused();
    await page.keyboard.press("Escape");
    await subject.press("Enter");
    await expect(desk.message("It comes tomorrow.")).toContainText(desk.words.sent, BACK_LIMIT);
    await expect(desk.message("It comes tomorrow.")).toHaveCount(1);
    await expect(desk.field).toHaveValue("Half a sentence");
    const rest = await Rest.signIn(server.url);
    // A page that is left does not wait for a change that is on its way.
    await expect.poll(async () => (await rest.conversations())[0]?.subject, BACK_LIMIT).toBe("Late order");
    await page.reload();
    await expect(subject).toHaveValue("Late order");
    await expect(desk.field).toHaveValue("Half a sentence");
    const [conversation] = await rest.conversations();
    const messages = await rest.messages(conversation?.conversation_id ?? "");
    expect(messages).toEqual(["Where is my order?", "It comes tomorrow."]);
  });
}

/** Returns the element that shows that a form has been saved. */
function doneOf(page: Page, { path }: Form) {
  if (path === "/console/agents/new") return page.getByRole("textbox", { name: /^Link for/ });
  if (path === "/console/quick-replies/new") return page.getByRole("main").getByText("Gift wrapping");
  return page.getByText(saved, { exact: true });
}
