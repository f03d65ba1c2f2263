import { closeSync, fstatSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

export interface RotatingFileOptions {
  readonly folder: string;
  /** The name `station` gives `station.log`, and `station.1.log` and so on for older files. */
  readonly name: string;
  /** A file that would grow beyond this becomes the first older file, bytes. */
  readonly mostBytes: number;
  /** Number of files that are kept, including the one being written. */
  readonly files: number;
}

/** Writes lines to files of limited number and size. When a write fails, the lines are lost, because a log must not stop the station. */
export interface RotatingFile {
  write(line: string): void;
  close(): void;
}

export function openRotatingFile({ folder, name, mostBytes, files }: RotatingFileOptions): RotatingFile {
  const pathOf = (number: number): string =>
    join(folder, number === 0 ? `${name}.log` : `${name}.${number}.log`);
  let file: number | null = null;
  let size = 0;

  function open(): number {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const opened = openSync(pathOf(0), 'a', 0o600);
    size = fstatSync(opened).size;
    return opened;
  }

  function close(): void {
    const opened = file;
    file = null;
    try {
      if (opened !== null) closeSync(opened);
    } catch {
      // Some network disks report a failed write only when the file is closed.
    }
  }

  function rotate(): void {
    close();
    rmSync(pathOf(files - 1), { force: true });
    for (let number = files - 2; number >= 0; number--) {
      try {
        renameSync(pathOf(number), pathOf(number + 1));
      } catch {
        // There were fewer older files until now.
      }
    }
  }

  return {
    write(line) {
      try {
        const bytes = Buffer.from(line);
        file ??= open();
        if (size > 0 && size + bytes.length > mostBytes) {
          rotate();
          file = open();
        }
        size += writeSync(file, bytes);
      } catch {
        // The next line opens the file again; keeping a failed file open would cost a handle each time.
        close();
      }
    },
    close,
  };
}
