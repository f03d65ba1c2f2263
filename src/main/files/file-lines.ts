import { createReadStream } from 'node:fs';
import { StationError } from '../../shared/domain/station-error.ts';
import { fileFailure } from './file-failure.ts';

const lineBreak = 0x0a;

/**
 * Reads a file of any length line by line, as bytes without their line breaks. What follows the last line break is a
 * line, too, unless it is empty.
 *
 * @param longest length of the longest line that may be there, bytes
 * @throws StationError NOT_FOUND, NO_PERMISSION; CORRUPT_FILE for a longer line
 */
export async function* fileLines(path: string, longest: number): AsyncGenerator<Buffer> {
  let rest: Buffer[] = [];
  let length = 0;
  const add = (bytes: Buffer): void => {
    length += bytes.length;
    if (length > longest) {
      const most = Math.round(longest / 1e6);
      throw new StationError(
        'CORRUPT_FILE',
        `“${path}” has a line of more than ${most} MB, as no such file has.`,
      );
    }
    rest.push(bytes);
  };
  const take = (): Buffer => {
    const line = Buffer.concat(rest, length);
    rest = [];
    length = 0;
    return line;
  };
  try {
    for await (const chunk of createReadStream(path)) {
      if (!Buffer.isBuffer(chunk)) throw new TypeError('Files are read as bytes');
      let from = 0;
      for (let at = chunk.indexOf(lineBreak); at >= 0; at = chunk.indexOf(lineBreak, from)) {
        add(chunk.subarray(from, at));
        from = at + 1;
        yield take();
      }
      if (from < chunk.length) add(chunk.subarray(from));
    }
  } catch (error) {
    throw fileFailure(error, path);
  }
  if (length > 0) yield take();
}
