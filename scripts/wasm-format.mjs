// Reads and writes the parts of a WebAssembly file (WebAssembly Core Specification 2.0, chapter 5).

const CUSTOM = 0;

/**
 * Returns the sections of a program: the number of their kind, their bytes, and where they stand in the
 * file. Custom sections also have a name, which their bytes do not include.
 */
export function sections(wasm) {
  const found = [];
  for (let at = 8; at < wasm.length; ) {
    const [length, begin] = number(wasm, at + 1);
    const end = begin + length;
    const section = { id: wasm[at], start: at, end, body: wasm.subarray(begin, end) };
    if (section.id === CUSTOM) {
      const [size, text] = number(wasm, begin);
      Object.assign(section, { name: wasm.toString("utf8", text, text + size), body: wasm.subarray(text + size, end) });
    }
    found.push(section);
    at = end;
  }
  return found;
}

/** Returns the LEB128 number at a position, and the position after it. */
export function number(bytes, at) {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++];
    value += (byte & 127) * 2 ** shift;
    if (byte < 128) return [value, at];
  }
}

/** Encodes a number as LEB128. */
export function leb(value) {
  const bytes = [];
  do {
    bytes.push((value & 127) | (value > 127 ? 128 : 0));
    value >>>= 7;
  } while (value > 0);
  return Buffer.from(bytes);
}
