// The programs that the benchmarks need besides the server: programs/, in release mode.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const manifest = fileURLToPath(new URL("programs/Cargo.toml", import.meta.url));
const target = fileURLToPath(new URL("../../target/bench-programs", import.meta.url));

/** Builds them if they are not up to date. Returns the path of one. */
export function program(name) {
  const options = ["build", "--release", "--locked", "--quiet", "--manifest-path", manifest, "--target-dir", target];
  execFileSync("cargo", options, { stdio: ["ignore", "inherit", "inherit"] });
  return `${target}/release/${name}`;
}
