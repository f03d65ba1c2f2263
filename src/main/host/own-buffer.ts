/** The bytes in a buffer of their own, which may be handed over to another thread: those within a larger one are copied. */
export function inOwnBuffer(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer, length } = bytes;
  const isOwn = buffer instanceof ArrayBuffer && buffer.byteLength === length;
  return isOwn ? new Uint8Array(buffer) : new Uint8Array(bytes);
}
