// The figures as Markdown.
import { number, origin, table } from "../report.mjs";

const milliseconds = (value) => `${number(value, 0)} ms`;
const fine = (value) => `${number(value, 1)} ms`;
const points = (value) => number(value, 0);

const ROWS = [
  ["performance", "performance", points],
  ["first contentful paint", "first-contentful-paint", milliseconds],
  ["largest contentful paint", "largest-contentful-paint", milliseconds],
  ["total blocking time", "total-blocking-time", milliseconds],
  ["cumulative layout shift", "cumulative-layout-shift", (value) => number(value, 3)],
  ["speed index", "speed-index", milliseconds],
  ["accessibility", "accessibility", points],
  ["best practices", "best-practices", points],
];

function lighthouse({ name, runs, without, withChat }) {
  const rows = ROWS.map(([what, key, said]) => [what, said(without[key]), said(withChat[key])]);
  const counted = [...new Set([...without.faults, ...withChat.faults])];
  const faults = counted.length > 0 ? `\n\nCounted against it: ${counted.join("; ")}.` : "";
  return table([`Lighthouse, ${name}, median of ${runs}`, "without", "with the chat"], rows) + faults;
}

const range = ({ least, most, count }, said) => `${said(least)} to ${said(most)} in ${count}`;

function clicks(measured) {
  const rows = measured.map(({ name, how, ...times }) => [`${name}, ${how}`, milliseconds(times.median), range(times, milliseconds)]);
  return table(["click to writable, cached, processor 4 times slower", "median", "all"], rows);
}

function work(measured) {
  const rows = measured.map(({ name, all, longest }) => [name, fine(all.median), range(all, fine), fine(longest.median)]);
  return table(["work before any click, processor 4 times slower", "median", "all", "longest piece"], rows);
}

/** Returns all figures. */
export function figures(measured) {
  const programs = table(["browser", measured.browser], [["Lighthouse", measured.version]]);
  return [origin(measured.machine), programs, ...measured.lighthouse.map(lighthouse), clicks(measured.clicks), work(measured.work)].join("\n\n");
}
