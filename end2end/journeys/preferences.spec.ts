import { ADMIN } from "../support/server.ts";
import { expect, test } from "../support/test.ts";
import { BANGLA } from "../support/words/bn.ts";

/** Stands in for the desktop: notes what would be shown. */
const recordNotifications = () => {
  const shown: { title: string; body: string | undefined; click: () => void }[] = [];
  class Recorded {
    static permission = "default";
    static async requestPermission(): Promise<string> {
      Recorded.permission = "granted";
      return Recorded.permission;
    }
    onclick: (() => void) | null = null;
    constructor(title: string, options?: NotificationOptions) {
      shown.push({ title, body: options?.body, click: () => this.onclick?.() });
    }
    close(): void {}
  }
  Object.assign(window, { Notification: Recorded, shownNotifications: shown });
};

interface Recording {
  Notification: { permission: string };
  shownNotifications: { title: string; body: string | undefined; click: () => void }[];
}

test("notifications are asked for when they are switched on, and lead to the conversation", async ({ people }) => {
  const desk = await people.stranger();
  await desk.page.addInitScript(recordNotifications);
  await desk.page.reload();
  await desk.signIn(ADMIN);
  await desk.goOnline();
  const permission = () => desk.page.evaluate(() => (window as unknown as Recording).Notification.permission);
  expect(await permission()).toBe("default");

  await desk.page.getByRole("button", { name: desk.words.preferences }).click();
  const dialog = desk.page.getByRole("dialog", { name: desk.words.preferences });
  const desktop = dialog.getByRole("switch", { name: desk.words.desktop });
  await expect(desktop).not.toBeChecked();
  await desktop.press("Space");
  await expect(desktop).toBeChecked();
  await expect.poll(permission).toBe("granted");
  await desk.page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();

  const { chat } = await people.customer();
  await chat.open();
  await chat.send("Is anybody there?");
  const shown = () => desk.page.evaluate(() => (window as unknown as Recording).shownNotifications.map(({ body }) => body));
  await expect.poll(shown).toEqual(["Is anybody there?"]);
  await desk.page.evaluate(() => (window as unknown as Recording).shownNotifications[0]?.click());
  await expect(desk.message("Is anybody there?")).toBeVisible();

  // What is on screen needs no notification.
  await chat.send("Hello?");
  await expect(desk.message("Hello?")).toBeVisible();
  expect(await shown()).toHaveLength(1);
});

test("the language that an agent picks holds on another device", async ({ people }) => {
  const desk = await people.agent();
  await desk.page.getByRole("button", { name: desk.words.preferences }).click();
  await desk.page.getByRole("combobox", { name: desk.words.language }).selectOption("bn");
  await expect(desk.page.locator("html")).toHaveAttribute("lang", "bn");
  await expect(desk.page.getByRole("dialog", { name: BANGLA.console.preferences })).toBeVisible();

  const elsewhere = await people.stranger();
  await elsewhere.signIn(ADMIN);
  await expect(elsewhere.page.locator("html")).toHaveAttribute("lang", "bn");
});
