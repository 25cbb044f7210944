import { expectAccessible } from "../support/accessibility.ts";
import { Admin } from "../support/admin.ts";
import { answered } from "../support/problems.ts";
import { DESK, NIGHT, PHONE } from "../support/screens.ts";
import { expect, test } from "../support/test.ts";
import { BANGLA } from "../support/words/bn.ts";
import { ENGLISH } from "../support/words/en.ts";

test.describe.configure({ timeout: 120_000 });

const LOOKS = [
  { words: ENGLISH, screen: DESK },
  { words: ENGLISH, screen: PHONE },
  { words: ENGLISH, screen: NIGHT },
  { words: BANGLA, screen: DESK },
  { words: BANGLA, screen: PHONE },
];

for (const looks of LOOKS) {
  const where = `${looks.words.code} at ${looks.screen.name}`;

  test(`the pages of team and quick replies can be used by everybody: ${where}`, async ({ people, problems }) => {
    problems.expect(answered(404));
    const admin = await Admin.at(people, "/console/quick-replies", looks);
    const { page, words } = admin;
    await expect(admin.rows()).toHaveCount(5);
    await expectAccessible(page, "the quick replies");
    await admin.link(words.addReply).click();
    await admin.save();
    await expect(page.getByText(words.required).first()).toBeVisible();
    await expectAccessible(page, "a quick reply with problems");
    await page.goto("/console/quick-replies/1");
    await expect(page.locator(".reply-preview-bubble").first()).toBeVisible();
    await expectAccessible(page, "a quick reply");
    await page.goto("/console/agents");
    const path = await admin.invite("mina", "Mina");
    await expectAccessible(page, "a link");
    await page.goto("/console/agents");
    await expect(admin.rows()).toHaveCount(2);
    await expectAccessible(page, "the team");
    await admin.rows("Mina").getByRole("link").click();
    await expect(admin.button(words.disable)).toBeVisible();
    await expectAccessible(page, "an agent");
    await page.goto("/console/profile");
    await expect(admin.button(words.changePassword)).toBeVisible();
    await expectAccessible(page, "the own profile");
    const mina = await people.stranger({ ...looks, path });
    await expect(mina.page.getByRole("button", { name: words.join })).toBeVisible();
    await expectAccessible(mina.page, "joining");
    await mina.visit("/console/join/unknown");
    await expect(mina.page.getByRole("heading", { name: words.useless })).toBeVisible();
    await expectAccessible(mina.page, "a useless link");
  });
}
