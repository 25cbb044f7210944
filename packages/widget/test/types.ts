// Uses the types as an application does. A wrong use must not compile.
import { AddaError, chat, load, unload, type Chat, type FailureCode } from "../index.js";

export async function use(): Promise<void> {
  const loaded: Chat = await load({ server: "https://support.example.com", language: "bn-BD", identityToken: "" });
  loaded.open();
  loaded.identify("token");
  const stop: () => void = chat.on("message", ({ text, sender }) => console.log(text.trim(), sender.trim()));
  chat.on("unread", (count) => console.log(count.toFixed(0)));
  chat.on("error", (problem) => {
    if (problem.reason === "policy") console.log(problem.missing.trim());
  });
  stop();
  unload();
  // @ts-expect-error An unknown event.
  chat.on("opened", () => {});
  // @ts-expect-error The server is missing.
  await load({});
  // @ts-expect-error An unknown corner.
  await load({ server: "https://support.example.com", position: "top" });
}

export const code = (error: unknown): FailureCode | undefined => (error instanceof AddaError ? error.code : undefined);
