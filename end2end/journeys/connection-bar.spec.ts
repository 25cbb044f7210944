import { SERVER_DOWN } from "../support/problems.ts";
import { Rest } from "../support/rest.ts";
import { PHONE, DESK } from "../support/screens.ts";
import { expect, test } from "../support/test.ts";

/** Polls wait up to half a minute between retries, so a shorter time shows that the button retries. */
const AT_ONCE = { timeout: 4_000 };

for (const screen of [DESK, PHONE]) {
  test(`a lost connection is reported beside the reply field, with a button that retries at once: ${screen.name}`, async ({
    server,
    people,
    problems,
  }) => {
    test.setTimeout(120_000);
    await (await Rest.visitor(server.url)).write(["Where is my parcel?"]);
    const desk = await people.agent({ screen });
    await desk.open("Where is my parcel?");
    problems.expect(SERVER_DOWN);
    problems.expect(/support\/fn\/agent/);
    await desk.page.route("**/support/fn/agent/*", (route) => route.abort("connectionreset"));
    const bar = desk.page.getByText(desk.words.connectionLost);
    await expect(bar).toBeVisible({ timeout: 60_000 });
    const place = await bar.boundingBox();
    const field = await desk.field.boundingBox();
    const distance = (field?.y ?? 0) - ((place?.y ?? 0) + (place?.height ?? 0));
    expect(distance).toBeGreaterThanOrEqual(0);
    expect(distance).toBeLessThan(80);

    await desk.page.unrouteAll();
    await desk.page.getByRole("button", { name: desk.words.tryNow }).click();
    await expect(bar).toBeHidden(AT_ONCE);

    // Without a reply field, the bar is at its usual place.
    await desk.visit();
    await desk.page.route("**/support/fn/agent/*", (route) => route.abort("connectionreset"));
    await expect(bar).toBeVisible({ timeout: 60_000 });
    await desk.page.unrouteAll();
  });
}
