import { Rest } from "../support/rest.ts";
import { expect, test } from "../support/test.ts";
import { BANGLA } from "../support/words/bn.ts";
import { ENGLISH } from "../support/words/en.ts";

const DAY_MS = 86_400_000;

/** The clock of the browser, and its difference to UTC. */
const ZONE = "Asia/Dhaka";
const AHEAD_MS = 6 * 3_600_000;

/** Returns settings with which the shop opens tomorrow at nine. */
function openTomorrow(): object {
  const weekday = new Date(Date.now() + AHEAD_MS + DAY_MS).getUTCDay() || 7;
  return { business_hours_enabled: true, timezone: ZONE, weekdays: [weekday], business_hours_start: "09:00", business_hours_end: "10:00" };
}

for (const words of [ENGLISH, BANGLA]) {
  test(`away, the window says once when the shop is back, and then that it is: ${words.code}`, async ({ server, people }) => {
    await people.agent();
    const admin = await Rest.signIn(server.url);
    await admin.changeSettings(openTomorrow());
    const { page, chat } = await people.customer({ words });
    // Until then, the window shows what the page was told when it was loaded.
    const entered = page.waitForResponse(/\/support\/fn\/open$/);
    await chat.open();
    await entered;
    const notice = chat.window.locator(".adda-notice");
    await expect(notice).toHaveText(`${chat.words.back} ${chat.words.offlineMessage}`);
    await expect(chat.window.locator(".adda-status")).toHaveCount(0);
    await expect(chat.field).toHaveAttribute("placeholder", words.widget.placeholder);

    await admin.changeSettings({ business_hours_enabled: false });
    // A window that waits for hints polls every ten seconds, and settings cause no hint.
    await expect(notice).toHaveText(chat.words.isBack, { timeout: 30_000 });
    await expect(chat.window.getByText(chat.words.online)).toBeVisible();
    await chat.send("Good morning");
    await expect(notice).toHaveCount(0);
  });
}

test("the window has one button that closes it", async ({ people }) => {
  const { chat } = await people.customer();
  await chat.open();
  await expect(chat.window.locator(".adda-header").getByRole("button")).toHaveCount(2);
  await chat.press(chat.words.close);
  await expect(chat.window).toBeHidden();
  await expect(chat.button).toBeFocused();
});

test("a rating is asked only after an answer, names both ends, and can be dismissed", async ({ server, people }) => {
  const admin = await Rest.signIn(server.url);
  await admin.changeSettings({ rating_enabled: true });
  const { page, chat } = await people.customer();
  await chat.open();
  const rating = chat.window.getByRole("group", { name: chat.words.howDidItGo });
  await chat.send("Hello");
  await chat.expectDelivered("Hello");
  await chat.end();
  await expect(rating).toHaveCount(0);
  await chat.press(chat.words.reopen);
  await admin.reply("Good morning");
  await expect(chat.message("Good morning")).toBeVisible();
  await chat.end();
  await expect(rating).toContainText("Very bad");
  await expect(rating).toContainText("Very good");
  await chat.press(chat.words.dontRate);
  await expect(rating).toHaveCount(0);
  await page.reload();
  await chat.button.click();
  await expect(chat.window.getByText(chat.words.ended)).toBeVisible();
  await expect(rating).toHaveCount(0);
});
