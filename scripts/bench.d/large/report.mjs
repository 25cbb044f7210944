// The figures as Markdown: a table a subject, both databases side by side.
import { number, origin, table } from "../report.mjs";

const milliseconds = (value) => `${number(value, value < 10 ? 1 : 0)} ms`;

/** `measured`: for each database its name and the subjects, which are the same for all. */
export function figures(machine, measured) {
  const head = measured.flatMap(({ name }) => [`${name}, median`, "95 %"]);
  const tables = measured[0].subjects.map((subject, index) => {
    const rows = subject.answers.map(({ what }, line) => {
      const answers = measured.map(({ subjects }) => subjects[index].answers[line]);
      return [what, ...answers.flatMap(({ median, p95 }) => [milliseconds(median), milliseconds(p95)])];
    });
    return table([subject.name, ...head], rows);
  });
  return [origin(machine), ...tables].join("\n\n");
}
