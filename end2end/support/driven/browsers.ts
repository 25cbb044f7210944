import { program } from "../program.ts";

/** What to do where a program is missing. */
export const REMEDY = "scripts/setup test installs it.";

/** A browser that Playwright cannot drive, but that has a driver which speaks the W3C's WebDriver protocol. */
export interface OtherBrowser {
  name: string;
  /** Its driver, which listens on a port. */
  driver: (port: number) => [string, ...string[]];
  /** Cannot do without a display to draw on. */
  needsDisplay: boolean;
  /** Tells what happens in its console, by WebDriver BiDi. */
  tellsErrors: boolean;
  /** What a session asks of the driver. */
  capabilities: () => Record<string, unknown>;
}

export const FIREFOX: OtherBrowser = {
  name: "Firefox",
  // Each browser that runs at the time has a port for BiDi of its own.
  driver: (port) => ["geckodriver", "--port", `${port}`, "--websocket-port", "0"],
  needsDisplay: false,
  tellsErrors: true,
  capabilities: () => ({
    browserName: "firefox",
    webSocketUrl: true,
    "moz:firefoxOptions": { binary: program("firefox-esr", REMEDY), args: ["-headless"] },
  }),
};

export const WEBKIT: OtherBrowser = {
  name: "WebKitGTK",
  driver: (port) => ["WebKitWebDriver", `--port=${port}`],
  needsDisplay: true,
  tellsErrors: false,
  capabilities: () => ({ browserName: "MiniBrowser" }),
};
