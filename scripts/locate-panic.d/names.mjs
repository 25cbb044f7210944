// Reads the names that Rust gives to functions (https://rust-lang.github.io/rfcs/2603-rust-symbol-name-mangling-v0.html).

/** Matches what contains digits and is no identifier: a disambiguator or a back reference, with a number of 64 bits in base 62. */
const NUMBER = /(?:s[0-9A-Za-z]{0,11}_(?=\d)|B[0-9A-Za-z]{0,11}_)/y;
const IDENTIFIER = /(\d+)_?/y;

/**
 * Returns a name as people write it: the identifiers of its path with `::`. Types between them are
 * left out. Other names are returned as they are.
 */
export function readable(name) {
  if (!name.startsWith("_R")) return name;
  const words = [];
  for (let at = 2; at < name.length; ) {
    NUMBER.lastIndex = at;
    const skipped = NUMBER.exec(name);
    if (skipped) {
      at += skipped[0].length;
      continue;
    }
    IDENTIFIER.lastIndex = at;
    const found = IDENTIFIER.exec(name);
    if (!found) {
      at += 1;
      continue;
    }
    const start = at + found[0].length;
    at = start + Number(found[1]);
    words.push(name.slice(start, at));
  }
  // A closure has an empty name.
  return words.map((word) => word || "{closure}").join("::");
}
