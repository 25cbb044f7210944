import { LAPTOPS, holdBack, picturesOf } from "../support/album.ts";
import { pdf, picture } from "../support/files.ts";
import { Inbox } from "../support/inbox.ts";
import { PHONE, TABLET } from "../support/screens.ts";
import { expect } from "../support/test.ts";

const MINA = { username: "Mina", password: "a tall ship and a star" };
const QUESTION = "ORDER-12345 আসেনি 😕 https://example.com/orders/12345";
const WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft";

picturesOf("conversation", async ({ server, people, looks, save }) => {
  await server.command(["demo"]);
  await server.command(["user", "password", MINA.username], `${MINA.password}\n`);
  const shop = await people.customer(looks);
  const { chat } = shop;
  await shop.signIn(looks.words.code === "bn" ? "নুসরাত আহমেদ" : "John Doe");
  await chat.open();
  await chat.send(QUESTION);
  await chat.expectDelivered("ORDER-12345");
  const desk = await people.agent({ ...looks, as: MINA });
  const { page } = desk;
  await desk.visit("/console/inbox?tab=all");
  await desk.open("ORDER-12345");
  await desk.note("The courier has it since this morning. কুরিয়ারের হাতে আছে।");
  await desk.reply("Found it: it comes tomorrow before noon. কাল দুপুরের আগে পেয়ে যাবেন।");
  await chat.pick([picture("cover.png", 900, 600)]);
  await expect(desk.log.getByRole("link", { name: /cover\.png/ })).toBeVisible();
  await save(page, "picture");
  await desk.pick([pdf("invoice for the order of last November, second copy.pdf", 43_000)]);
  await expect(desk.log.getByRole("link", { name: /invoice/ })).toBeVisible();
  await chat.send(`fn main() { println!("${WORD}"); }`);
  await chat.field.pressSequentially("Thank");
  await expect(desk.log.getByText(desk.words.customerIsTyping)).toBeAttached();
  await save(page, "under-way");

  const showDetails = () => page.getByRole("button", { name: desk.words.details, exact: true }).click();
  if (looks.screen === TABLET || looks.screen === PHONE) {
    await showDetails();
    await save(page, "details");
  }
  const labels = new Inbox(desk, looks.words).words;
  await page.getByRole("button", { name: labels.editLabels }).click();
  const editor = page.getByRole("dialog", { name: labels.labels });
  const name = editor.getByRole("textbox", { name: labels.labelName }).first();
  for (const label of ["delivery", "যুক্তাক্ষর"]) {
    await name.fill(label);
    await name.press("Enter");
    await expect(name).toHaveValue("");
  }
  await name.fill("Delivery");
  await name.press("Enter");
  await expect(editor.getByText(labels.labelTaken)).toBeVisible();
  await save(page, "labels");
  await page.keyboard.press("Escape");
  const add = page.getByRole("button", { name: labels.addLabel, exact: true });
  if (!(await add.isVisible())) await showDetails();
  await new Inbox(desk, looks.words).addLabel("delivery");
  await save(page, "labelled");
  await page.reload();
  await expect(desk.field).toBeVisible();

  const replies = page.getByRole("listbox", { name: desk.words.quickReplies }).getByRole("option");
  await page.getByRole("button", { name: desk.words.quickReplies }).click();
  await expect(replies.first()).toBeVisible();
  await save(page, "quick-replies");
  await page.keyboard.press("Escape");
  await desk.field.pressSequentially("/");
  await expect(replies.first()).toBeVisible();
  await save(page, "slash");
  await desk.field.fill("");
  await page.getByRole("button", { name: looks.words.emoji.open, exact: true }).click();
  await expect(page.getByRole("gridcell").first()).toBeVisible();
  await save(page, "emoji");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: desk.words.note, exact: true }).click();
  await desk.noteField.fill("Call them.");
  await save(page, "writing-a-note");
  await desk.noteField.fill("");
  await page.getByRole("button", { name: desk.words.reply, exact: true }).click();

  await page.getByRole("button", { name: desk.words.resolve, exact: true }).click();
  await expect(page.getByRole("button", { name: desk.words.undo })).toBeVisible();
  await save(page, "resolved");
  await desk.field.press("Escape");
  await page.keyboard.press("Alt+C");
  await expect(page.getByText(desk.words.isClosed).first()).toBeVisible();
  await save(page, "closed");

  await holdBack(page, "agent/conversation", "agent/messages");
  await page.reload();
  await expect(page.locator(".log-skeleton")).toBeVisible();
  await save(page, "loading");
  await page.unrouteAll();
  await desk.visit("/console/inbox/CONV-AAAAAAAAAAAA");
  await expect(page.getByRole("heading", { name: desk.words.noSuchConversation })).toBeVisible();
  await save(page, "unknown");
}, LAPTOPS);
