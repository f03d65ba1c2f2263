import { Buffer } from 'node:buffer';
import type { RawData } from 'ws';
import { z } from 'zod';

/** Between the text of a call and the file that it brings (the procedures' library). */
const delimiter = 0xff;

/** No call has lists or objects that lie deeper in each other; parsing them takes long, and as long as it takes nothing else runs. */
const deepest = 64;

const code = {
  quote: 0x22,
  backslash: 0x5c,
  list: 0x5b,
  listEnd: 0x5d,
  object: 0x7b,
  objectEnd: 0x7d,
} as const;

const id = z.string().min(1).max(100);
/** A call, an event of a stream, or that a call is given up. */
const messageSchema = z.union([
  z.object({
    i: id,
    t: z.literal(1).optional(),
    p: z.object({
      u: z.string().startsWith('/').max(500),
      m: z.string().max(10).optional(),
      h: z.record(z.string().max(100), z.union([z.string(), z.array(z.string()).max(10)])).optional(),
      // Missing where the call brings a file, or nothing.
      b: z.unknown().optional(),
    }),
  }),
  z.object({ i: id, t: z.literal(3), p: z.looseObject({ e: z.enum(['message', 'error', 'done']) }) }),
  z.object({ i: id, t: z.literal(4), p: z.unknown().optional() }),
]);

/** Why a message ends its connection: the status of RFC 6455, section 7.4.1, with words. */
export interface Refusal {
  readonly status: 1003 | 1007 | 1008 | 1009;
  readonly reason: string;
}

/** What came over a socket, as the procedures take it. */
export type CallMessage = string | Uint8Array<ArrayBuffer>;

/**
 * Looks at a message before anything else parses it: first its length and depth, then whether it is a call at all.
 *
 * @param largestCall bytes of a call's text
 */
export function readCall(data: RawData, isBinary: boolean, largestCall: number): CallMessage | Refusal {
  const bytes = bytesOf(data);
  const end = isBinary ? bytes.subarray(0, largestCall + 1).indexOf(delimiter) : -1;
  const text = end < 0 ? bytes : bytes.subarray(0, end);
  if (text.length > largestCall) {
    return { status: 1009, reason: `A call has at most ${largestCall} bytes of text` };
  }
  if (isDeeperThan(deepest, text)) {
    return { status: 1008, reason: `A call is at most ${deepest} levels deep` };
  }
  let call: unknown;
  try {
    call = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(text));
  } catch {
    return { status: 1007, reason: 'A call is JSON' };
  }
  if (!messageSchema.safeParse(call).success) return { status: 1008, reason: 'This is no call' };
  return isBinary ? new Uint8Array(bytes) : bytes.toString('utf8');
}

export function bytesOf(data: RawData): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data);
  return data instanceof ArrayBuffer ? Buffer.from(data) : data;
}

/** Whether lists and objects of a JSON text lie deeper in each other than so many levels; brackets in strings do not count. */
function isDeeperThan(levels: number, text: Uint8Array): boolean {
  let [level, inString] = [0, false];
  for (let at = 0; at < text.length; at++) {
    const byte = text[at];
    if (inString) {
      if (byte === code.backslash) at += 1;
      else if (byte === code.quote) inString = false;
    } else if (byte === code.quote) inString = true;
    else if (byte === code.list || byte === code.object) {
      if (++level > levels) return true;
    } else if (byte === code.listEnd || byte === code.objectEnd) level -= 1;
  }
  return false;
}
