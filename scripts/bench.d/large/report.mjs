// The figures as Markdown: one table for each subject, with a column for each size and database.
import { number, origin, table } from "../report.mjs";

const milliseconds = (value) => `${number(value, value < 10 ? 1 : 0)} ms`;
const short = (conversations) => `${number(conversations / 1000, 0)}k`;

/** Returns the tables of `measured`: for each database its name and, by size, its subjects and single results. */
export function figures(machine, measured, plot) {
  const head = measured.flatMap(({ name, sizes }) => [
    ...sizes.map(({ conversations }, index) => `${index === 0 ? `${name}, ` : ""}${short(conversations)}`), "99 %",
  ]);
  const { subjects } = measured[0].sizes[0];
  const tables = subjects.map(({ name, answers }, subject) => {
    const rows = answers.map(({ what }, line) => {
      const cells = measured.flatMap(({ sizes }) => {
        const times = sizes.map((size) => size.subjects[subject].answers[line]);
        return [...times.map(({ median }) => milliseconds(median)), milliseconds(times.at(-1).p99)];
      });
      return [what, ...cells];
    });
    return table([`${name}, median`, ...head], rows);
  });
  return [origin(machine), `![Cost by the number of conversations](${plot})`, ...tables, once(measured)].join("\n\n");
}

function once(measured) {
  const columns = measured.flatMap(({ name, sizes }) => sizes.map((size) => ({ name, ...size })));
  const rows = [
    ["`adda demo --conversations`", ({ demo }) => `${number(demo, 1)} s`],
    ["start to ready, median of 5", ({ start }) => milliseconds(start)],
    ["giving away a queue of a fifth of all", ({ queue }) => `${number(queue.seconds, 1)} s`],
    ["a send meanwhile, median", ({ queue }) => milliseconds(queue.median)],
    ["the longest send meanwhile", ({ queue }) => milliseconds(queue.longest)],
    ["a transcript of a fifth as many messages", ({ transcript }) => `${number(transcript.bytes / 1e6, 1)} MB`],
    ["its first byte after", ({ transcript }) => milliseconds(transcript.first)],
    ["its last byte after", ({ transcript }) => milliseconds(transcript.end)],
    ["resident memory that it added", ({ transcript }) => `${number(transcript.memory / 1e6, 1)} MB`],
  ];
  const head = columns.map(({ name, conversations }) => `${name}, ${short(conversations)}`);
  return table(["once", ...head], rows.map(([what, cell]) => [what, ...columns.map(cell)]));
}
