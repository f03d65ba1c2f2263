import type { IncomingMessage } from 'node:http';

/** A text request has at most so many bytes. */
const longestText = 16_384;
/** A picture has at most so many bytes. */
export const longestPicture = 64 * 2 ** 20;
/** A body has so long to arrive, milliseconds. */
const patience = 30_000;

/** Why a body is not taken. */
export class BodyRefused extends Error {
  readonly status: 400 | 408 | 413;

  constructor(status: BodyRefused['status'], message: string) {
    super(message);
    this.status = status;
  }
}

/**
 * The body of a request: JSON parsed, a picture as a file, nothing as undefined.
 *
 * @throws BodyRefused for one that is too long, too slow or no JSON
 */
export async function readBody(request: IncomingMessage): Promise<unknown> {
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const isPicture = type.startsWith('image/') || type === 'application/octet-stream';
  const bytes = await readBytes(request, isPicture ? longestPicture : longestText);
  if (isPicture) return new File([new Uint8Array(bytes)], 'picture', { type });
  if (bytes.byteLength === 0) return undefined;
  try {
    return JSON.parse(bytes.toString());
  } catch {
    throw new BodyRefused(400, 'The body is no JSON.');
  }
}

async function readBytes(request: IncomingMessage, most: number): Promise<Buffer> {
  const told = Number(request.headers['content-length'] ?? 0);
  const tooLong = new BodyRefused(413, `A request of this kind has at most ${most} bytes.`);
  if (told > most) throw tooLong;
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
      if (length > most) throw tooLong;
      pieces.push(piece);
    }
  } finally {
    clearTimeout(late);
  }
  return Buffer.concat(pieces);
}
