import type { Locator } from "@playwright/test";
import type { Chat } from "./chat.ts";

/** The properties that a shop's styles could change. */
const PROPERTIES = [
  "display", "position", "float", "opacity", "visibility", "color", "backgroundColor", "fontSize", "lineHeight",
  "letterSpacing", "textTransform", "boxSizing", "transform", "borderRadius", "padding", "margin",
];

async function looks(element: Locator): Promise<unknown> {
  const box = await element.boundingBox();
  const style = await element.evaluate((node, names) => {
    const computed: Record<string, string> = { ...getComputedStyle(node) } as never;
    return names.map((name) => computed[name]);
  }, PROPERTIES);
  return { box, style };
}

/** Returns how the open chat looks: positions, and properties that a style sheet sets. */
export async function visible(chat: Chat): Promise<unknown> {
  // The window opens, and the button grows under the pointer.
  await chat.window.evaluate((node) =>
    Promise.all((node.getRootNode() as ShadowRoot).getAnimations().map(({ finished }) => finished)),
  );
  return Promise.all([chat.button, chat.window, chat.field, chat.log].map(looks));
}
