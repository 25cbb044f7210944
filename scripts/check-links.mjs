// check-links.mjs [FOLDER]: checks the links and paths in all Markdown files of a git
// repository, by default the one of this script. Prints each that leads nowhere as
// `file:line: message`, and exits with 1 if there is one. Addresses of other sites are not
// requested.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

const root = resolve(process.argv[2] ?? join(import.meta.dirname, ".."));

/** Paths in backticks are checked if they begin with one of these folders. */
const PATH = /^(?:src|docs|scripts|tests|end2end|loader|style|migration|packages|integrations)\//;
/** A placeholder in a path: a glob, a choice, an ellipsis or `NN` for a number. */
const PLACEHOLDER = /[*?{}<>…]|\.\.\.|NN/;

/** Returns the Markdown files, new ones too, but not ignored ones. */
function markdownFiles() {
  const options = ["-z", "--cached", "--others", "--exclude-standard", "--", "*.md"];
  const files = execFileSync("git", ["ls-files", ...options], { cwd: root, encoding: "utf8" }).split("\0");
  return files.filter((file) => file && existsSync(join(root, file)));
}

/** Returns the lines without fenced blocks of code, which become empty. */
function linesOf(text) {
  let fence = null;
  return text.split("\n").map((line) => {
    const mark = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line);
    if (fence === null) {
      // Backticks after the mark make it code within a line.
      if (!mark || (mark[1][0] === "`" && mark[2].includes("`"))) return line;
      fence = mark[1];
    } else if (mark?.[1].startsWith(fence) && !mark[2].trim()) {
      fence = null;
    }
    return "";
  });
}

/** Splits a line into its text and its code: `[isCode, piece]`. */
function pieces(line) {
  const found = [];
  let end = 0;
  for (const match of line.matchAll(/(?<!`)(`+)(?!`)(.*?[^`])\1(?!`)/g)) {
    found.push([false, line.slice(end, match.index)], [true, match[2].trim()]);
    end = match.index + match[0].length;
  }
  return [...found, [false, line.slice(end)]];
}

/** Returns the text of a heading without links, elements and emphasis by `_`. */
const plain = (text) =>
  text
    .replace(/!?\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])/g, "$1")
    .replace(/<[^>]*>/g, "")
    .replace(/(?<![\p{L}\p{N}])_+(?=\S)|(?<=\S)_+(?![\p{L}\p{N}])/gu, "");

/** Returns the anchor that GitHub gives a heading, before it numbers duplicates. */
function slug(heading) {
  const text = pieces(heading).map(([isCode, piece]) => (isCode ? piece : plain(piece))).join("");
  return text.trim().toLowerCase().replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, "").replaceAll(" ", "-");
}

/** Returns the anchors of a Markdown file. */
function anchorsOf(text) {
  const anchors = new Set();
  const add = (heading) => {
    const name = slug(heading);
    let anchor = name;
    for (let number = 1; anchors.has(anchor); number += 1) anchor = `${name}-${number}`;
    anchors.add(anchor);
  };
  const lines = linesOf(text);
  lines.forEach((line, index) => {
    const heading = /^ {0,3}#{1,6}[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$/.exec(line);
    if (heading) add(heading[1]);
    else if (/^ {0,3}(?:=+|-+)[ \t]*$/.test(line) && /^ {0,3}[^\s#>|-]/.test(lines[index - 1] ?? "")) {
      add(lines[index - 1]);
    }
    for (const [, id] of line.matchAll(/<[a-z][^>]*\s(?:id|name)="([^"]+)"/gi)) anchors.add(id);
  });
  return anchors;
}

const known = new Map();
function anchors(file) {
  if (!known.has(file)) known.set(file, anchorsOf(readFileSync(file, "utf8")));
  return known.get(file);
}

/** Returns what is wrong with the target of a link in a file; undefined if nothing is. */
function problemOfLink(file, target) {
  if (/^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(target)) return undefined;
  const [address, anchor] = target.split("#", 2);
  const path = decoded(address.split("?")[0]);
  // GitHub resolves a leading slash from the root of the repository.
  const full = !path ? join(root, file) : path.startsWith("/") ? join(root, path) : join(root, dirname(file), path);
  if (relative(root, full).startsWith("..")) {
    // GitHub's own pages, such as `../../issues`.
    return undefined;
  }
  if (!existsSync(full)) return `${target}: ${relative(root, full)} does not exist`;
  if (!anchor || !full.endsWith(".md") || statSync(full).isDirectory()) return undefined;
  return anchors(full).has(decoded(anchor)) ? undefined : `${target}: ${relative(root, full)} has no heading #${anchor}`;
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Returns the targets of the links and images in a text. */
function targets(text) {
  const inline = [...text.matchAll(/\]\(\s*(?:<([^>]*)>|((?:[^\s()]|\([^\s()]*\))+))(?:\s+(?:"[^"]*"|'[^']*'))?\s*\)/g)];
  const defined = /^ {0,3}\[[^\]]+\]:\s*(?:<([^>]*)>|(\S+))/.exec(text);
  const html = [...text.matchAll(/<[a-z][^>]*?\s(?:href|src|srcset)="([^"\s]+)[^"]*"/gi)];
  return [...inline, ...(defined ? [defined] : []), ...html].map(([, first, second]) => first ?? second);
}

/** Returns what is wrong with a path in backticks; undefined if nothing is, or if it is not a path. */
function problemOfPath(code) {
  const [word] = code.split(/\s/);
  if (!PATH.test(word) || PLACEHOLDER.test(word)) return undefined;
  const path = word.replace(/(?::\d+(?:-\d+)?)+$/, "").replace(/[#:].*$/, "").replace(/[.,;)]+$/, "");
  return existsSync(join(root, path)) ? undefined : `\`${word}\`: ${path} does not exist`;
}

function problemsOf(file) {
  const found = [];
  linesOf(readFileSync(join(root, file), "utf8")).forEach((line, index) => {
    const parts = pieces(line);
    // Code in a link's text is kept out of the search for targets.
    const text = parts.map(([isCode, piece]) => (isCode ? "code" : piece)).join("");
    const problems = [
      ...targets(text).map((target) => problemOfLink(file, target)),
      ...parts.map(([isCode, piece]) => (isCode ? problemOfPath(piece) : undefined)),
    ];
    for (const problem of problems) if (problem) found.push(`${file}:${index + 1}: ${problem}`);
  });
  return found;
}

const found = markdownFiles().flatMap(problemsOf);
for (const problem of found) console.error(problem);
process.exitCode = found.length > 0 ? 1 : 0;
