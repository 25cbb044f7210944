// What runs in the page. Each function is sent there as its own text, and so
// uses nothing but its arguments and what every page has.

/** The first element of the widget that a selector matches. */
export function find(selector: string): Element | null {
  const root = document.querySelector("adda-chat")?.shadowRoot ?? document;
  return root.querySelector(selector);
}

/** A message as the customer sees it. */
export interface SeenMessage {
  text: string;
  /** Where it begins on the page, in pixels. */
  top: number;
  /** The list shows it, all of it. */
  isInSight: boolean;
  /** How many pixels wide its picture is, once that is there; 0 without one. */
  picture: number;
}

/** The messages in the widget's window, the oldest first. */
export function messages(): SeenMessage[] {
  const root = document.querySelector("adda-chat")?.shadowRoot ?? document;
  const list = root.querySelector(".adda-log")?.getBoundingClientRect();
  return [...root.querySelectorAll(".adda-message")].map((message) => {
    const { top, bottom, height } = message.getBoundingClientRect();
    return {
      text: message.textContent ?? "",
      top,
      isInSight: list !== undefined && height > 0 && top >= list.top && bottom <= list.bottom,
      picture: message.querySelector("img")?.naturalWidth ?? 0,
    };
  });
}

/** Writes down what goes wrong in the page from now on. */
export function writeDownProblems(): void {
  const page = window as unknown as { problems?: string[] };
  if (page.problems) return;
  const problems: string[] = (page.problems = []);
  const { error } = console;
  console.error = (...values) => {
    problems.push(`console: ${values.join(" ")}`);
    error(...values);
  };
  addEventListener("error", ({ message }) => problems.push(`uncaught: ${message}`));
  addEventListener("unhandledrejection", ({ reason }) => problems.push(`uncaught: ${reason}`));
}

/** What has been written down. */
export function writtenDown(): string[] {
  return (window as unknown as { problems?: string[] }).problems ?? [];
}

/** Scrolls the messages, once they stand still. */
export async function scroll(pixels: number): Promise<void> {
  const root = document.querySelector("adda-chat")?.shadowRoot ?? document;
  await Promise.allSettled(root.getAnimations().map(({ finished }) => finished));
  root.querySelector(".adda-log")?.scrollBy(0, pixels);
}
