import { expect, test } from "../support/test.ts";

const MINA = { username: "Mina", password: "a tall ship and a star" };

test("unread conversations of an absent agent are counted and listed for the agents who are present", async ({ server, people }) => {
  await server.addAgent(MINA);
  const { chat } = await people.customer();
  await chat.open();
  await chat.send("Where is it?");
  const desk = await people.agent();
  await expect(desk.row("Where is it?")).toContainText("You");
  const mina = await people.agent({ as: MINA });
  const waiting = mina.page.getByRole("link", { name: /^Unassigned/ });
  await expect(mina.row("Where is it?")).toContainText("admin");
  await expect(waiting).toHaveText(/ 0$/);
  await expect(mina.page).not.toHaveTitle(/^\(/);

  await desk.onlineSwitch.click();
  await expect(waiting).toHaveText(/ 1$/);
  await expect(mina.page).toHaveTitle(/^\(1\) /);
  await expect(mina.row("Where is it?")).toContainText("admin (Offline)");
  await waiting.click();
  // Looking leaves it unread, taking it does not.
  await mina.open("Where is it?");
  await expect(mina.page).toHaveTitle(/^\(1\) /);
  await mina.page.getByRole("button", { name: mina.words.assignToMe, exact: true }).click();
  await expect(mina.page).not.toHaveTitle(/^\(/);

  await desk.onlineSwitch.click();
  await expect(waiting).toHaveText(/ 0$/);
});
