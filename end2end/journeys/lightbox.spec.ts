import { picture } from "../support/files.ts";
import { expect, test } from "../support/test.ts";

test("an agent enlarges a picture, and closing it returns the focus", async ({ people }) => {
  const { chat } = await people.customer();
  const desk = await people.agent();
  await chat.open();
  await chat.send("A photo follows");
  await chat.pick([picture("parcel.png", 1200, 800)]);
  await desk.row(/parcel\.png|A photo follows/).click();
  const thumbnail = desk.log.getByRole("link", { name: `${desk.files.open}parcel.png` });
  await thumbnail.focus();
  await desk.page.keyboard.press("Enter");
  const dialog = desk.page.getByRole("dialog", { name: "parcel.png" });
  const enlarged = dialog.getByRole("img", { name: "parcel.png" });
  await expect(enlarged).toHaveJSProperty("naturalWidth", 1200);
  await expect(enlarged).toBeInViewport({ ratio: 1 });
  const fitting = (await enlarged.boundingBox())?.width ?? 0;
  await desk.page.keyboard.press("+");
  await expect(dialog.getByText("150%")).toBeVisible();
  await dialog.getByRole("button", { name: "Zoom in" }).click();
  await expect(dialog.getByText("200%")).toBeVisible();
  await expect.poll(async () => (await enlarged.boundingBox())?.width ?? 0).toBeGreaterThan(fitting);
  await enlarged.click();
  await expect(dialog.getByText("100%")).toBeVisible();
  await desk.page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(thumbnail).toBeFocused();
});
