// Compresses files for browsers.
import { brotliCompressSync, constants } from "node:zlib";

/** Compresses bytes with Brotli, which gets their length as a hint. */
export const brotli = (bytes) =>
  brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length, [constants.BROTLI_PARAM_LGWIN]: 24 },
  });
