// Puts the figures into docs/benchmarks.md.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const file = fileURLToPath(new URL("../../docs/benchmarks.md", import.meta.url));
const END = "<!-- End of the figures -->";

/** Replaces the text between the marks of a script, `bench` or another. Returns the file's path. */
export function writeFigures(script, text) {
  const mark = `<!-- Figures: scripts/${script} --write replaces all that follows, to the end mark. -->`;
  const document = readFileSync(file, "utf8");
  const begin = document.indexOf(mark);
  const end = document.indexOf(END, begin);
  if (begin < 0 || end < begin) throw new Error(`${file} lacks the two marks around the figures of ${script}`);
  writeFileSync(file, `${document.slice(0, begin + mark.length)}\n\n${text}\n\n${document.slice(end)}`);
  return file;
}
