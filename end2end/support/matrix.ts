import { expect, type Page } from "@playwright/test";
import type { Console } from "./console.ts";

/** The columns of the feature matrix. */
export type Role = "customer" | "agent" | "admin";

/** Returns the name of a cell of the matrix. The test that shows the feature has this name. */
export const may = (feature: string, role: Role): string => `${feature}: ${role} may`;
export const mayNot = (feature: string, role: Role): string => `${feature}: ${role} may not`;

/** A request as a program would send it. */
export interface Request {
  method: "GET" | "POST" | "PUT";
  path: string;
  body?: object;
}

/** Expects that the owner of this token is refused each of these requests because of their role. */
export async function expectForbidden(url: string, token: string, requests: Request[]): Promise<void> {
  for (const { method, path, body } of requests) {
    const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/json" };
    const response = await fetch(url + path, { method, headers, body: body ? JSON.stringify(body) : null });
    expect(response.status, `${method} ${path}`).toBe(403);
    expect(await response.json(), `${method} ${path}`).toMatchObject({ code: "forbidden" });
  }
}

/** Expects that a page of the console asks a visitor without a session to sign in, and shows nothing else. */
export async function expectLockedOut(page: Page, path: string, words: Console["words"]): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole("button", { name: words.signIn, exact: true })).toBeVisible();
  await expect(page.getByRole("navigation", { name: words.navigation })).toBeHidden();
}
