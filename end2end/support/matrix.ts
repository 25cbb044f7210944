import { expect, type Page } from "@playwright/test";
import type { Console } from "./console.ts";

/** The columns of the feature matrix. */
export type Role = "customer" | "agent" | "admin";

/** The name of a cell: the test that shows it is called like this. */
export const may = (feature: string, role: Role): string => `${feature}: ${role} may`;
export const mayNot = (feature: string, role: Role): string => `${feature}: ${role} may not`;

/** A request as a program would make it. */
export interface Request {
  method: "GET" | "POST" | "PUT";
  path: string;
  body?: object;
}

/** Expects that whoever has this token is refused each request for their role, whatever it asks. */
export async function expectForbidden(url: string, token: string, requests: Request[]): Promise<void> {
  for (const { method, path, body } of requests) {
    const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/json" };
    const response = await fetch(url + path, { method, headers, body: body ? JSON.stringify(body) : null });
    expect(response.status, `${method} ${path}`).toBe(403);
    expect(await response.json(), `${method} ${path}`).toMatchObject({ code: "forbidden" });
  }
}

/** Expects that a place of the console asks a stranger to sign in, and shows nothing else. */
export async function expectLockedOut(page: Page, path: string, words: Console["words"]): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole("button", { name: words.signIn, exact: true })).toBeVisible();
  await expect(page.getByRole("navigation", { name: words.navigation })).toBeHidden();
}
