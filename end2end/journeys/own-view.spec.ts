import { Inbox } from "../support/inbox.ts";
import { Rest } from "../support/rest.ts";
import { ADMIN } from "../support/server.ts";
import { expect, test } from "../support/test.ts";
import { BANGLA } from "../support/words/bn.ts";
import { ENGLISH } from "../support/words/en.ts";

const MINA = { username: "Mina", password: "a tall ship and a star" };
/** The admin is the first agent. */
const MINA_ID = 2;

for (const words of [ENGLISH, BANGLA]) {
  test(`the inbox begins with the agent's own conversations and returns to the last view: ${words.code}`, async ({
    server,
    people,
  }) => {
    await server.addAgent(MINA);
    const rest = await Rest.signIn(server.url);
    const update = async (text: string, changes: object) => {
      const id = await (await Rest.visitor(server.url)).write([text]);
      await rest.post(`/support/agent/api/conversation/${id}/update/`, changes);
    };
    await update("It is Mina's", { assigned_agent_id: MINA_ID });
    await update("It is waiting", {});
    await update("It is resolved", { status: "resolved" });
    await update("It is closed", { status: "closed" });

    const desk = await people.stranger({ path: "/console/", words });
    const inbox = new Inbox(desk, words);
    await desk.signIn(MINA);
    await inbox.expectRows("It is Mina's");
    await expect(inbox.tab(inbox.words.mine)).toHaveAttribute("aria-current", "page");
    await expect(desk.page).toHaveURL(/tab=mine$/);

    await inbox.tab(inbox.words.all).click();
    await inbox.expectRows("It is waiting", "It is Mina's");
    await inbox.status(desk.words.resolved).click();
    await inbox.expectRows("It is resolved");

    // In another tab, after a sign-out too, the view is the last one.
    await desk.visit("/console/");
    await inbox.expectRows("It is resolved");
    await expect(inbox.status(desk.words.resolved)).toHaveAttribute("aria-pressed", "true");
    await desk.signOut();
    await desk.visit("/console/");
    await desk.signIn(MINA);
    await inbox.expectRows("It is resolved");
  });
}

test("an agent without conversations is shown where the unassigned ones are", async ({ server, people }) => {
  await (await Rest.visitor(server.url)).write(["It is waiting"]);
  const desk = await people.stranger({ path: "/console/" });
  await desk.signIn(ADMIN);
  const inbox = new Inbox(desk, ENGLISH);
  await desk.page.getByRole("link", { name: inbox.words.showUnassigned }).click();
  await inbox.expectRows("It is waiting");
  await expect(inbox.tab(desk.words.unassigned)).toHaveAttribute("aria-current", "page");
});

for (const words of [ENGLISH, BANGLA]) {
  test(`visitors without a name can be told apart, by name and colour: ${words.code}`, async ({ server, people }) => {
    for (const text of ["One", "Two"]) await (await Rest.visitor(server.url)).write([text]);
    const desk = await people.agent({ words });
    const nameOf = (text: string) => desk.row(text).locator(".row-name").innerText();
    const colourOf = (text: string) => desk.row(text).locator(".face").getAttribute("class");
    await expect(desk.row("One")).toBeVisible();
    const name = await nameOf("One");
    expect(name).toMatch(new RegExp(`^${desk.words.visitor} [0-9A-F]{4}$`));
    expect(await nameOf("Two")).not.toBe(name);
    expect(await colourOf("Two")).not.toBe(await colourOf("One"));

    await desk.open("One");
    await expect(desk.page.getByRole("heading", { level: 2, name })).toBeVisible();
    await expect(desk.page.locator(".customer-name")).toContainText(name);
    await expect(desk.message("One")).toContainText(name);
  });
}

test("the header of a conversation says on which page the customer is", async ({ people }) => {
  const { page, chat } = await people.customer();
  await chat.open();
  await chat.send("Which edition is it?");
  await chat.expectDelivered("Which edition is it?");
  const desk = await people.agent();
  await desk.open("Which edition is it?");
  const current = desk.page.locator(".conversation-header .current-page");
  await expect(current).toContainText(await page.title());

  // On the next page the customer looks into the chat, and writes nothing.
  await page.locator("main a[href^='/books/']").first().click();
  await page.waitForURL("**/books/*");
  await chat.open();
  const title = await page.title();
  await expect(current).toContainText(title, { timeout: 45_000 });
});
