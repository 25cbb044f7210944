// Functions that run in the page. Each is sent there as its own source text, so it may use only its
// arguments and the globals of every page.

/** Returns the first element of the widget that a selector matches. */
export function find(selector: string): Element | null {
  const root = document.querySelector("adda-chat")?.shadowRoot ?? document;
  return root.querySelector(selector);
}

/** A message as the customer sees it. */
export interface SeenMessage {
  text: string;
  /** The top edge on the page, in pixels. */
  top: number;
  /** Whether the list shows all of it. */
  isInSight: boolean;
  /** The width of its picture in pixels once it is loaded; 0 without a picture. */
  picture: number;
}

/** Returns the messages in the widget's window, the oldest first. */
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

/** Records the errors in the page from now on. */
export function recordProblems(): void {
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

/** Returns the recorded errors. */
export function recordedProblems(): string[] {
  return (window as unknown as { problems?: string[] }).problems ?? [];
}

/** Scrolls the messages, after they have stopped moving. */
export async function scroll(pixels: number): Promise<void> {
  const root = document.querySelector("adda-chat")?.shadowRoot ?? document;
  await Promise.allSettled(root.getAnimations().map(({ finished }) => finished));
  root.querySelector(".adda-log")?.scrollBy(0, pixels);
}

/** Calls `done` once the browser has drawn the page as it is now. */
export function drawn(done: () => void): void {
  requestAnimationFrame(() => requestAnimationFrame(done));
}
