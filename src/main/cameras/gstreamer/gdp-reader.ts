/** A packet from a camera's pipeline: the pictures' form (`caps`) or a picture (`buffer`). */
export type GdpPacket =
  | { readonly kind: 'caps'; readonly text: string }
  /** `begunAt`: when the packet's first byte arrived, by `performance.now()`. */
  | { readonly kind: 'buffer'; readonly bytes: Uint8Array; readonly begunAt: number }
  | { readonly kind: 'other' };

/** Length of a packet's header, bytes; GStreamer Data Protocol 1.0 (`dataprotocol.c` of gst-plugins-bad). */
const headerBytes = 62;
const typeAt = 4;
const lengthAt = 6;
const types = { buffer: 1, caps: 2 } as const;
/** Largest picture and largest description of a form, bytes; longer packets do not come from a camera. */
const mostPictureBytes = 512 * 1024 * 1024;
const mostTextBytes = 1024 * 1024;

interface Payload {
  readonly type: number;
  readonly bytes: Uint8Array;
  readonly begunAt: number;
  filled: number;
}

/**
 * Makes a reader for packets of GStreamer's Data Protocol. Each picture comes with its length; a packet that
 * announces a new size comes before the first picture of that size.
 *
 * @returns a function that takes the next bytes and yields the packets that they complete. It throws an Error for
 *   bytes of another format.
 */
export function createGdpReader(): (chunk: Uint8Array) => Generator<GdpPacket, void, void> {
  const header = new Uint8Array(headerBytes);
  let headerFilled = 0;
  let begunAt = 0;
  let payload: Payload | null = null;

  function begin(): Payload {
    const view = new DataView(header.buffer);
    const type = view.getUint16(typeAt);
    const length = view.getUint32(lengthAt);
    if (view.getUint8(0) !== 1) throw new Error(`Unknown version ${view.getUint8(0)} of the data protocol`);
    const most = type === types.buffer ? mostPictureBytes : mostTextBytes;
    if (length > most) throw new Error(`A packet of ${length} bytes; ${most} is the most`);
    headerFilled = 0;
    return { type, bytes: new Uint8Array(length), begunAt, filled: 0 };
  }

  return function* read(chunk) {
    let at = 0;
    for (;;) {
      if (payload === null) {
        if (headerFilled === 0) begunAt = performance.now();
        const taken = chunk.subarray(at, at + headerBytes - headerFilled);
        header.set(taken, headerFilled);
        headerFilled += taken.length;
        at += taken.length;
        if (headerFilled < headerBytes) return;
        payload = begin();
      }
      const taken = chunk.subarray(at, at + payload.bytes.length - payload.filled);
      payload.bytes.set(taken, payload.filled);
      payload.filled += taken.length;
      at += taken.length;
      if (payload.filled < payload.bytes.length) return;
      const whole = payload;
      payload = null;
      yield packet(whole);
    }
  };
}

function packet({ type, bytes, begunAt }: Payload): GdpPacket {
  if (type === types.buffer) return { kind: 'buffer', bytes, begunAt };
  if (type === types.caps) return { kind: 'caps', text: new TextDecoder().decode(bytes).replace(/\0+$/, '') };
  return { kind: 'other' };
}
