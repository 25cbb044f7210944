import { expect, test } from "../../support/embedding.ts";
import { holdProgram } from "../../support/late-program.ts";

test("a click on the button counts although the program arrives between press and release", async ({ site, people }) => {
  site.put("/");
  const { page, chat } = await people.customer({ path: `${site.url}/` });
  await chat.open();
  await chat.send("Under way");
  await chat.expectDelivered("Under way");
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
