import { availableParallelism, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { defineConfig } from "@playwright/test";
import { chromium, headlessShell } from "./support/chromium.ts";
import { ENGLISH } from "./support/words/en.ts";

/** Keeps the browser from sending requests to servers other than the one under test. */
const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  "--disable-quic",
];

/** How much memory a worker's browser and server use, in bytes. */
const WORKER_BYTES = 1.5e9;
/** More workers would only wait for each other. */
const MAX_WORKERS = 8;

/** Two journeys keep a core busy: each waits for the server and for polls in between. */
const byCores = 2 * availableParallelism();
const byMemory = Math.floor(totalmem() / WORKER_BYTES);
/** How many journeys run at a time: as many as the machine can run without delays. */
const workers = Number(process.env.ADDA_WORKERS ?? Math.max(1, Math.min(byCores, byMemory, MAX_WORKERS)));

/** Kept between runs on the same machine. */
const flakyJourneys = join(process.env.ADDA_CACHE ?? tmpdir(), "flaky-journeys.json");

/**
 * The journeys that need the browser's own user interface (permissions, downloads and the clipboard), and
 * the one whose program ends with a memory fault, which the shell does not survive.
 */
const COMPLETE = ["original-*", "files", "paste", "preferences", "embedding/panic"].map((name) => `**/${name}.spec.ts`);

const complete = { launchOptions: { executablePath: chromium(), args: QUIET } };
const shell = { launchOptions: { executablePath: headlessShell(), args: QUIET } };

const journeys = [
  { name: "journeys", testDir: "journeys", testIgnore: COMPLETE, use: shell },
  { name: "complete browser", testDir: "journeys", testMatch: COMPLETE, use: complete },
];
const screenshots = { name: "screenshots", testDir: "screenshots", testMatch: "*.ts", use: { ...complete, actionTimeout: 20_000 } };

export default defineConfig({
  projects: process.env.ADDA_SCREENSHOTS === "on" ? [screenshots] : journeys,
  fullyParallel: true,
  workers,
  // A busy machine can disturb a journey once. The reporter of flaky journeys fails the run the
  // second time.
  retries: process.env.CI === undefined ? 0 : 1,
  forbidOnly: process.env.CI !== undefined,
  reporter: [["list"], ["./flaky/reporter.ts", { file: flakyJourneys }]],
  timeout: 60_000,
  // Polls come every three seconds, on a machine that is busy with other work.
  expect: { timeout: 15_000 },
  use: {
    viewport: { width: 1440, height: 900 },
    locale: ENGLISH.locale,
    timezoneId: "Asia/Dhaka",
    // Recording traces takes a third of the time of all journeys.
    trace: process.env.ADDA_TRACE === "on" ? "on" : "off",
    screenshot: "only-on-failure",
  },
});
