import { test as base } from "../embedding.ts";
import { FIREFOX, type OtherBrowser } from "./browsers.ts";
import { Visitor } from "./visitor.ts";
import { drive } from "./session.ts";

interface Fixtures {
  /** The customer's browser. */
  customersBrowser: OtherBrowser;
  visitor: Visitor;
}

/** The usual test, with a customer in a browser that Playwright cannot drive. */
export const test = base.extend<Fixtures>({
  customersBrowser: [FIREFOX, { option: true }],

  // The server has a shop on its own address too.
  settings: async ({ settings }, use) => use({ ...settings, ADDA_DEMO_SHOP: "on" }),

  visitor: async ({ customersBrowser, server, problems }, use, testInfo) => {
    await drive(customersBrowser, async (driver) => {
      const visitor = await Visitor.arrive(driver, server.url, customersBrowser, problems);
      await use(visitor);
      await visitor.leave();
      if (testInfo.status !== testInfo.expectedStatus) {
        const body = Buffer.from(await driver.takeScreenshot(), "base64");
        await testInfo.attach("screenshot", { body, contentType: "image/png" });
      }
    });
  },
});

export { expect } from "../embedding.ts";
