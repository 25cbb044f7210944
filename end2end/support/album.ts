import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import type { People } from "./people.ts";
import { DESK, LAPTOP, NIGHT, PHONE, TABLET, ZOOMED, type Screen } from "./screens.ts";
import type { Server } from "./server.ts";
import { test } from "./test.ts";
import { BANGLA } from "./words/bn.ts";
import { ENGLISH, type Words } from "./words/en.ts";

/** The folder of the pictures, which are too many to commit. They show the effect of a change of style. */
const FOLDER = join(import.meta.dirname, "..", "..", "target", "screenshots");

/** Pictures are taken in each size, in the dark scheme too, and in both languages. */
const SCREENS = [DESK, NIGHT, TABLET, PHONE];
/** The screens on which agents work all day: the inbox and conversations are also taken on these. */
export const LAPTOPS = [LAPTOP, ZOOMED];

/** The fixtures for the pictures of an area. */
interface Sitting {
  server: Server;
  people: People;
  looks: { screen: Screen; words: Words };
  /** Takes a picture; with `whole`, of the whole of a long page. */
  save: (page: Page, name: string, whole?: "whole") => Promise<void>;
}

/** Takes the pictures of an area, once for each look, also on `more` screens. */
export function picturesOf(area: string, take: (sitting: Sitting) => Promise<void>, more: Screen[] = []): void {
  const looksOf = (screen: Screen) => [ENGLISH, BANGLA].map((words) => ({ screen, words }));
  for (const looks of [...SCREENS, ...more].flatMap(looksOf)) {
    const name = `${looks.words.code} ${looks.screen.name}`;

    test(`${area}, ${name}`, async ({ server, people, problems }) => {
      test.setTimeout(300_000);
      // Some pictures show failures on purpose. The journeys check that there are no others.
      problems.expect(/./);
      const folder = join(FOLDER, name.replaceAll(/[ ,%]+/g, "-"));
      mkdirSync(folder, { recursive: true });
      const save = async (page: Page, picture: string, whole?: "whole") => {
        await page.screenshot({
          path: join(folder, `${area}-${picture}.png`),
          animations: "disabled",
          caret: "hide",
          fullPage: whole !== undefined,
        });
      };
      await take({ server, people, looks, save });
    });
  }
}

/** Holds back the answers of some server functions, so that the page shows its loading state. */
export async function holdBack(page: Page, ...functions: string[]): Promise<void> {
  for (const name of functions) await page.route(`**/support/fn/${name}`, () => new Promise<void>(() => {}));
}

/** Loses the requests of some server functions. */
export async function lose(page: Page, ...functions: string[]): Promise<void> {
  for (const name of functions) await page.route(`**/support/fn/${name}`, (route) => route.abort("connectionreset"));
}
