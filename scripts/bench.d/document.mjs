// Puts the figures into docs/benchmarks.md.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const file = fileURLToPath(new URL("../../docs/benchmarks.md", import.meta.url));
const BEGIN = "<!-- Figures: scripts/bench --write replaces all that follows, to the end mark. -->";
const END = "<!-- End of the figures -->";

/** Replaces what stands between the marks; gives the file's path. */
export function writeFigures(text) {
  const document = readFileSync(file, "utf8");
  const begin = document.indexOf(BEGIN);
  const end = document.indexOf(END);
  if (begin < 0 || end < begin) throw new Error(`${file} has not the two marks around the figures`);
  writeFileSync(file, `${document.slice(0, begin + BEGIN.length)}\n\n${text}\n\n${document.slice(end)}`);
  return file;
}
