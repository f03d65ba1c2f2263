import type { IncomingMessage } from 'node:http';

/** Size limit of a text request, bytes. */
const longestText = 16_384;
/** Size limit of a picture, bytes. */
const longestPicture = 64 * 2 ** 20;
/** Size limit of all pictures that arrive or are inspected at the same time, bytes. */
const mostTogether = 256 * 2 ** 20;
/** Time limit for a body to arrive, milliseconds. */
const patience = 30_000;

/** A refused body, with the response's status. */
export class BodyRefused extends Error {
  readonly status: 400 | 408 | 413 | 429;

  constructor(status: BodyRefused['status'], message: string) {
    super(message);
    this.status = status;
  }
}

/** The memory budget of all bodies in transit. */
export interface BodyRoom {
  /** Takes memory from the budget. @returns a function that gives it back. @throws BodyRefused when too little is left */
  take(bytes: number): () => void;
}

export function createBodyRoom(bytes = mostTogether): BodyRoom {
  let left = bytes;
  return {
    take(wanted) {
      if (wanted > left) throw new BodyRefused(429, 'Too many pictures come at once. Send it again.');
      left -= wanted;
      return () => void (left += wanted);
    },
  };
}

/** Limits of a body. */
export interface BodyBounds {
  /** Whether the caller may send pictures. Checked here, because a body is read before the operation checks its permission. */
  readonly pictures: boolean;
  readonly room: BodyRoom;
  /** Called once with the function that gives the memory back; call that when the body is not needed any more. */
  readonly onRoom: (giveBack: () => void) => void;
}

/**
 * Reads a request's body: JSON is parsed, a picture becomes a file, an empty body becomes undefined.
 *
 * @throws BodyRefused when the body is too long, too slow or no JSON, or when too many arrive at once
 */
export async function readBody(
  request: IncomingMessage,
  { pictures, room, onRoom }: BodyBounds,
): Promise<unknown> {
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const isPicture = type.startsWith('image/') || type === 'application/octet-stream';
  const most = isPicture && pictures ? longestPicture : longestText;
  const told = Number(request.headers['content-length'] ?? most);
  if (told > most) throw tooLong(most);
  onRoom(room.take(told));
  const bytes = await readBytes(request, most);
  if (isPicture) return new File([new Uint8Array(bytes)], 'picture', { type });
  if (bytes.byteLength === 0) return undefined;
  try {
    return JSON.parse(bytes.toString());
  } catch {
    throw new BodyRefused(400, 'The body is no JSON.');
  }
}

function tooLong(most: number): BodyRefused {
  return new BodyRefused(413, `A request of this kind has at most ${most} bytes.`);
}

async function readBytes(request: IncomingMessage, most: number): Promise<Buffer> {
  const late = setTimeout(
    () => request.destroy(new BodyRefused(408, `The body did not arrive within ${patience / 1000} s.`)),
    patience,
  );
  const pieces: Buffer[] = [];
  let length = 0;
  try {
    for await (const piece of request) {
      if (!Buffer.isBuffer(piece)) continue;
      length += piece.byteLength;
      if (length > most) throw tooLong(most);
      pieces.push(piece);
    }
  } finally {
    clearTimeout(late);
  }
  return Buffer.concat(pieces);
}
