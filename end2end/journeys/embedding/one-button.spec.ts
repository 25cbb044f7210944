import type { Locator } from "@playwright/test";
import { expect, test as base } from "../../support/embedding.ts";
import { previewOf } from "../../support/preview.ts";

const test = base.extend({
  settings: async ({ settings }, use) => use({ ...settings, ADDA_DEMO_SHOP: "on" }),
});

/** Returns the visible properties of a button: its size, shape and colours, and the icon in it. */
async function looks(button: Locator) {
  await expect(button).toBeVisible();
  return button.evaluate((element) => {
    const shown = element.querySelector(".adda-button-icon-shown") ?? element.querySelector(".adda-button-icon");
    // In the loader's button, the place of the icon is the icon itself.
    const [path, svg] = [shown?.querySelector("path"), shown?.closest("svg") ?? shown?.querySelector("svg")];
    if (!path || !svg) throw new Error("the button has no icon");
    const [style, lines, box] = [getComputedStyle(element), getComputedStyle(path), getComputedStyle(svg)];
    const disc = element.querySelector(".adda-button-disc circle");
    return {
      classes: [...element.classList].join(" "),
      // Without the effects that appear while the pointer is over the button.
      size: [style.width, style.height],
      radius: style.borderRadius,
      shadow: style.boxShadow,
      color: disc ? getComputedStyle(disc).fill : style.backgroundColor,
      icon: path.getAttribute("d"),
      iconBox: [svg.getAttribute("viewBox"), box.width, box.height],
      iconLines: [lines.stroke, lines.strokeWidth, lines.fill],
    };
  });
}

/** Returns the attributes of a button that screen readers use, and the classes of its widget. */
const says = (button: Locator) =>
  button.evaluate((element) =>
    ["type", "aria-label", "aria-expanded", "aria-haspopup"].map((name) => element.getAttribute(name)).concat(element.closest(".adda")?.className ?? ""),
  );

/** The button is drawn by the server, by the loader, by the widget and in the settings. */
test("the button looks the same wherever it is drawn", async ({ site, people }) => {
  // Until a click, the page shows what the server has drawn.
  const own = await people.customer();
  const fromServer = await looks(own.chat.button);
  const saidByServer = await says(own.chat.button);

  site.put("/");
  const { chat } = await people.customer({ path: `${site.url}/` });
  const fromLoader = await looks(chat.button);
  const saidByLoader = await says(chat.button);
  await chat.open();
  await chat.close();
  const fromWidget = await looks(chat.button);
  const saidByWidget = await says(chat.button);
  await chat.open();
  const ofOpenWindow = await looks(chat.button);

  const desk = await people.agent();
  await desk.visit("/console/settings/");
  const preview = await looks(previewOf(desk.page).locator(".adda-button"));

  expect(fromServer, "by the server").toEqual(fromLoader);
  expect(fromWidget, "by the widget").toEqual(fromLoader);
  expect(saidByServer, "by the server").toEqual(saidByLoader);
  expect(saidByWidget, "by the widget").toEqual(saidByLoader);
  expect(preview, "in the settings").toEqual(ofOpenWindow);
  expect(ofOpenWindow, "while the window is open").toEqual({ ...fromLoader, icon: ofOpenWindow.icon });
});
