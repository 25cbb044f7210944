import { Admin } from "../support/admin.ts";
import { answered } from "../support/problems.ts";
import { expect, test } from "../support/test.ts";
import { BANGLA } from "../support/words/bn.ts";
import { ENGLISH } from "../support/words/en.ts";

test.describe.configure({ timeout: 120_000 });

const PATH = "/console/quick-replies";

/** Returns the titles of the quick replies that agents are offered. */
async function offered(admin: Admin): Promise<string[]> {
  const answer = await admin.page.request.get("/support/agent/api/quick-replies/");
  return ((await answer.json()) as { title: string }[]).map(({ title }) => title);
}

/** Adds a quick reply to the category that already has one. */
async function add(admin: Admin, title: string, titleBn: string): Promise<void> {
  await admin.link(admin.words.addReply).click();
  await admin.field(admin.words.title).fill(title);
  await admin.field(admin.words.titleBn).fill(titleBn);
  await admin.field(admin.words.answer).fill("Dear {customer_name}, we wrap it.");
  await admin.field(admin.words.answerBn).fill("{customer_name}, আমরা মুড়িয়ে দিই।");
  await admin.page.getByRole("combobox", { name: admin.words.category }).fill("Shipping");
  await admin.save();
  await expect(admin.link(admin.words.addReply)).toBeVisible();
}

for (const words of [ENGLISH, BANGLA]) {
  const title = words.code === "bn" ? "উপহার মোড়ক" : "Gift wrapping";

  test(`a quick reply is written, sorted, and offered to agents: ${words.code}`, async ({ people }) => {
    const admin = await Admin.at(people, PATH, { words });
    await admin.link(admin.words.addReply).click();
    await admin.save();
    await expect(admin.page.getByText(admin.words.required)).toHaveCount(2);
    await expect(admin.field(admin.words.title)).toBeFocused();
    await admin.link(admin.words.allReplies).click();
    await add(admin, "Gift wrapping", "উপহার মোড়ক");
    await expect(admin.rows(title)).toBeVisible();
    expect(await offered(admin)).toContain("Gift wrapping");

    const up = admin.button(admin.words.moveUp(title));
    await up.focus();
    await up.press("Enter");
    await expect(up).toBeFocused();
    await expect(admin.rows().first()).toContainText(title);
    await expect.poll(async () => (await offered(admin))[0]).toBe("Gift wrapping");
    await admin.page.reload();
    await expect(admin.rows().first()).toContainText(title);

    await admin.rows(title).getByRole("link").click();
    const preview = admin.page.locator(".reply-preview-bubble");
    await expect(preview.first()).toContainText("Dear valued customer, we wrap it.");
    await expect(preview.last()).toContainText("সম্মানিত গ্রাহক, আমরা মুড়িয়ে দিই।");
    await admin.button(admin.words.delete).click();
    await admin.page.getByRole("dialog").getByRole("button", { name: admin.words.delete }).click();
    await expect(admin.link(admin.words.addReply)).toBeVisible();
    await expect(admin.rows(title)).toHaveCount(0);
    expect(await offered(admin)).not.toContain("Gift wrapping");
  });
}

test("rows can be dragged", async ({ people }) => {
  const admin = await Admin.at(people, PATH);
  await add(admin, "Gift wrapping", "");
  await admin.rows("Gift wrapping").dragTo(admin.rows("Shipping Info"));
  await expect(admin.rows().first()).toContainText("Gift wrapping");
  await expect.poll(async () => (await offered(admin))[0]).toBe("Gift wrapping");
});

test("of two admins who edit a quick reply at once, the second is told and keeps what was typed", async ({ people, problems }) => {
  problems.expect(answered(409));
  problems.expect(answered(404));
  const [first, second] = [await Admin.at(people, PATH), await Admin.at(people, PATH)];
  for (const admin of [first, second]) await admin.rows("Track Order").getByRole("link").click();
  await first.field(first.words.title).fill("Where is my order");
  await first.save();
  await expect(first.page.getByText(first.words.saved, { exact: true })).toBeVisible();
  await second.field(second.words.title).fill("Follow my order");
  await second.save();
  await expect(second.page.getByText(second.words.changedMeanwhile)).toBeVisible();
  await expect(second.field(second.words.title)).toHaveValue("Follow my order");
  await second.save();
  await expect(second.page.getByText(second.words.saved, { exact: true })).toBeVisible();

  await first.button(first.words.delete).click();
  await first.page.getByRole("dialog").getByRole("button", { name: first.words.delete }).click();
  await expect(first.link(first.words.addReply)).toBeVisible();
  await second.field(second.words.title).fill("Follow an order");
  await second.save();
  await expect(second.page.getByText(second.words.deletedMeanwhile)).toBeVisible();
  await expect(second.field(second.words.title)).toHaveValue("Follow an order");
  await second.save();
  await expect(second.rows("Follow an order")).toBeVisible();
});
