// What the tests find on a shop's page.
export {};

declare global {
  interface Window {
    /** The widget's JavaScript interface. */
    adda: (name: string, ...values: unknown[]) => unknown;
    /** Events that a test's page has written down. */
    told: [string, unknown][];
    /** Keys that a hostile page has heard. */
    shortcuts: string[];
    /** Turns the focus trap of a hostile page on and off. */
    trap: (isOn: boolean) => void;
    /** What the browser has told of its own work. */
    seen: string[];
  }
}
