import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: ".",
  outputDir: `${process.env.ADDA_FLAKY_JOURNEYS}.results`,
  retries: 1,
  reporter: [["list"], ["./reporter.ts", { file: process.env.ADDA_FLAKY_JOURNEYS }]],
});
