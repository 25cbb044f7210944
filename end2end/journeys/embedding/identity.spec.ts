import { expect, test, signIdentity } from "../../support/embedding.ts";
import { ENGLISH } from "../../support/words/en.ts";
import { answered } from "../../support/problems.ts";

const RAHIM = { sub: "17", name: "Rahim Uddin", email: "rahim@shop.example" };
const KARIMA = { sub: "18", name: "Karima" };

test("the shop identifies the customer: the agent sees the name, and another device has the history", async ({ site, people }) => {
  site.put("/", { line: { "data-identity-token": signIdentity(RAHIM) } });
  const { chat } = await people.customer({ path: `${site.url}/` });
  const desk = await people.agent();
  await chat.open();
  await chat.send("Where is my order?");
  await expect(desk.row("Where is my order?")).toContainText("Rahim Uddin");

  const { chat: phone } = await people.customer({ path: `${site.url}/` });
  await phone.open();
  await expect(phone.message("Where is my order?")).toHaveCount(1);
});

test("a conversation that a visitor began before signing in becomes the customer's", async ({ site, people }) => {
  site.put("/");
  const { page, chat } = await people.customer({ path: `${site.url}/` });
  const desk = await people.agent();
  await chat.open();
  await chat.send("I have not signed in yet");
  await expect(desk.row("I have not signed in yet")).toContainText(desk.words.visitor);
  await chat.close();

  // The page identifies the customer without a reload, before they have written again.
  await page.evaluate((token) => window.adda("identify", { token }), signIdentity(RAHIM));
  await expect(desk.row("I have not signed in yet")).toContainText("Rahim Uddin");
  await chat.open();
  await expect(chat.message("I have not signed in yet")).toHaveCount(1);
});

test("the page is told that an identity token has expired, and renews it", async ({ site, people, problems }) => {
  problems.expect(answered(401));
  site.put("/", { line: { "data-identity-token": signIdentity(RAHIM, -60) } });
  const { page, chat } = await people.customer({ path: `${site.url}/` });
  await expect(chat.button).toBeVisible();
  const told = page.evaluate(() => new Promise((done) => window.adda("on", "error", done)));
  await chat.button.click();
  expect(await told).toEqual({ reason: "identity" });
  await page.evaluate((token) => window.adda("identify", { token }), signIdentity(RAHIM));
  await expect(chat.log.getByText(chat.words.welcome)).toBeVisible();
  const desk = await people.agent();
  await chat.send("Here I am");
  await expect(desk.row("Here I am")).toContainText("Rahim Uddin");
});

test("the page is told once of each rejected token, and after a wait of one that replaces it", async ({ site, people, problems }) => {
  problems.expect(answered(401));
  site.put("/", { line: { "data-identity-token": signIdentity(RAHIM, -60) } });
  const { page, chat } = await people.customer({ path: "about:blank" });
  await page.clock.install();
  await page.goto(`${site.url}/`);
  await expect(chat.button).toBeVisible();
  // As a page does whose server has a wrong secret: each token is new, and none is valid. A second
  // between two tokens could pass while the page loads, and make them equal.
  const tokens = [-120, -180, -240].map((age) => signIdentity(RAHIM, age));
  await page.evaluate((tokens) => {
    window.told = [];
    window.adda("on", "error", (what: unknown) => {
      window.told.push(["error", what]);
      const token = tokens.shift();
      if (token) window.adda("identify", { token });
    });
  }, tokens);
  const told = (): Promise<number> => page.evaluate(() => window.told.length);
  await chat.button.click();
  await expect.poll(told).toBe(1);
  // The polls of half a minute report nothing.
  for (let seconds = 0; seconds < 30; seconds += 3) await page.clock.fastForward(3_000);
  expect(await told()).toBe(1);
  await expect
    .poll(async () => {
      await page.clock.fastForward(5_000);
      return told();
    })
    .toBe(2);
});

// Attack 9.
test("signing out leaves no data behind in any tab", async ({ site, people }) => {
  site.put("/", { line: { "data-identity-token": signIdentity(RAHIM) } }).put("/other");
  const { page, chat } = await people.customer({ path: `${site.url}/` });
  await chat.open();
  await chat.send("This is private");
  await chat.expectDelivered("This is private");
  await chat.field.fill("An unfinished thought");
  const token = await page.evaluate(() => localStorage.getItem("adda.token"));
  const tab = await page.context().newPage();
  await tab.goto(`${site.url}/other`);
  await expect(tab.getByRole("button", { name: chat.words.open })).toBeVisible();

  await page.evaluate(() => window.adda("signOut"));
  await expect(chat.window).toHaveCount(0);
  await expect(chat.button).toBeVisible();
  const kept = (): Promise<string[]> => page.evaluate(() => Object.keys(localStorage));
  expect(await kept()).toEqual([]);
  await chat.open();
  await expect(chat.log.locator(".adda-message")).toHaveCount(0);
  await expect(chat.field).toHaveValue("");
  expect(await page.evaluate(() => localStorage.getItem("adda.token"))).not.toBe(token);
});

