import { Admin } from "../support/admin.ts";
import { Inbox } from "../support/inbox.ts";
import { answered } from "../support/problems.ts";
import { expectRefused, fieldOf } from "../support/refusals.ts";
import { Rest } from "../support/rest.ts";
import { expect, test } from "../support/test.ts";
import { ENGLISH } from "../support/words/en.ts";

const REQUIRED = "Required.";
const UNUSABLE = "Not valid. Check the format.";
const atMost = (characters: number) => `Must be ${characters} characters or fewer.`;
const x = (characters: number) => "x".repeat(characters);

test("settings: each section shows errors at the fields, and keeps the values", async ({ people, problems }) => {
  const admin = await Admin.at(people, "/console/settings");
  const { page, words } = admin;
  await admin.button(ENGLISH.settings.addHoliday).click();
  await fieldOf(page, "holidays.0.date").fill("2026-12-16");
  await admin.button(ENGLISH.settings.addHoliday).click();
  const monday = page.getByRole("group", { name: "Monday", exact: true });
  await monday.locator("input").first().fill("09:00");
  await monday.locator("input").nth(1).fill("13:00");
  await monday.getByRole("button", { name: /^Add hours/ }).click();
  const afternoon = monday.locator(".form-period").nth(1).locator("input");
  await afternoon.first().fill("12:00");
  await afternoon.last().fill("18:00");
  await expectRefused(page, admin.button(words.save), [
    ["primary_color", "reddish", UNUSABLE],
    ["welcome_message", "", REQUIRED],
    ["welcome_message_bn", x(2_001), atMost(2_000)],
    ["offline_message", " ", REQUIRED],
    ["offline_message_bn", x(2_001), atMost(2_000)],
    ["holidays.1.date", "2026-12-16", words.notASecondTime],
    ["holidays.1.name", x(101), atMost(100)],
    ["allowed_origins", "no address", UNUSABLE],
    ["max_file_size", "0", "Must be 1 or more."],
  ]);
  await expect(page.getByText("These hours overlap.")).toHaveCount(2);
  await expect(afternoon.first()).toHaveAttribute("aria-invalid", "true");
  await expect(afternoon.first()).toHaveValue("12:00");

  // Errors that only the server can find appear in the same place.
  problems.expect(answered(422));
  await admin.button("Discard changes").click();
  await expectRefused(page, admin.button(words.save), [["timezone", "Nowhere/Atlantis", UNUSABLE]]);
});

test("team: the invitation and an agent's page show errors at the fields, and keep the values", async ({ people }) => {
  const admin = await Admin.at(people, "/console/agents/new");
  const { page, words } = admin;
  const profile: [string, string, string][] = [
    ["display_name_bn", x(101), atMost(100)],
    ["email", "mina", UNUSABLE],
    ["bio", x(501), atMost(500)],
    ["max_open", "1000", "Must be 999 or less."],
  ];
  await expectRefused(page, admin.button(words.makeLink), [
    ["username", "two words", UNUSABLE],
    ["display_name", "", REQUIRED],
    ...profile,
  ]);
  await page.goto("/console/agents");
  await admin.rows("admin").getByRole("link").click();
  await expectRefused(page, admin.button(words.save), [["display_name", " ", REQUIRED], ...profile]);
});

test("quick replies: the form shows errors at the fields, and keeps the values", async ({ people }) => {
  const admin = await Admin.at(people, "/console/quick-replies/1");
  const { page, words } = admin;
  await expectRefused(page, admin.button(words.save), [
    ["title", "", REQUIRED],
    ["title_bn", x(101), atMost(100)],
    ["content", x(5_001), atMost(5_000)],
    ["content_bn", x(5_001), atMost(5_000)],
    ["category", x(101), atMost(100)],
  ]);
});

test("profile and joining: an invalid password shows its error at the field", async ({ people }) => {
  const admin = await Admin.at(people, "/console/agents");
  const { page, words } = admin;
  const path = await admin.invite("mina", "Mina");
  const mina = await people.stranger({ path });
  const join = mina.page.getByRole("button", { name: words.join });
  await expectRefused(mina.page, join, [["password", "", REQUIRED]]);
  await expectRefused(mina.page, join, [["password", "short", words.tooShort]]);
  await page.goto("/console/profile");
  await expectRefused(page, admin.button(words.changePassword), [
    ["old_password", "", REQUIRED],
    ["new_password", "short", words.tooShort],
  ]);
});

test("labels: an invalid name shows its error at the field, and stays", async ({ server, people }) => {
  await (await Rest.visitor(server.url)).write(["A question"]);
  const desk = await people.agent();
  await desk.open("A question");
  await desk.page.getByRole("button", { name: ENGLISH.inbox.editLabels }).click();
  const editor = desk.page.getByRole("dialog", { name: ENGLISH.inbox.labels });
  const create = editor.locator(".label-form").first().getByRole("button");
  await expectRefused(desk.page, create, [["new-label", " ", REQUIRED]]);
  await expectRefused(desk.page, create, [["new-label", x(41), atMost(40)]]);
});

test("a rating's comment that is too long shows an error, and stays", async ({ server, people }) => {
  const admin = await Rest.signIn(server.url);
  await admin.changeSettings({ rating_enabled: true });
  const { chat } = await people.customer();
  await chat.open();
  await chat.send("Hello");
  await chat.expectDelivered("Hello");
  await admin.reply("Good morning");
  await expect(chat.message("Good morning")).toBeVisible();
  await chat.end();
  await chat.window.getByRole("radio", { name: chat.words.good }).check();
  const comment = chat.window.getByRole("textbox", { name: chat.words.comment });
  await comment.fill(x(1_001));
  await chat.press(chat.words.rate);
  await expect(chat.window.getByRole("status").filter({ hasText: "1,000" })).toBeVisible();
  await expect(comment).toHaveValue(x(1_001));
  await comment.fill("Quick");
  await chat.press(chat.words.rate);
  await expect(chat.window.getByText(chat.words.rated)).toBeVisible();
});

test("a search accepts any text, and says when nothing is found", async ({ server, people }) => {
  await (await Rest.visitor(server.url)).write(["A parcel at 100 % 📦 by \"express\""]);
  const desk = await people.agent();
  const inbox = new Inbox(desk, ENGLISH);
  for (const found of ['"express"', "%", "📦", "100 %"]) {
    await inbox.search.fill(found);
    await expect(desk.page).toHaveURL(new RegExp(`q=`));
    await inbox.expectRows("A parcel");
  }
  for (const nothing of ["*", '""', "'; --", "🦄", x(10_000)]) {
    await inbox.search.fill(nothing);
    await expect(desk.page.getByRole("heading", { name: inbox.words.nothingFound(nothing).slice(0, 60) })).toBeVisible();
    await expect(inbox.search).toHaveValue(nothing);
  }
  await inbox.search.fill("");
  await inbox.expectRows("A parcel");
});
