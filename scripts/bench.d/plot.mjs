// Draws figures as SVG, which a browser shows in the light and in the dark scheme.
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { number } from "./report.mjs";

/** The folder of the plots. */
export const folder = fileURLToPath(new URL("../../docs/benchmarks/", import.meta.url));
const WIDTH = 720;
const LABELS = 250;
const VALUES = 90;
const ROW = 26;
/** The styles of all plots. */
export const STYLE = `text { font: 13px system-ui, sans-serif; fill: #1f2937 } .title { font-weight: 600 }
  .adda { fill: #4f46e5 } .bare { fill: #9ca3af }
  @media (prefers-color-scheme: dark) { text { fill: #e5e7eb } .adda { fill: #818cf8 } .bare { fill: #6b7280 } }`;

export const escape = (text) => text.replace(/[&<>]/g, (letter) => `&#${letter.charCodeAt(0)};`);

/**
 * Draws horizontal bars: a title, and rows of `{label, value, text, kind}`. The longest bar takes
 * the whole width.
 */
function bars(title, rows, top) {
  const most = Math.max(...rows.map(({ value }) => value));
  const drawn = rows.map(({ label, value, text, kind }, index) => {
    const y = top + ROW * (index + 1);
    const width = Math.max(1, ((WIDTH - LABELS - VALUES) * value) / most);
    return [
      `<text x="0" y="${y + 15}">${escape(label)}</text>`,
      `<rect class="${kind}" x="${LABELS}" y="${y + 3}" width="${width.toFixed(1)}" height="${ROW - 8}" rx="3"/>`,
      `<text x="${(LABELS + width + 8).toFixed(1)}" y="${y + 15}">${escape(text)}</text>`,
    ].join("\n");
  });
  return [`<text class="title" x="0" y="${top + 15}">${escape(title)}</text>`, ...drawn].join("\n");
}

/**
 * Writes docs/benchmarks/requests.svg: requests per second and processor time per request, beside
 * those of the bare server.
 */
export function drawRequests(requests) {
  const rows = (value, text) =>
    requests.flatMap(({ what, adda, bare }) => [
      { label: what, value: value(adda), text: text(adda), kind: "adda" },
      { label: "the same, bare", value: value(bare), text: text(bare), kind: "bare" },
    ]);
  const perSecond = rows((figures) => figures.perSecond, (figures) => number(figures.perSecond, 0));
  const processor = rows((figures) => figures.processorTime, (figures) => `${number(figures.processorTime * 1e6, 0)} µs`);
  const second = ROW * (perSecond.length + 2);
  const height = second + ROW * (processor.length + 1) + 6;
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    `${folder}requests.svg`,
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="Requests per second and processor time per request">
<style>${STYLE}</style>
${bars("Requests per second: more is better", perSecond, 0)}
${bars("Processor time per request: less is better", processor, second)}
</svg>
`,
  );
}
