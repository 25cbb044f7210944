import { readFile } from "node:fs/promises";
import { expectAccessible } from "../support/accessibility.ts";
import { answered } from "../support/problems.ts";
import { Rest } from "../support/rest.ts";
import { expect, test } from "../support/test.ts";
import { BANGLA } from "../support/words/bn.ts";
import { ENGLISH } from "../support/words/en.ts";

const MINA = { username: "mina", password: "a long password" };

for (const words of [ENGLISH, BANGLA]) {
  test(`an admin exports and erases a customer, and an agent cannot: ${words.code}`, async ({ server, people, problems }) => {
    // Both consoles poll for the open conversation.
    problems.expect(answered(404));
    await server.addAgent(MINA);
    await (await Rest.visitor(server.url)).write(["My parcel is lost"]);
    await (await Rest.visitor(server.url)).write(["Do you ship to Sylhet?"]);
    const agent = await people.agent({ as: MINA, words });
    await agent.open("My parcel is lost");
    const own = words.personalData;
    await expect(agent.page.getByRole("button", { name: words.blocked.block })).toBeVisible();
    await expect(agent.page.getByRole("button", { name: own.erase })).toHaveCount(0);

    const admin = await people.agent({ words });
    await admin.open("My parcel is lost");
    const download = admin.page.waitForEvent("download");
    await admin.page.getByRole("link", { name: own.export }).click();
    const data = JSON.parse(await readFile(await (await download).path(), "utf8"));
    expect(data.conversations[0].messages.map(({ content }: { content: string }) => content)).toContain("My parcel is lost");

    await admin.page.getByRole("button", { name: own.erase }).click();
    const dialog = admin.page.getByRole("dialog", { name: own.question });
    await expectAccessible(admin.page, "the question before a customer is erased");
    await dialog.getByRole("button", { name: words.console.cancel }).click();
    await expect(admin.row("My parcel is lost")).toBeVisible();
    await admin.page.getByRole("button", { name: own.erase }).click();
    await dialog.getByRole("button", { name: own.erase }).click();
    // The conversation leaves both consoles, and the other one stays.
    for (const desk of [admin, agent]) {
      await expect(desk.row("My parcel is lost")).toHaveCount(0);
      await expect(desk.row("Do you ship to Sylhet?")).toBeVisible();
    }
  });
}
