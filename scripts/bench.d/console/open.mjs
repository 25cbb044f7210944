// Measures opening a conversation with very many messages.
import { summary, withConsole } from "./browser.mjs";
import { connect, Visitor } from "./people.mjs";

const MESSAGES = 5_000;
const RUNS = 11;
/** A conversation opens with its newest messages: at least this many. */
const SHOWN = 50;

/** Records when the newest message of the clicked conversation is on screen. Runs in the page. */
function watchOpening(newest) {
  addEventListener("click", ({ timeStamp }) => ((window.pressedAt = timeStamp), (window.openAfter = undefined)), { capture: true });
  const look = () => {
    if (window.pressedAt === undefined || window.openAfter !== undefined) return;
    const messages = document.querySelectorAll(".log .message");
    if (!messages[messages.length - 1]?.textContent.includes(newest)) return;
    const { pressedAt } = window;
    window.pressedAt = undefined;
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => (window.openAfter = performance.now() - pressedAt);
      port2.postMessage(undefined);
    });
  };
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true });
}

/** Returns the milliseconds from the click on a row to the frame with the conversation's newest message. */
export async function measureOpening(origin) {
  const connection = connect(origin);
  const [long, short] = [await Visitor.arrive(connection), await Visitor.arrive(connection)];
  for (let count = 1; count < MESSAGES; count += 1) await long.write();
  await long.write("the newest of very many");
  await short.write("the only one");
  const times = await withConsole(origin, "/console/inbox?tab=all", async (page) => {
    const row = ({ conversation }) => page.locator(`.rows .row[href*="${conversation}"]`);
    await row(long).waitFor();
    await page.evaluate(watchOpening, "the newest of very many");
    const times = [];
    while (times.length <= RUNS) {
      await row(short).click();
      await page.getByRole("log").getByText("the only one").waitFor();
      await row(long).click();
      await page.waitForFunction(() => window.openAfter !== undefined);
      times.push(await page.evaluate(() => window.openAfter));
      const shown = await page.locator(".log .message").count();
      if (shown < SHOWN) throw new Error(`the long conversation shows ${shown} messages`);
    }
    // The first time does not count, because the browser compiles the code.
    return times.slice(1);
  });
  connection.close();
  return { messages: MESSAGES, ...summary(times) };
}
