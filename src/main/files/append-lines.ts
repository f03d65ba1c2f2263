import { Buffer } from 'node:buffer';
import { constants, open, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { syncFolder } from './durable-file.ts';

const lineBreak = 0x0a;
/** Bytes read at a time in the search for the last whole line. */
const piece = 65_536;

/**
 * Appends whole lines to a file and flushes them to the disk. A line that a power cut tore is cut off first. If the lines cannot be
 * written whole, none of them stays.
 *
 * @param head the beginning of a new file, UTF-8
 * @returns false if the file has another head; then nothing is written
 */
export async function appendLines(path: string, head: string, lines: string): Promise<boolean> {
  const file = await open(path, constants.O_RDWR | constants.O_CREAT, 0o644);
  try {
    const { size } = await file.stat();
    const start = Buffer.from(head);
    const end = await endOfLines(file, size);
    const found = await read(file, 0, Math.min(start.length, end));
    if (end > 0 && !found.equals(start)) return false;
    const text = Buffer.from(end === 0 ? head + lines : lines);
    if (end < size) await file.truncate(end);
    await writeWhole(file, text, end, size === 0 ? dirname(path) : null);
    return true;
  } finally {
    await file.close();
  }
}

/** @param newIn the folder of a new file, which must be flushed as well; null for a file that existed before */
async function writeWhole(file: FileHandle, text: Buffer, at: number, newIn: string | null): Promise<void> {
  try {
    for (let done = 0; done < text.length;) {
      done += (await file.write(text, done, text.length - done, at + done)).bytesWritten;
    }
    await file.sync();
    if (newIn !== null) await syncFolder(newIn);
  } catch (error) {
    await file.truncate(at).catch(() => undefined);
    throw error;
  }
}

/** Returns the end of the last whole line, bytes. */
async function endOfLines(file: FileHandle, size: number): Promise<number> {
  for (let to = size; to > 0; to -= piece) {
    const from = Math.max(0, to - piece);
    const at = (await read(file, from, to)).lastIndexOf(lineBreak);
    if (at >= 0) return from + at + 1;
  }
  return 0;
}

async function read(file: FileHandle, from: number, to: number): Promise<Buffer> {
  const bytes = Buffer.alloc(to - from);
  let done = 0;
  while (done < bytes.length) {
    const { bytesRead } = await file.read(bytes, done, bytes.length - done, from + done);
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return bytes.subarray(0, done);
}
