/** Frames (SOF) of which the decoder reads those with 8 bits; that of JPEG-LS, which it does not know. */
const [firstFrame, lastFrame, losslessFrame] = [0xc0, 0xcf, 0xf7];
/** Among the numbers of frames, but tables: Huffman, reserved, arithmetic. */
const tables: readonly number[] = [0xc4, 0xc8, 0xcc];
const startOfScan = 0xda;

/** Why a JPEG is not read by what its header says it is (ITU-T T.81, annex B); null when it may be. */
export function jpegRefusal(bytes: Uint8Array): { readonly what: string; readonly remedy: string } | null {
  for (let at = 2; at + 4 < bytes.length && bytes[at] === 0xff;) {
    const marker = bytes[at + 1] ?? 0;
    // Markers may be filled up before.
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === startOfScan) return null;
    if (marker === losslessFrame) return { what: 'is a JPEG-LS file', remedy: 'Save it as PNG.' };
    if (marker >= firstFrame && marker <= lastFrame && !tables.includes(marker)) {
      const bits = bytes[at + 4] ?? 0;
      if (bits === 8) return null;
      return {
        what: `is a JPEG with ${bits} bits a sample`,
        remedy: 'Save it with 8 bits, or as PNG or TIFF.',
      };
    }
    at += 2 + (bytes[at + 2] ?? 0) * 256 + (bytes[at + 3] ?? 0);
  }
  return null;
}
