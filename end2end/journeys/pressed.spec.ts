import { holdProgram } from "../support/late-program.ts";
import { expect, test } from "../support/test.ts";

test("a click on the button counts although the program arrives between press and release", async ({ people }) => {
  const { page, chat } = await people.customer();
  await chat.open();
  await chat.close();
  // With an open conversation, the page loads the program without a click.
  const arrive = await holdProgram(page);
  await page.reload();
  await chat.button.hover();
  await page.mouse.down();
  await arrive();
  await page.mouse.up();
  await expect(chat.field).toBeFocused();
});
