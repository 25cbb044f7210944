import { test as base, expect } from "@playwright/test";
import { Binary, type Settings } from "./binary.ts";
import { People } from "./people.ts";
import { Problems } from "./problems.ts";
import { Server } from "./server.ts";

interface Fixtures {
  /** The problems in all browsers of the test. */
  problems: Problems;
  /** The server's settings, besides those that every journey needs. */
  settings: Settings;
  /** A running server with a database for this test only. */
  server: Server;
  people: People;
}

interface SharedFixtures {
  binary: Binary;
}

/** Playwright's test with a server and people. It fails on an unexpected error in any console. */
export const test = base.extend<Fixtures, SharedFixtures>({
  binary: [
    async ({}, use) => {
      const binary = new Binary();
      await use(binary);
      binary.remove();
    },
    { scope: "worker" },
  ],

  settings: async ({}, use) => use({}),

  server: async ({ binary, settings }, use, testInfo) => {
    const server = await Server.prepare(binary, settings);
    await server.start();
    await use(server);
    await server.stop();
    if (testInfo.status !== testInfo.expectedStatus) await testInfo.attach("server.log", { body: server.log });
    expect(server.failures, "failures in the server's log").toEqual([]);
  },

  problems: async ({}, use) => {
    const problems = new Problems();
    await use(problems);
    expect(problems.unexpected, "problems in the browsers").toEqual([]);
  },

  people: async ({ browser, server, problems }, use) => {
    const people = new People(browser, server, problems);
    await use(people);
    await people.leave();
  },
});

export { expect };
