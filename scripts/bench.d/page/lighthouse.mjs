// Lighthouse's scores of a page, on a simulated phone with slow 4G.
import { createRequire } from "node:module";
import lighthouse from "lighthouse";
import { summary, withBrowser } from "./browser.mjs";

const RUNS = 5;

export const { version } = createRequire(import.meta.url)("lighthouse/package.json");

/** The categories that apply to every page of a shop, and the metrics that make up the first. */
const CATEGORIES = ["performance", "accessibility", "best-practices"];
const METRICS = ["first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift", "speed-index"];

/** Runs Lighthouse once, in a browser with a new profile. */
function look(url) {
  return withBrowser(async (browser) => {
    const port = Number(new URL(browser.wsEndpoint()).port);
    const { lhr } = await lighthouse(url, { port, output: "json", logLevel: "error", onlyCategories: CATEGORIES });
    if (lhr.runtimeError) throw new Error(`Lighthouse on ${url}: ${lhr.runtimeError.message}`);
    const scores = CATEGORIES.map((category) => [category, lhr.categories[category].score * 100]);
    const metrics = METRICS.map((metric) => [metric, lhr.audits[metric].numericValue]);
    return { values: Object.fromEntries([...scores, ...metrics]), faults: faults(lhr) };
  });
}

/**
 * Returns what lowers the page's scores, by Lighthouse's own names. Speed is left out, because the
 * metrics show it.
 */
function faults(lhr) {
  const [, ...others] = CATEGORIES;
  const counted = others.flatMap((category) => lhr.categories[category].auditRefs.filter(({ weight }) => weight > 0));
  return counted.map(({ id }) => lhr.audits[id]).filter(({ score }) => score !== null && score < 0.9).map(({ title }) => title);
}

function middle(looks) {
  const medians = Object.keys(looks[0].values).map((name) => [name, summary(looks.map(({ values }) => values[name])).median]);
  return { ...Object.fromEntries(medians), faults: [...new Set(looks.flatMap(({ faults }) => faults))] };
}

/** Measures each page without and with the chat, in turn, so that other work of the machine affects both alike. */
export async function measureLighthouse(pages) {
  const seen = pages.map(() => ({ without: [], withChat: [] }));
  for (let run = 0; run < RUNS; run += 1) {
    for (const [index, page] of pages.entries()) {
      for (const way of ["without", "withChat"]) seen[index][way].push(await look(page[way]));
    }
  }
  return pages.map(({ name }, index) => ({ name, runs: RUNS, without: middle(seen[index].without), withChat: middle(seen[index].withChat) }));
}
