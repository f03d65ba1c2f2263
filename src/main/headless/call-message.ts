import { Buffer } from 'node:buffer';
import type { RawData } from 'ws';
import { z } from 'zod';
import { parseShallowJson, TooDeepError } from '../files/shallow-json.ts';

/** The byte between a call's text and its file, as oRPC sends them. */
const delimiter = 0xff;

const id = z.string().min(1).max(100);
/** A call, an event of a stream, or the cancelling of a call. */
const messageSchema = z.union([
  z.object({
    i: id,
    t: z.literal(1).optional(),
    p: z.object({
      u: z.string().startsWith('/').max(500),
      m: z.string().max(10).optional(),
      h: z.record(z.string().max(100), z.union([z.string(), z.array(z.string()).max(10)])).optional(),
      // Missing if the call has a file or no input.
      b: z.unknown().optional(),
    }),
  }),
  z.object({ i: id, t: z.literal(3), p: z.looseObject({ e: z.enum(['message', 'error', 'done']) }) }),
  z.object({ i: id, t: z.literal(4), p: z.unknown().optional() }),
]);

/** The reason for which a message ends its connection: a status of RFC 6455, section 7.4.1, and words. */
export interface Refusal {
  readonly status: 1003 | 1007 | 1008 | 1009;
  readonly reason: string;
}

/** A message of a socket in the form that oRPC takes. */
export type CallMessage = string | Uint8Array<ArrayBuffer>;

/**
 * Checks a message before anything else parses it: its length, its depth, and whether it is a call.
 *
 * @param largestCall size limit of a call's text, bytes
 */
export function readCall(data: RawData, isBinary: boolean, largestCall: number): CallMessage | Refusal {
  const bytes = bytesOf(data);
  const end = isBinary ? bytes.subarray(0, largestCall + 1).indexOf(delimiter) : -1;
  const text = end < 0 ? bytes : bytes.subarray(0, end);
  if (text.length > largestCall) {
    return { status: 1009, reason: `A call has at most ${largestCall} bytes of text` };
  }
  let call: unknown;
  try {
    call = parseShallowJson(text);
  } catch (error) {
    return error instanceof TooDeepError
      ? { status: 1008, reason: `A call is too deep. ${error.message}` }
      : { status: 1007, reason: 'A call is JSON' };
  }
  if (!messageSchema.safeParse(call).success) return { status: 1008, reason: 'This is no call' };
  return isBinary ? new Uint8Array(bytes) : bytes.toString('utf8');
}

export function bytesOf(data: RawData): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data);
  return data instanceof ArrayBuffer ? Buffer.from(data) : data;
}
