import { createHmac } from "node:crypto";
import { expect, type Locator, type Page } from "@playwright/test";
import type { Words } from "./words/en.ts";
import { twoFactorWords } from "./words/two-factor.ts";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** Returns the bytes of a text in base 32 (RFC 4648, section 6). */
const bytesOf = (text: string): Buffer => {
  const bits = [...text].map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, "0")).join("");
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
};

/** An authenticator app on an agent's phone (RFC 6238). It returns each code once. */
export class Authenticator {
  readonly secret: string;
  #shown = 0;

  constructor(secret: string) {
    this.secret = secret;
  }

  /** Returns an unused code: the current one, or the next, which the server accepts a little early. */
  async code(): Promise<string> {
    const present = (): number => Math.floor(Date.now() / 30_000);
    await expect.poll(() => present() + 1, { timeout: 60_000 }).toBeGreaterThan(this.#shown);
    this.#shown = Math.max(present(), this.#shown + 1);
    const step = Buffer.alloc(8);
    step.writeBigUInt64BE(BigInt(this.#shown));
    const hash = createHmac("sha1", bytesOf(this.secret)).update(step).digest();
    const start = hash.readUInt8(hash.length - 1) & 15;
    return String((hash.readUInt32BE(start) & 0x7fffffff) % 1_000_000).padStart(6, "0");
  }
}

/** Two-factor authentication, as an agent sees it. */
export class TwoFactor {
  readonly page: Page;
  readonly words: ReturnType<typeof twoFactorWords>;
  readonly code: Locator;

  constructor(page: Page, words: Words) {
    this.page = page;
    this.words = twoFactorWords(words);
    this.code = page.getByRole("textbox", { name: this.words.stepCode, exact: true });
  }

  button(name: string): Locator {
    return this.page.getByRole("button", { name, exact: true });
  }

  /** Takes over the secret that is shown, and confirms it with a code. Returns the app and the recovery codes. */
  async turnOn(): Promise<{ phone: Authenticator; recoveryCodes: string[] }> {
    await expect(this.page.getByRole("img", { name: this.words.qrCode })).toBeVisible();
    const phone = new Authenticator(await this.page.locator("code.code-line").innerText());
    await this.page.getByRole("textbox", { name: this.words.code, exact: true }).fill(await phone.code());
    await this.button(this.words.turnOn).click();
    const codes = this.page.getByRole("list", { name: this.words.recoveryCodes }).getByRole("listitem");
    await expect(codes).toHaveCount(10);
    const recoveryCodes = await codes.allInnerTexts();
    await this.button(this.words.saved).click();
    return { phone, recoveryCodes };
  }

  /** Enters the code at sign-in. */
  async answer(code: string): Promise<void> {
    await expect(this.page.getByRole("heading", { name: this.words.step })).toBeVisible();
    await this.code.fill(code);
    await this.code.press("Enter");
  }
}
