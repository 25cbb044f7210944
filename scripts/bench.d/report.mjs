// The figures as Markdown. Powers of ten throughout: 1 kB is 1,000 bytes.

export const number = (value, digits) => value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
const megabytes = (bytes) => `${number(bytes / 1e6, 1)} MB`;
const kilobytes = (bytes) => `${number(bytes / 1e3, 1)} kB`;

/** Returns a table. All columns but the first are aligned to the right. */
export function table(head, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map((_, column) => (column === 0 ? "---" : "---:"))), ...rows.map(line)].join("\n");
}

/** Describes the machine and the commit that the figures belong to. */
export function origin({ date, commit, rust, processor, memory, system, fileSystem, load }) {
  return table(["taken", date], [
    ["commit", commit],
    ["compiler", rust],
    ["processor", processor],
    ["memory", `${number(memory / 1e9, 1)} GB`],
    ["system", system],
    ["file system of the data", fileSystem],
    ["load average before", number(load, 2)],
  ]);
}

function bundleRows({ bundle, files }) {
  const sum = (form) => files.reduce((total, file) => total + file[form], 0);
  const rows = files.map(({ name, raw, brotli }) => [`\`${name}\``, kilobytes(raw), kilobytes(brotli)]);
  return [...rows, [`**${bundle}, all that the first screen downloads of it**`, kilobytes(sum("raw")), `**${kilobytes(sum("brotli"))}**`]];
}

function process({ sizes, starts, memory }) {
  const range = `${number(starts.shortest, 0)} to ${number(starts.longest, 0)} ms in ${starts.starts} starts`;
  return table(["binary", ""], [
    ["size", megabytes(sizes.binary)],
    ["start to ready, median", `${number(starts.median, 0)} ms (${range})`],
    ["resident memory, idle", megabytes(memory.idle)],
    ["resident memory, 200 conversations open", megabytes(memory.open)],
    ["processor, 200 conversations open", `${number(memory.processorShare * 100, 1)} % of one core`],
  ]);
}

/** Returns the ratios of Adda to the bare server; 1 is equal. */
export const ratios = ({ adda, bare }) => ({
  throughput: adda.perSecond / bare.perSecond,
  processorTime: adda.processorTime / bare.processorTime,
});

const COLUMNS = ["requests per second", "server's CPU per request", "answered in, median", "99 %"];

const row = (what, { perSecond, processorTime, p50, p99 }) => [
  what, number(perSecond, 0), `${number(processorTime * 1e6, 0)} µs`, `${number(p50, 1)} ms`, `${number(p99, 1)} ms`,
];

function overload({ few, many, requests }) {
  const compared = ({ what, few: withFew, many: withMany }) => [
    row(`${what}, ${number(few, 0)} connections`, withFew),
    row(`the same, ${number(many, 0)} connections`, withMany),
    [`${number(many, 0)} ÷ ${number(few, 0)}`, `**${number(withMany.perSecond / withFew.perSecond, 2)}**`, `**${number(withMany.processorTime / withFew.processorTime, 2)}**`, "", ""],
  ];
  return table(["SQLite, under overload", ...COLUMNS], requests.flatMap(compared));
}

function load(database, { connections, seconds, requests }) {
  const head = [`${database}, ${connections} connections, ${seconds} s`, ...COLUMNS];
  const compared = (request) => {
    const { throughput, processorTime } = ratios(request);
    return [
      row(request.what, request.adda),
      row("the same, bare", request.bare),
      ["Adda ÷ bare", `**${number(throughput, 2)}**`, `**${number(processorTime, 1)}**`, "", ""],
    ];
  };
  return table(head, requests.flatMap(compared));
}

/** Returns all figures, in tables. */
export function figures(measured) {
  const bundles = table(["bundle", "raw", "brotli"], measured.sizes.bundles.flatMap(bundleRows));
  const whole = measured.starts === undefined ? [] : [process(measured)];
  const overloaded = measured.overload === undefined ? [] : [overload(measured.overload)];
  const onPostgres = measured.postgres === undefined ? [] : [load("PostgreSQL", measured.postgres)];
  return [origin(measured.machine), ...whole, bundles, load("SQLite", measured.load), ...overloaded, ...onPostgres].join("\n\n");
}
