import { program } from "../program.ts";

/** The remedy if a program is missing. */
export const REMEDY = "scripts/setup test installs it.";

/** A browser that Playwright cannot drive. Its driver speaks the W3C's WebDriver protocol. */
export interface OtherBrowser {
  name: string;
  /** Returns the command that starts its driver, which then listens on a port. */
  driver: (port: number) => [string, ...string[]];
  /** Whether it needs a display to draw on. */
  needsDisplay: boolean;
  /** Whether it reports its console, by WebDriver BiDi. */
  tellsErrors: boolean;
  /** Returns the capabilities that a session requests from the driver. */
  capabilities: () => Record<string, unknown>;
}

export const FIREFOX: OtherBrowser = {
  name: "Firefox",
  // Each running browser has its own port for BiDi.
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
