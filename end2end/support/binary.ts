import { spawn } from "node:child_process";
import { constants, copyFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { text } from "node:stream/consumers";
import type { Running } from "./running.ts";

const BINARY = resolve(import.meta.dirname, "..", process.env.ADDA_BINARY ?? "../target/release/adda");

/** How long a command other than `serve` may take. */
const COMMAND_LIMIT_MS = 60_000;

/** The output of a command, and how it ended. */
export interface Outcome {
  code: number | null;
  stdout: string;
  stderr: string;
}

export type Settings = Record<string, string>;

/** The one file that is deployed, copied alone into its own folder. */
export class Binary {
  readonly #home = mkdtempSync(join(tmpdir(), "adda-"));
  /** The folder that contains only the binary. */
  readonly folder = join(this.#home, "bin");
  readonly #path = join(this.folder, "adda");

  constructor() {
    mkdirSync(this.folder);
    // A clone takes no space on file systems that support it. Elsewhere this is a copy.
    copyFileSync(BINARY, this.#path, constants.COPYFILE_FICLONE);
  }

  /** Starts a command with these settings and without those of this process. */
  spawn(args: string[], settings: Settings): Running {
    const env = { PATH: process.env.PATH, HOME: this.#home, RUST_BACKTRACE: "1", ...settings };
    return spawn(this.#path, args, { cwd: this.folder, env, stdio: ["pipe", "pipe", "pipe"] });
  }

  /** Runs a command to its end. */
  async run(args: string[], settings: Settings, input = ""): Promise<Outcome> {
    const running = this.spawn(args, settings);
    const limit = setTimeout(() => running.kill("SIGKILL"), COMMAND_LIMIT_MS);
    // A command that fails at once does not read its input.
    running.stdin.on("error", () => {}).end(input);
    const ended = new Promise<number | null>((done, fail) => running.once("error", fail).once("close", done));
    const [code, stdout, stderr] = await Promise.all([ended, text(running.stdout), text(running.stderr)]);
    clearTimeout(limit);
    return { code, stdout, stderr };
  }

  /** Makes a new, empty folder. */
  makeFolder(name: string): string {
    return mkdtempSync(join(this.#home, `${name}-`));
  }

  remove(): void {
    rmSync(this.#home, { recursive: true, force: true });
  }
}
