// node main.mjs BINARY [--write]: measures how the chat affects a shop's page.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeFigures } from "../document.mjs";
import { describeMachine } from "../machine.mjs";
import { browserVersion } from "./browser.mjs";
import { measureClicks } from "./click.mjs";
import { measureLighthouse, version } from "./lighthouse.mjs";
import { startPages } from "./pages.mjs";
import { figures } from "./report.mjs";
import { measureWork } from "./work.mjs";

const say = (line) => console.error(`==> ${line}`);

async function measure(binary, folder) {
  // First, because the benchmark itself puts load on the machine.
  const machine = describeMachine(folder);
  const { pages, stop } = await startPages(binary, folder);
  say("Work before any click");
  const work = await measureWork(pages);
  say("Click to writable");
  const clicks = await measureClicks(pages);
  say("Lighthouse, some minutes");
  const lighthouse = await measureLighthouse(pages);
  await stop();
  return { machine, browser: await browserVersion(), version, lighthouse, clicks, work };
}

// On exit, the handlers end the programs that run and remove the files.
process.once("SIGINT", () => process.exit(130));
process.once("SIGTERM", () => process.exit(143));
const folder = mkdtempSync(join(tmpdir(), "adda-bench-page-"));
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));

const [binary, option] = process.argv.slice(2);
try {
  const text = figures(await measure(binary, folder));
  console.log(text);
  if (option === "--write") say(`Written to ${writeFigures("bench-page", text)}`);
} catch (error) {
  console.error(`Failed: ${error.message}`);
  process.exit(1);
}
