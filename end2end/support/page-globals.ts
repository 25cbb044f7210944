// Globals that the tests use on a shop's page.
export {};

declare global {
  interface Window {
    /** The widget's JavaScript interface. */
    adda: (name: string, ...values: unknown[]) => unknown;
    /** The events that a test's page has recorded. */
    told: [string, unknown][];
    /** The keys that a hostile page has received. */
    shortcuts: string[];
    /** Turns the focus trap of a hostile page on and off. */
    trap: (isOn: boolean) => void;
    /** The entries that the browser has reported of its own work. */
    seen: string[];
  }
}
