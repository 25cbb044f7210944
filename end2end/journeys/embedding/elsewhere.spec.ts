import { expect, test, signIdentity } from "../../support/embedding.ts";
import { Rest } from "../../support/rest.ts";

/** A closed window polls every 15 seconds. */
const BADGE_LIMIT = { timeout: 30_000 };
const RAHIM = { sub: "17", name: "Rahim Uddin" };

const send = (id: string): string => `/support/agent/api/conversation/${id}/send/`;

test("a reply in another conversation is counted on the button, and the chat opens it", async ({ site, server, people }) => {
  site.put("/");
  const { page, chat } = await people.customer({ path: `${site.url}/` });
  await chat.open();
  await chat.send("Where is my parcel?");
  await chat.expectDelivered("Where is my parcel?");
  await chat.close();

  // The customer starts a second conversation on another device.
  const agent = await Rest.signIn(server.url);
  const [parcel] = (await agent.conversations()).map(({ conversation_id }) => conversation_id);
  await agent.post(`/support/agent/api/conversation/${parcel}/update/`, { status: "resolved" });
  const phone = Rest.with(server.url, (await page.evaluate(() => localStorage.getItem("adda.token"))) ?? "");
  const gift = await phone.write(["Do you wrap gifts?"]);
  await agent.post(send(gift), { content: "We do, in blue." });
  await expect(chat.button).toHaveAccessibleName(chat.words.oneUnread, BADGE_LIMIT);

  await chat.open();
  await expect(chat.message("We do, in blue.")).toBeVisible();
  await chat.close();
  await expect(chat.button).toHaveAccessibleName(chat.words.open);

  // With the window open, a bar shows where the unread messages are.
  await chat.open();
  await agent.post(send(`${parcel}`), { content: "It is at the post office." });
  const bar = chat.window.getByRole("button", { name: "1 unread message in another conversation" });
  await bar.click(BADGE_LIMIT);
  await expect(chat.message("It is at the post office.")).toBeVisible();
  await expect(chat.message("We do, in blue.")).toHaveCount(0);
  await expect(bar).toBeHidden();
  // The messages are read there, and the chat continues in that conversation.
  await chat.send("Thank you");
  await chat.expectDelivered("Thank you");
  expect(await agent.messages(`${parcel}`)).toContain("Thank you");
});

test("a reply is counted on a device on which the chat was never opened", async ({ site, server, people }) => {
  const shop = Rest.with(server.url, "");
  const session = await shop.post<{ token: string }>("/support/api/session/", { identity_token: signIdentity(RAHIM) });
  await Rest.with(server.url, session.token).write(["Where is my parcel?"]);
  const agent = await Rest.signIn(server.url);
  await agent.reply("At the post office.");

  site.put("/", { line: { "data-identity-token": signIdentity(RAHIM) } });
  const { chat } = await people.customer({ path: `${site.url}/` });
  await expect(chat.button).toHaveAccessibleName(chat.words.oneUnread, BADGE_LIMIT);
  await chat.open();
  await expect(chat.message("At the post office.")).toBeVisible();
});
