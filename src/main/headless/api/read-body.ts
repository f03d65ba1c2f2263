import type { IncomingMessage } from 'node:http';

/** A text request has at most so many bytes. */
const longestText = 16_384;
/** A picture has at most so many bytes. */
export const longestPicture = 64 * 2 ** 20;
/** Pictures that arrive or are inspected at the same time have so many bytes together. */
const mostTogether = 256 * 2 ** 20;
/** A body has so long to arrive, milliseconds. */
const patience = 30_000;

/** Why a body is not taken. */
export class BodyRefused extends Error {
  readonly status: 400 | 408 | 413 | 429;

  constructor(status: BodyRefused['status'], message: string) {
    super(message);
    this.status = status;
  }
}

/** Memory for bodies that are under way, of all requests. */
export interface BodyRoom {
  /** @returns gives it back. @throws BodyRefused where there is none left */
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

/** What a body may be. */
export interface BodyBounds {
  /** Whether whoever sends it may send pictures: a body is read before the right to the operation is asked. */
  readonly pictures: boolean;
  readonly room: BodyRoom;
  /** Called once with what gives the room back, when nothing of the body is needed any more. */
  readonly onRoom: (giveBack: () => void) => void;
}

/**
 * The body of a request: JSON parsed, a picture as a file, nothing as undefined.
 *
 * @throws BodyRefused for one that is too long, too slow or no JSON, and where too many come at once
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
