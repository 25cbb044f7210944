import axe, { type AxeResults, type RunOnly, type RunOptions } from "axe-core";
import { expect, type Page } from "@playwright/test";
import { DESK, NIGHT, PHONE, show, type Screen } from "./screens.ts";

declare global {
  interface Window {
    axe: typeof axe;
  }
}

/** WCAG 2.2, levels A and AA. */
const ALL_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** The screens on which each page is checked. The dark scheme changes only colours. */
const LOOKS: { screen: Screen; rules: RunOnly }[] = [
  { screen: PHONE, rules: { type: "tag", values: ALL_RULES } },
  { screen: NIGHT, rules: { type: "rule", values: ["color-contrast"] } },
  { screen: DESK, rules: { type: "tag", values: ALL_RULES } },
];

/**
 * Expects that axe finds nothing on a page, or in a part of it, in its current state: on a phone,
 * on a desktop, and on a desktop in the dark scheme.
 */
export async function expectAccessible(page: Page, what: string, within = "html"): Promise<void> {
  const findings: string[] = [];
  for (const { screen, rules } of LOOKS) {
    await show(page, screen);
    const violations = await violationsIn(page, within, { runOnly: rules, resultTypes: ["violations"] });
    for (const { id, help, nodes } of violations) {
      const places = nodes.map(({ target, failureSummary }) => `${target.join(" ")}: ${failureSummary}`);
      findings.push(`${screen.name}: ${id} (${help}) at ${places.join("; ")}`);
    }
  }
  expect(findings, `axe on ${what}`).toEqual([]);
}

async function violationsIn(page: Page, within: string, options: RunOptions): Promise<AxeResults["violations"]> {
  // Needed only once on each page.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(`${axe.source}; undefined`);
  return page.evaluate(
    async ({ within, options }) => {
      // During a change of colours, the contrast is not that of either state.
      for (const animation of document.getAnimations()) {
        if (Number.isFinite(animation.effect?.getComputedTiming().endTime)) animation.finish();
      }
      return (await window.axe.run(within, options)).violations;
    },
    { within, options },
  );
}
