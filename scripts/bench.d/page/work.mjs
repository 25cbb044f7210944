// What the chat has the page's main thread do before anybody clicks. The book
// page has no script of its own, so all script that runs on it is the chat's.
import { summary, withBrowser } from "./browser.mjs";

const RUNS = 11;
const SLOWED = 4;
/** What a script does, as the browser's trace names it. */
const WORK = new Set(["EvaluateScript", "v8.evaluateModule", "v8.compile", "v8.compileModule", "FunctionCall", "FireIdleCallback", "RunMicrotasks"]);

const contains = (outer, { ts, dur = 0 }) => outer.ts <= ts && ts + dur <= outer.ts + (outer.dur ?? 0);

/** The outermost pieces of work on the page's own thread. */
function pieces({ traceEvents }) {
  // Chromium's own pages are made of scripts as well.
  const loads = traceEvents.filter(({ name, args }) => name === "ResourceSendRequest" && /^http:.*\.js$/.test(args.data?.url ?? ""));
  const work = traceEvents.filter(({ name, pid, tid }) => WORK.has(name) && loads.some((load) => load.pid === pid && load.tid === tid));
  return work.filter((piece) => !work.some((other) => other !== piece && contains(other, piece)));
}

/** The processor's own time: what else the machine does is not the chat's. */
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

/** For each page that has a chat: milliseconds, all together and the longest. */
export async function measureWork(pages) {
  return withBrowser(async (browser) => {
    const measured = [];
    for (const { name, withChat } of pages) {
      // Not counted: the browser itself is new.
      await visit(browser, withChat);
      const visits = [];
      while (visits.length < RUNS) visits.push(await visit(browser, withChat));
      measured.push({ name, all: summary(visits.map(({ all }) => all)), longest: summary(visits.map(({ longest }) => longest)) });
    }
    return measured;
  });
}
