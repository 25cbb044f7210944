import type { Page } from "@playwright/test";

/** A notification that the desktop would have shown. */
interface Shown {
  title: string;
  body: string | undefined;
  click: () => void;
}

interface Recording {
  Notification: { permission: string };
  shownNotifications: Shown[];
  playedTones: number;
  /** The context of the last tone. */
  sound?: AudioContext;
}

/** Replaces the desktop and the loudspeaker. Records the notifications and sounds instead. */
export class Desktop {
  readonly #page: Page;

  private constructor(page: Page) {
    this.#page = page;
  }

  /** Records on the pages that this tab loads from now on. */
  static async of(page: Page): Promise<Desktop> {
    await page.addInitScript(record);
    return new Desktop(page);
  }

  permission(): Promise<string> {
    return this.#page.evaluate(() => (window as unknown as Recording).Notification.permission);
  }

  /** Returns the texts of the notifications. */
  shown(): Promise<(string | undefined)[]> {
    return this.#page.evaluate(() => (window as unknown as Recording).shownNotifications.map(({ body }) => body));
  }

  /** Returns the titles of the notifications. */
  titles(): Promise<string[]> {
    return this.#page.evaluate(() => (window as unknown as Recording).shownNotifications.map(({ title }) => title));
  }

  async clickFirst(): Promise<void> {
    await this.#page.evaluate(() => (window as unknown as Recording).shownNotifications[0]?.click());
  }

  /** Returns how often the sound of a new message was played. It has two tones. */
  chimes(): Promise<number> {
    return this.#page.evaluate(() => (window as unknown as Recording).playedTones / 2);
  }

  /** Suspends the sound after a chime, as Safari does during a call. */
  async suspendSound(): Promise<void> {
    await this.#page.evaluate(async () => (window as unknown as Recording).sound?.suspend());
  }

  soundState(): Promise<string | undefined> {
    return this.#page.evaluate(() => (window as unknown as Recording).sound?.state);
  }
}

function record(): void {
  const shown: Shown[] = [];
  class Recorded {
    static permission = "default";
    static async requestPermission(): Promise<string> {
      Recorded.permission = "granted";
      return Recorded.permission;
    }
    onclick: (() => void) | null = null;
    constructor(title: string, options?: NotificationOptions) {
      shown.push({ title, body: options?.body, click: () => this.onclick?.() });
    }
    close(): void {}
  }
  Object.assign(window, { Notification: Recorded, shownNotifications: shown, playedTones: 0 });
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (when?: number) {
    const recording = window as unknown as Recording;
    recording.playedTones += 1;
    recording.sound = this.context as AudioContext;
    start.call(this, when);
  };
}
