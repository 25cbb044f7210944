import { Desktop } from "../support/desktop.ts";
import { Rest } from "../support/rest.ts";
import { ADMIN } from "../support/server.ts";
import { expect, test } from "../support/test.ts";

test("the chime sounds again after the browser has suspended the sound", async ({ server, people }) => {
  const desk = await people.stranger({ path: "/console/profile" });
  const desktop = await Desktop.of(desk.page);
  await desk.page.reload();
  // The messages of the first answer are not new.
  const hasBegun = desk.page.waitForResponse("**/support/fn/agent/inbox");
  await desk.signIn(ADMIN);
  await hasBegun;
  await (await Rest.visitor(server.url)).write(["Are you open today?"]);
  await expect.poll(() => desktop.chimes()).toBe(1);
  await desktop.suspendSound();
  expect(await desktop.soundState()).toBe("suspended");
  await (await Rest.visitor(server.url)).write(["Hello?"]);
  await expect.poll(() => desktop.chimes()).toBe(2);
  await expect.poll(() => desktop.soundState()).toBe("running");
});
