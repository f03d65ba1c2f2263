import { Buffer } from 'node:buffer';
import { closeSync, fstatSync, fsyncSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileFailure, systemCode } from './file-failure.ts';

/*
 * A small file of lines that is read and written at once, as what belongs to a transaction is. What stands behind its last line
 * break is torn: a power cut or a full disk came meanwhile, and nobody was told of it.
 */

const lineBreak = 0x0a;
/** Bytes read at a time, from the end of the file. */
const piece = 65_536;

/** Reads all whole lines; none if the file does not exist. @throws StationError NO_PERMISSION naming the file */
export async function readLines(path: string): Promise<string[]> {
  try {
    return (await readFile(path, 'utf8'))
      .split('\n')
      .slice(0, -1)
      .filter((line) => line !== '');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return [];
    throw fileFailure(error, path);
  }
}

/** Reads the last whole line without reading the whole file; null if there is none. @throws StationError NO_PERMISSION naming the file */
export function lastLine(path: string): string | null {
  try {
    return inFile(path, 'r', (file) => {
      const end = endOfLines(file, fstatSync(file).size);
      return end === 0 ? null : readText(file, endOfLines(file, end - 1), end - 1);
    });
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null;
    throw fileFailure(error, path);
  }
}

/**
 * Appends a line and flushes it to the disk; cuts off a torn line first. Only the file's owner may read it.
 *
 * @throws StationError DISK_FULL, NO_PERMISSION naming the file, which then stays as it was
 */
export function appendLine(path: string, line: string): void {
  try {
    inFile(path, 'a+', (file) => {
      const { size } = fstatSync(file);
      const end = endOfLines(file, size);
      if (end < size) ftruncateSync(file, end);
      try {
        const bytes = Buffer.from(`${line}\n`);
        for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done);
        fsyncSync(file);
      } catch (error) {
        ftruncateSync(file, end);
        throw error;
      }
    });
  } catch (error) {
    throw fileFailure(error, path);
  }
}

function inFile<Result>(path: string, flags: string, use: (file: number) => Result): Result {
  const file = openSync(path, flags, 0o600);
  try {
    return use(file);
  } finally {
    closeSync(file);
  }
}

/** Returns the end of the last line break before `size`, bytes. */
function endOfLines(file: number, size: number): number {
  for (let to = size; to > 0; to -= piece) {
    const from = Math.max(0, to - piece);
    const at = readBytes(file, from, to).lastIndexOf(lineBreak);
    if (at >= 0) return from + at + 1;
  }
  return 0;
}

const readText = (file: number, from: number, to: number): string =>
  readBytes(file, from, to).toString('utf8');

function readBytes(file: number, from: number, to: number): Buffer {
  const bytes = Buffer.alloc(to - from);
  return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, from));
}