// Attack 9.
test("another customer sees no data of the previous one", async ({ site, people }) => {
  site.put("/", { line: { "data-identity-token": signIdentity(RAHIM) } });
  const { page, chat } = await people.customer({ path: `${site.url}/` });
  await chat.open();
  await chat.send("This is Rahim's");
  await chat.expectDelivered("This is Rahim's");
  await chat.field.fill("Rahim's draft");
  site.put("/", { line: { "data-identity-token": signIdentity(KARIMA) } });
  await page.reload();
  await chat.open();
  await expect(chat.field).toHaveValue("");
  await expect(chat.message("This is Rahim's")).toHaveCount(0);
  // Signing out at the shop signs the customer out of the chat too.
  await chat.send("This is Karima's");
  await chat.expectDelivered("This is Karima's");
  site.put("/", { line: { "data-identity-token": "" } });
  await page.reload();
  await chat.open();
  await expect(chat.log.locator(".adda-message")).toHaveCount(0);
});

test("a token that is rejected is explained to the page's developer and to the customer", async ({ site, server, people, problems }) => {
  problems.expect(answered(401));
  site.put("/");
  const { page, chat } = await people.customer({ path: "about:blank" });
  const said: string[] = [];
  page.on("console", (message) => said.push(message.text()));
  await page.goto(`${site.url}/`);
  // A common mistake: `Date.now()` returns milliseconds.
  const token = signIdentity({ ...RAHIM, exp: Date.now() + 3_600_000 });
  await page.evaluate((token) => window.adda("identify", { token }), token);
  await chat.button.click();
  await expect(chat.window.getByText(/couldn't confirm who you are/)).toBeVisible();
  await chat.field.fill("Where is my order?");
  await chat.field.press("Enter");
  const message = chat.message("Where is my order?");
  await expect(message).toContainText("Not sent.");
  await expect(message).toContainText(/couldn't confirm who you are/);
  expect(said.filter((text) => text.startsWith("Adda: the identity token was rejected: claim (`exp` is in milliseconds"))).toHaveLength(1);
  expect(server.log).toMatch(/WARN.*an identity token was rejected.*claim/);

  // The customer reloads, or the page identifies them again. Then the message is sent without
  // further action.
  await page.evaluate((token) => window.adda("identify", { token }), signIdentity(RAHIM));
  await chat.expectDelivered("Where is my order?");
  const desk = await people.agent();
  await expect(desk.row("Where is my order?")).toContainText("Rahim Uddin");
});

test("a conversation continues when the page's next token is rejected", async ({ site, people, problems }) => {
  problems.expect(answered(401));
  site.put("/", { line: { "data-identity-token": signIdentity(RAHIM) } });
  const { page, chat } = await people.customer({ path: `${site.url}/` });
  const desk = await people.agent();
  await chat.open();
  await chat.send("Is it on its way?");
  await desk.open("Is it on its way?");
  site.put("/", { line: { "data-identity-token": signIdentity(RAHIM, -60) } });
  await page.reload();
  await chat.open();
  await desk.reply("It is");
  await expect(chat.message("It is")).toBeVisible();
  await chat.send("Thank you");
  await chat.expectDelivered("Thank you");
});

test("an admin checks a token in the settings", async ({ people }) => {
  const { page } = await people.agent();
  await page.goto("/console/settings");
  const { settings } = ENGLISH;
  const box = page.getByLabel(settings.checkToken);
  await box.fill(signIdentity(RAHIM));
  await page.getByRole("button", { name: settings.check, exact: true }).click();
  await expect(page.getByText(settings.tokenAccepted)).toBeVisible();
  await expect(page.getByText("rahim@shop.example")).toBeVisible();
  await box.fill(signIdentity(RAHIM, -60));
  await page.getByRole("button", { name: settings.check, exact: true }).click();
  await expect(page.getByText(settings.tokenExpired)).toBeVisible();
  await expect(page.getByText(/^expired \(`exp` was/)).toBeVisible();
});
