import { expect, test, type Fault } from "../../support/line.ts";
import { LINE_BROKEN } from "../../support/problems.ts";
import { BANGLA } from "../../support/words/bn.ts";

const BUTTON = /^\/support\/api\/widget\//;
/** Retried after a second, then after two, and so on. */
const RETRIED = { timeout: 30_000 };
const BREAKS = ["502", "refuse", "cut"] satisfies Fault[];
/** The parts of the program. */
const PARTS = {
  "its JavaScript": /\/assets\/.*widget\.js/,
  "its WebAssembly": /\/widget\.wasm/,
  "its style sheet": /\/widget\.css/,
};

test.describe.configure({ timeout: 120_000 });
test.beforeEach(({ problems }) => problems.expect(LINE_BROKEN));

for (const fault of BREAKS) {
  test(`the server is down while a shop's page loads (${fault}): the button appears without a reload`, async ({ people, site, line }) => {
    site.put("/");
    line.fault(fault, BUTTON, 3);
    const { chat } = await people.customer({ path: `${site.url}/` });
    await chat.button.click(RETRIED);
    await expect(chat.field).toBeFocused(RETRIED);
  });
}

for (const [sign, target] of [["focus", "window"], ["online", "window"], ["visibilitychange", "document"]] as const) {
  test(`the button's request hangs until ${sign}: it is sent again at once`, async ({ people, site, line }) => {
    site.put("/");
    line.fault("hang", BUTTON, 1);
    const { page, chat } = await people.customer({ path: `${site.url}/` });
    await expect.poll(() => line.count(BUTTON)).toBe(1);
    await page.evaluate(([target, sign]) => (target === "window" ? window : document).dispatchEvent(new Event(sign)), [target, sign] as const);
    await expect(chat.button).toBeVisible({ timeout: 8_000 });
  });
}

for (const fault of ["502", "cut"] satisfies Fault[]) {
  for (const [part, where] of Object.entries({ ...PARTS, "its configuration": /^\/support\/api\/config\// })) {
    test(`${part} fails to load the first time (${fault}): the chat still opens`, async ({ people, site, line }) => {
      site.put("/");
      line.fault(fault, where, 1);
      const { chat } = await people.customer({ path: `${site.url}/` });
      await chat.button.click();
      await expect(chat.field).toBeFocused(RETRIED);
    });
  }
  for (const [part, where] of Object.entries(PARTS)) {
    test(`on its own page ${part} fails to load the first time (${fault}): the chat still opens`, async ({ people, line }) => {
      line.fault(fault, where, 1);
      const { chat } = await people.customer({ at: line.url });
      await chat.button.click(RETRIED);
      await expect(chat.field).toBeFocused(RETRIED);
    });
  }
  for (const [part, where] of Object.entries({ JavaScript: /\/console\.js/, WebAssembly: /\/console\.wasm/ })) {
    test(`the console's ${part} fails to load the first time (${fault}): the console still starts`, async ({ people, line }) => {
      line.fault(fault, where, 1);
      const { signInButton } = await people.stranger({ at: line.url });
      await expect(signInButton).toBeVisible(RETRIED);
    });
  }
}

test("the WebAssembly hangs: it is requested again when the page gets the focus, and the chat opens", async ({ people, site, line }) => {
  site.put("/");
  line.fault("hang", PARTS["its WebAssembly"], 1);
  const { page, chat } = await people.customer({ path: `${site.url}/` });
  await chat.button.click();
  await expect.poll(() => line.count(PARTS["its WebAssembly"])).toBe(1);
  await page.evaluate(() => window.dispatchEvent(new Event("focus")));
  await expect(chat.field).toBeFocused(RETRIED);
});

test("the texts of another language are late: the chat changes its language without them", async ({ people, site, line }) => {
  site.put("/");
  const { chat } = await people.customer({ path: `${site.url}/` });
  await chat.open();
  line.fault("hang", /\/support\/fn\/config$/, 1);
  await chat.press(chat.words.more);
  await chat.press("বাংলা");
  const bangla = chat.page.getByRole("dialog", { name: BANGLA.widget.title });
  await expect(bangla).toBeVisible({ timeout: 10_000 });
  // No agent is online. The shop has its own text for that, which arrives later.
  await expect(bangla.getByText(BANGLA.widget.offlineMessage)).toBeVisible(RETRIED);
});
