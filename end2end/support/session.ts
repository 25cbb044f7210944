import type { Page } from "@playwright/test";

export const CUSTOMER_SESSION = "adda_session";
export const AGENT_SESSION = "adda_agent";

/** The value of a cookie; empty without it. A session's is its token. */
export async function cookie(page: Page, name: string): Promise<string> {
  const cookies = await page.context().cookies();
  return cookies.find((candidate) => candidate.name === name)?.value ?? "";
}
