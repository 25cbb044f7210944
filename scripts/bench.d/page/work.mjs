// The work that the chat causes in the page's main thread before the first click. The book page has
// no script of its own, so all script that runs on it is the chat's.
import { summary, withBrowser } from "./browser.mjs";

const RUNS = 11;
const SLOWED = 4;
/** The names of a script's work in the browser's trace. */
const WORK = new Set(["EvaluateScript", "v8.evaluateModule", "v8.compile", "v8.compileModule", "FunctionCall", "FireIdleCallback", "RunMicrotasks"]);

const contains = (outer, { ts, dur = 0 }) => outer.ts <= ts && ts + dur <= outer.ts + (outer.dur ?? 0);

/** Returns the outermost pieces of work in the page's own thread. */
function pieces({ traceEvents }) {
  // Chromium's own pages contain scripts as well.
  const loads = traceEvents.filter(({ name, args }) => name === "ResourceSendRequest" && /^http:.*\.js$/.test(args.data?.url ?? ""));
  const work = traceEvents.filter(({ name, pid, tid }) => WORK.has(name) && loads.some((load) => load.pid === pid && load.tid === tid));
  return work.filter((piece) => !work.some((other) => other !== piece && contains(other, piece)));
}

/** Returns processor time in milliseconds, so that other work of the machine does not count. */
async function visit(browser, url) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.tracing.start({ categories: ["devtools.timeline"] });
  await page.goto(url, { waitUntil: "networkidle0" });
  const trace = JSON.parse(Buffer.from(await page.tracing.stop()).toString());
  await page.waitForSelector(">>> .adda-button");
  await context.close();
  const times = pieces(trace).map(({ tdur = 0 }) => (tdur / 1_000) * SLOWED);
  if (times.length === 0) throw new Error(`on ${url} no script has run`);
  return { all: times.reduce((sum, time) => sum + time, 0), longest: Math.max(...times) };
}

/** Returns milliseconds for each page with a chat: in total and the longest. */
export async function measureWork(pages) {
  return withBrowser(async (browser) => {
    const measured = [];
    for (const { name, withChat } of pages) {
      // The first load does not count, because the browser has just started.
      await visit(browser, withChat);
      const visits = [];
      while (visits.length < RUNS) visits.push(await visit(browser, withChat));
      measured.push({ name, all: summary(visits.map(({ all }) => all)), longest: summary(visits.map(({ longest }) => longest)) });
    }
    return measured;
  });
}
