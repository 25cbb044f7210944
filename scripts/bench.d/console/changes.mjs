// The inbox while 50 conversations change each second.
import { setTimeout as wait } from "node:timers/promises";
import { rendererTime, withConsole } from "./browser.mjs";
import { connect, Visitor } from "./people.mjs";

/** More conversations than the list shows at a time. */
const CONVERSATIONS = 200;
const PER_SECOND = 50;
const SECONDS = 20;
/** The time for loading and compiling at the start, which does not count. */
const SETTLE_MS = 20_000;
/** The time after which a poll has brought the last message. */
const UNSEEN_MS = 30_000;

/** Lets the visitors write in turn. Returns a function that stops them and returns the number of messages. */
function keepWriting(visitors) {
  let written = 0;
  let isOver = false;
  const began = performance.now();
  const writing = (async () => {
    while (!isOver) {
      const due = Math.floor(((performance.now() - began) / 1_000) * PER_SECOND);
      while (written < due && !isOver) await visitors[written++ % visitors.length].write();
      await wait(5);
    }
  })();
  return async () => {
    isOver = true;
    await writing;
    return written;
  };
}

/**
 * Records the frames of a page. Requesting each frame costs some time itself, so the processor is
 * measured without it.
 */
function countFrames() {
  window.frames_ = [];
  const note = (time) => {
    window.frames_.push(time);
    requestAnimationFrame(note);
  };
  requestAnimationFrame(note);
}

const metric = async (devtools, wanted) => {
  const { metrics } = await devtools.send("Performance.getMetrics");
  return metrics.find(({ name }) => name === wanted).value;
};

/** Returns the shares of a core, and the times of the frames. */
export async function measureChanges(origin) {
  const connection = connect(origin);
  const visitors = [];
  while (visitors.length < CONVERSATIONS) {
    const visitor = await Visitor.arrive(connection);
    await visitor.write();
    visitors.push(visitor);
  }
  const measured = await withConsole(origin, "/console/inbox?tab=all", async (page, browser) => {
    await page.locator(".rows .row").first().waitFor();
    await wait(SETTLE_MS);
    const devtools = await page.context().newCDPSession(page);
    await devtools.send("Performance.enable");
    const share = async () => {
      const [processBefore, threadBefore, began] = [await rendererTime(browser), await metric(devtools, "TaskDuration"), performance.now()];
      await wait(SECONDS * 1_000);
      const seconds = (performance.now() - began) / 1_000;
      return {
        process: ((await rendererTime(browser)) - processBefore) / seconds,
        thread: ((await metric(devtools, "TaskDuration")) - threadBefore) / seconds,
      };
    };
    const idle = await share();
    const stop = keepWriting(visitors);
    const busy = await share();
    await page.evaluate(countFrames);
    await wait(SECONDS * 1_000);
    const frames = await page.evaluate(() => window.frames_);
    const written = await stop();
    const last = visitors[(written - 1) % visitors.length];
    const row = page.locator(`.rows .row[href*="${last.conversation}"]`).filter({ hasText: `Message ${last.count}:` });
    await row.waitFor({ timeout: UNSEEN_MS });
    const gaps = frames.slice(1).map((time, index) => time - frames[index]);
    const sorted = [...gaps].sort((a, b) => a - b);
    return {
      idle,
      busy,
      perSecond: written / (2 * SECONDS),
      fps: (1_000 * gaps.length) / (frames.at(-1) - frames[0]),
      longest: sorted.at(-1),
      late: gaps.filter((gap) => gap > 25).length,
      frames: gaps.length,
    };
  });
  connection.close();
  return measured;
}
