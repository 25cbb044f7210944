import type { Locator } from "@playwright/test";
import { expectAccessible } from "../support/accessibility.ts";
import type { Console } from "../support/console.ts";
import { Inbox } from "../support/inbox.ts";
import { Rest } from "../support/rest.ts";
import { PHONE, TABLET } from "../support/screens.ts";
import { expect, test } from "../support/test.ts";
import { ENGLISH } from "../support/words/en.ts";

const MINA = { username: "Mina", password: "a tall ship and a star" };
const WORDS = ENGLISH.console;
/** A part of the program, named by the hash of its content. */
const PART = /\/console-[0-9a-f]{16}\.wasm$/;

/** Counts the requests that change conversations. */
function countChanges(desk: Console): () => number {
  let changes = 0;
  desk.page.on("request", (request) => {
    if (/\/fn\/agent\/(update|label|bulk)$/.test(request.url())) changes += 1;
  });
  return () => changes;
}

/** Moves through the choices of a button's menu, and leaves it. */
async function look(desk: Console, button: Locator, label: string): Promise<void> {
  await button.focus();
  await desk.page.keyboard.press("Enter");
  const menu = desk.menu(label);
  await expect(menu.getByRole("combobox")).toBeFocused();
  const active = menu.getByRole("option", { selected: true });
  const before = await active.textContent();
  await desk.page.keyboard.press("ArrowDown");
  await expect(active).not.toHaveText(before ?? "");
  await desk.page.keyboard.press("Escape");
  await expect(menu).toBeHidden();
  await expect(button).toBeFocused();
}

test("arrow keys in a menu change nothing, and Escape returns the focus", async ({ server, people }) => {
  await server.addAgent(MINA);
  await (await Rest.visitor(server.url)).write(["Where is it?"]);
  const desk = await people.agent();
  const changes = countChanges(desk);
  await desk.open("Where is it?");
  for (const label of [WORDS.status, WORDS.priority, WORDS.agent, ENGLISH.inbox.language]) await look(desk, desk.property(label), label);
  const inbox = new Inbox(desk, ENGLISH);
  await inbox.box("Where is it?").check();
  for (const label of ["Assign", WORDS.priority]) await look(desk, inbox.bar.getByRole("button", { name: label, exact: true }), label);
  expect(changes()).toBe(0);
  await expect(desk.property(WORDS.status)).toHaveText(WORDS.isOpen);
});

test("a conversation is handed over with one key and the letters of a name", async ({ server, people }) => {
  await server.addAgent(MINA);
  await (await Rest.visitor(server.url)).write(["Where is it?"]);
  const desk = await people.agent();
  const { keyboard } = desk.page;
  await desk.open("Where is it?");
  await desk.field.press("Escape");
  let arrive = (): void => {};
  const isTyped = new Promise<void>((done) => (arrive = done));
  await desk.page.route(PART, async (route) => {
    await isTyped;
    await route.continue();
  });
  await keyboard.press("a");
  await expect(desk.page.locator("dialog[aria-busy]")).toBeVisible();
  await keyboard.type("mi");
  await keyboard.press("Enter");
  // The first time, the program of the menus is fetched. It does what was typed before.
  arrive();
  await expect(desk.property(WORDS.agent)).toHaveText("Mina");
  await expect(desk.row("Where is it?")).toContainText("Mina");
  await expect(desk.row("Where is it?")).toBeFocused();

  await keyboard.press("a");
  await keyboard.press("Enter");
  await expect(desk.property(WORDS.agent)).toHaveText("admin");

  await keyboard.press("p");
  await keyboard.type("urg");
  await keyboard.press("Enter");
  await expect(desk.property(WORDS.priority)).toHaveText(WORDS.urgent);
  await keyboard.press("s");
  await keyboard.type("pen");
  await keyboard.press("Enter");
  await expect(desk.property(WORDS.status)).toHaveText(WORDS.pending);
  await keyboard.press("g");
  await keyboard.type("bn");
  await keyboard.press("Enter");
  await expect(desk.property(ENGLISH.inbox.language)).toHaveText("বাংলা");
});

test("menus open by key where the details are hidden, and as a sheet on a phone", async ({ server, people }) => {
  await server.addAgent(MINA);
  await (await Rest.visitor(server.url)).write(["Where is it?"]);
  const tablet = await people.agent({ screen: TABLET });
  await tablet.open("Where is it?");
  await tablet.log.focus();
  await tablet.page.keyboard.press("p");
  await expect(tablet.menu(WORDS.priority)).toBeVisible();
  await expectAccessible(tablet.page, "a menu", "dialog[open]");
  await tablet.page.keyboard.type("hi");
  await tablet.page.keyboard.press("Enter");
  await expect(tablet.row("Where is it?")).toContainText(WORDS.high);
  await expect(tablet.log).toBeFocused();

  const phone = await people.agent({ as: MINA, screen: PHONE });
  await phone.row("Where is it?").click();
  await phone.page.getByRole("button", { name: WORDS.details, exact: true }).click();
  await phone.choose(WORDS.priority, WORDS.low);
  await expect(phone.property(WORDS.priority)).toHaveText(WORDS.low);
});
