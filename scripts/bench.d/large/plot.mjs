// Draws how the time of some requests depends on the number of conversations, as SVG.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { escape, STYLE } from "../plot.mjs";

const PANEL = { width: 430, height: 330, left: 48, top: 44, gap: 24 };
const COLORS = ["#008b8b", "#c2410c", "#1d4ed8", "#7e22ce", "#15803d", "#b91c1c", "#854d0e", "#334155"];
const GRID = [1, 10, 100, 1000];
const MIN_MS = 0.3;
const MAX_MS = 1500;

const line = (x1, y1, x2, y2, color, width = 1) => `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="${color}" stroke-width="${width}"/>`;
const text = (x, y, content, more = "") => `<text x="${x}" y="${y}" ${more}>${escape(content)}</text>`;

/** Draws `panels`: for each database its name and the lines, `{what, points: [[conversations, milliseconds], …]}`. */
export function draw(file, panels) {
  const { width, height, left, top, gap } = PANEL;
  const lines = panels[0].lines;
  const all = { width: left + panels.length * (width + gap), height: top + height + 40 + Math.ceil(lines.length / 2) * 18 };
  const y = (milliseconds) => {
    const share = Math.log(Math.max(milliseconds, MIN_MS) / MIN_MS) / Math.log(MAX_MS / MIN_MS);
    return Math.round((top + height * (1 - share)) * 10) / 10;
  };
  const parts = panels.flatMap(({ name, lines }, panel) => {
    const sizes = lines[0].points.map(([conversations]) => conversations);
    const start = left + panel * (width + gap);
    const x = (index) => Math.round(start + 20 + (index * (width - 40)) / Math.max(sizes.length - 1, 1));
    return [
      text(start, top - 16, name, 'class="title"'),
      ...GRID.flatMap((value) => [line(start, y(value), start + width, y(value), "#9ca3af", 0.5), ...(panel ? [] : [text(4, y(value) + 4, `${value} ms`)])]),
      ...sizes.map((size, index) => text(x(index), top + height + 18, size.toLocaleString("en"), 'text-anchor="middle"')),
      ...lines.flatMap(({ points }, index) => {
        const places = points.map(([, milliseconds], at) => [x(at), y(milliseconds)]);
        const color = COLORS[index % COLORS.length];
        return [
          `<polyline fill="none" stroke="${color}" stroke-width="2" points="${places.map((place) => place.join(",")).join(" ")}"/>`,
          ...places.map(([at, height]) => `<circle cx="${at}" cy="${height}" r="3" fill="${color}"/>`),
        ];
      }),
    ];
  });
  const legend = lines.flatMap(({ what }, index) => {
    const [at, row] = [left + (index % 2) * (width + gap), top + height + 44 + Math.floor(index / 2) * 18];
    return [line(at, row - 4, at + 18, row - 4, COLORS[index % COLORS.length], 3), text(at + 24, row, what)];
  });
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${all.width} ${all.height}" role="img" aria-label="Median times by the number of conversations">
<style>${STYLE}</style>
${[...parts, ...legend].join("\n")}
</svg>
`);
}
