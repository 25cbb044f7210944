// Not a journey: scripts/tests/flaky.test.mjs runs it to test the reporter.
import { expect, test } from "@playwright/test";

test("passes only when it is tried again", ({}, { retry }) => {
  expect(retry).toBe(1);
});

test("passes", () => {});
