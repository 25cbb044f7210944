import { expect, test } from "../../support/embedding.ts";

const REFUSED = /content security policy|Content Security Policy/;

test("a strict content security policy needs script-src and connect-src, and nothing inline", async ({ site, server, people }) => {
  const { url } = server;
  const policy = `default-src 'none'; script-src ${url} 'wasm-unsafe-eval'; connect-src ${url}`;
  site.put("/", { policy: `${policy}; require-trusted-types-for 'script'` });
  const { chat } = await people.customer({ path: `${site.url}/` });
  await chat.open();
  await chat.send("Within a strict policy");
  await chat.expectDelivered("Within a strict policy");
  const background = await chat.window.evaluate((element) => getComputedStyle(element).position);
  expect(background).toBe("fixed");
});

test("a content security policy with a nonce and strict-dynamic needs only connect-src besides", async ({ site, server, people }) => {
  const { url } = server;
  const policy = `script-src 'nonce-Rq7x' 'strict-dynamic' 'wasm-unsafe-eval'; object-src 'none'; base-uri 'none'; connect-src ${url}; style-src 'self'`;
  site.put("/", { policy, line: { nonce: "Rq7x" } });
  // A script that has the nonce adds the line, as tag managers do.
  const add = `document.head.append(Object.assign(document.createElement("script"), { src: "${url}/widget.js" }))`;
  site.put("/added", { policy, bare: true, head: `<script nonce="Rq7x">${add}</script>` });
  for (const path of ["/", "/added"]) {
    const { chat } = await people.customer({ path: `${site.url}${path}` });
    await chat.open();
    await chat.send(`Within the policy of ${path}`);
    await chat.expectDelivered(`Within the policy of ${path}`);
  }
});

for (const { lacks, policy, missing } of [
  { lacks: "connect-src", policy: "script-src URL 'wasm-unsafe-eval'", missing: "connect-src URL" },
  { lacks: "'wasm-unsafe-eval'", policy: "script-src URL; connect-src URL", missing: "script-src 'wasm-unsafe-eval'" },
]) {
  test(`the browser's console says that ${lacks} is missing`, async ({ site, server, people, problems }) => {
    const filled = (text: string): string => text.replaceAll("URL", server.url);
    problems.expect(REFUSED);
    site.put("/", { policy: `default-src 'none'; ${filled(policy)}` });
    const { page, chat } = await people.customer({ path: "about:blank" });
    const said = page.waitForEvent("console", (message) => message.text().startsWith("Adda: CSP"));
    await page.goto(`${site.url}/`);
    if (lacks !== "connect-src") await chat.button.click();
    expect((await said).text()).toContain(filled(missing));
  });
}
