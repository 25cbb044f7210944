import { deflateSync, crc32 } from "node:zlib";
import type { CDPSession, Locator, Page } from "@playwright/test";

/** A file to send, as Playwright takes it. */
export interface SentFile {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/** Returns a picture of a size, in one colour. */
export function picture(name: string, width: number, height: number): SentFile {
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(width * 3, 0x8b)]);
  const pixels = deflateSync(Buffer.concat(Array.from({ length: height }, () => row)));
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2], 8);
  const signature = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");
  const buffer = Buffer.concat([signature, chunk("IHDR", header), chunk("IDAT", pixels), chunk("IEND", Buffer.alloc(0))]);
  return { name, mimeType: "image/png", buffer };
}

function chunk(type: string, data: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(typed));
  return Buffer.concat([length, typed, sum]);
}

/** Returns a document of this many bytes. */
export function pdf(name: string, bytes = 2048): SentFile {
  const buffer = Buffer.alloc(bytes, " ");
  buffer.write("%PDF-1.7\n");
  return { name, mimeType: "application/pdf", buffer };
}

/** Returns a text of this many bytes. */
export function text(name: string, bytes: number): SentFile {
  return { name, mimeType: "text/plain", buffer: Buffer.alloc(bytes, "a") };
}

/** Drags a file over an element and drops it there. */
export async function drop(target: Locator, file: SentFile, over: () => Promise<void>): Promise<void> {
  const dataTransfer = await transfer(target.page(), file);
  await target.dispatchEvent("dragover", { dataTransfer });
  await over();
  await target.dispatchEvent("drop", { dataTransfer });
}

/** Pastes a file into an element, with texts beside it. */
export async function paste(target: Locator, file: SentFile, texts: Record<string, string> = {}): Promise<void> {
  const data = await transfer(target.page(), file);
  await data.evaluate((data, texts) => {
    for (const [type, text] of Object.entries(texts)) data.setData(type, text);
  }, texts);
  await target.evaluate((element, clipboardData) => {
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, data);
}

function transfer(page: Page, { name, mimeType, buffer }: SentFile) {
  return page.evaluateHandle(
    ({ bytes, name, type }) => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array(bytes)], name, { type }));
      return data;
    },
    { bytes: [...buffer], name, type: mimeType },
  );
}

/** A slow line, in bytes per second. */
export const SLOW = 60 * 1024;
/** A size, in bytes, that takes longer on a slow line than a journey lasts, however busy the machine is. */
export const ENDLESS = 4 * 1024 * 1024;

/** The session in which each page is limited: a limit of one session is not removed by another. */
const sessions = new WeakMap<Page, Promise<CDPSession>>();

/** Limits how many bytes a page sends in a second; -1 removes the limit. */
export async function limitUpload(page: Page, bytesPerSecond: number): Promise<void> {
  const session = sessions.get(page) ?? page.context().newCDPSession(page);
  sessions.set(page, session);
  const protocol = await session;
  await protocol.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput: bytesPerSecond,
  });
}
