// The machine and the commit that the figures belong to.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { cpus, loadavg, release, totalmem } from "node:os";

const root = new URL("../..", import.meta.url);
const output = (program, ...args) => execFileSync(program, args, { cwd: root, encoding: "utf8" }).trim();

function operatingSystem() {
  const [, name] = readFileSync("/etc/os-release", "utf8").match(/^PRETTY_NAME="?([^"\n]*)/m);
  return name;
}

/** Returns the commit, and whether files differ from it. Documents do not count, because they are not built. */
function commit() {
  const changed = output("git", "status", "--porcelain", "--untracked-files=no", "--", ".", ":!docs", ":!*.md") !== "";
  return output("git", "rev-parse", "--short=10", "HEAD") + (changed ? ", with changes that are not committed" : "");
}

/** Returns the machine and the commit for the report. `folder` contains the server's data. */
export function describeMachine(folder) {
  return {
    date: new Date().toISOString().slice(0, 10),
    commit: commit(),
    rust: output("rustc", "-V"),
    processor: `${cpus().length} × ${cpus()[0].model}`,
    memory: totalmem(),
    system: `${operatingSystem()}, Linux ${release()}`,
    fileSystem: output("df", "--output=fstype", folder).split("\n")[1],
    load: loadavg()[0],
  };
}
