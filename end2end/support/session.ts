import { expect, type Page } from "@playwright/test";

export const CUSTOMER_SESSION = "adda_session";
export const AGENT_SESSION = "adda_agent";

/** Returns the value of a cookie, or an empty text. For a session, this is the token. */
export async function cookie(page: Page, name: string): Promise<string> {
  const cookies = await page.context().cookies();
  return cookies.find((candidate) => candidate.name === name)?.value ?? "";
}

/** Waits until a page has a session. Returns its token. */
export async function sessionOf(page: Page, name: string): Promise<string> {
  await expect.poll(() => cookie(page, name)).not.toBe("");
  return cookie(page, name);
}
