import { expectAccessible } from "../support/accessibility.ts";
import { Issuer } from "../support/issuer.ts";
import { SERVER_DOWN, answered } from "../support/problems.ts";
import { Rest } from "../support/rest.ts";
import { ADMIN } from "../support/server.ts";
import { expect, test as base } from "../support/test.ts";
import { BANGLA } from "../support/words/bn.ts";
import { ENGLISH } from "../support/words/en.ts";

const test = base.extend<{ issuer: Issuer }>({
  issuer: async ({}, use) => {
    const issuer = await Issuer.start();
    await use(issuer);
    await issuer.stop();
  },
  settings: async ({ issuer }, use) =>
    use({
      ADDA_OIDC_ISSUER: issuer.url,
      ADDA_OIDC_CLIENT_ID: "adda",
      ADDA_OIDC_CLIENT_SECRET: "a secret of the client",
      ADDA_OIDC_NAME: "Example",
    }),
});

const WORDS = {
  en: { button: "Sign in with Example", unknown: /^No agent here has your email/, down: /^It can't be reached/ },
  bn: { button: "Example দিয়ে সাইন ইন করুন", unknown: /^এখানকার কোনো এজেন্টের/, down: /^এখন সেখানে পৌঁছানো/ },
};

for (const words of [ENGLISH, BANGLA]) {
  test(`an agent signs in with the provider, and with a password while it is down: ${words.code}`, async ({
    server,
    people,
    problems,
    issuer,
  }) => {
    const say = words.code === "bn" ? WORDS.bn : WORDS.en;
    const desk = await people.stranger({ words, path: "/console/profile" });
    const button = desk.page.getByRole("link", { name: say.button, exact: true });
    await button.click();
    await expect(desk.page.getByText(say.unknown)).toBeVisible();
    await expectAccessible(desk.page, "a sign-in that failed at the provider");

    const admin = await Rest.signIn(server.url);
    await admin.patch("/support/admin/api/agents/1/", { email: issuer.email.toUpperCase() });
    await desk.visit("/console/profile");
    await button.click();
    await expect(desk.page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(desk.page).toHaveURL(/\/console\/profile$/);
    await desk.signOut();

    await issuer.stop();
    problems.expect(SERVER_DOWN);
    problems.expect(answered(503));
    // The server caches the provider's addresses for an hour, so it has to restart.
    await server.stop();
    await server.start();
    await button.click();
    await expect(desk.page.getByText(say.down)).toBeVisible();
    await desk.signIn(ADMIN);
    await expect(desk.page.getByRole("button", { name: desk.words.signOut, exact: true })).toBeVisible();
  });
}
