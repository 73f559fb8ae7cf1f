// Decompression with a limit: a small file must not become a large one.

/**
 * Return decompressed bytes.
 *
 * @param {Uint8Array} bytes
 * @param {"deflate" | "gzip"} format
 * @param {number} limit In bytes.
 * @returns {Promise<Uint8Array>}
 * @throws {RangeError} More than `limit` came out.
 * @throws {TypeError} The bytes are damaged.
 */
export async function inflated(bytes, format, limit) {
  const packed = new Blob([/** @type {Uint8Array<ArrayBuffer>} */ (bytes)]);
  const reader = packed.stream().pipeThrough(new DecompressionStream(format)).getReader();
  /** @type {Uint8Array<ArrayBuffer>[]} */
  const parts = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > limit) {
      await reader.cancel();
      throw new RangeError("too much inside");
    }
    parts.push(value);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}
