import { answered } from "../support/problems.ts";
import { ADMIN } from "../support/server.ts";
import { expect, test } from "../support/test.ts";
import { BANGLA } from "../support/words/bn.ts";
import { ENGLISH } from "../support/words/en.ts";

test.describe("a server whose public address is https", () => {
  test.use({ settings: { ADDA_PUBLIC_URL: "https://support.example", ADDA_DEMO_SHOP: "off" } });

  for (const words of [ENGLISH, BANGLA]) {
    test(`a sign-in whose cookie the browser drops says what to do, and keeps the name: ${words.code}`, async ({
      people,
    }) => {
      const desk = await people.stranger({ words });
      const { page } = desk;
      // Browsers drop a Secure cookie over http. They make an exception for loopback addresses, so
      // the test drops it.
      await page.route("**/support/fn/agent/sign-in", async (route) => {
        // The browser adds this header when it sends the request: at a loopback address it names
        // the page's origin.
        const headersOut = { ...route.request().headers(), "sec-fetch-site": "same-origin" };
        const response = await route.fetch({ headers: headersOut });
        const { "set-cookie": cookie, ...headers } = response.headers();
        expect(cookie).toContain("__Host-adda_agent=");
        expect(cookie).toContain("Secure");
        // The fetch above has stored the cookie.
        await page.context().clearCookies();
        await route.fulfill({ response, headers });
      });
      await desk.signIn(ADMIN);
      await expect(page.locator("#sign-in-error")).toContainText("https://");
      await expect(page.getByLabel(words.console.name, { exact: true })).toHaveValue(ADMIN.username);
    });
  }
});

test.describe("a server without the demonstration shop", () => {
  test.use({ settings: { ADDA_DEMO_SHOP: "off" } });

  test("the front page says what the server is and leads to the console", async ({ people, problems }) => {
    const { page } = await people.stranger({ path: "/" });
    await expect(page.getByRole("heading", { name: "Customer support" })).toBeVisible();
    problems.expect(answered(404));
    const missing = await page.goto("/nothing/here");
    expect(missing?.status()).toBe(404);
    await expect(page.getByRole("heading", { name: "Page not found" })).toBeVisible();
    await page.getByRole("link", { name: "Customer support", exact: true }).last().click();
    await page.getByRole("link", { name: "Sign in to the team console" }).click();
    await expect(page.getByRole("button", { name: ENGLISH.console.signIn, exact: true })).toBeVisible();
  });
});
