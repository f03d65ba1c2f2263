import { closeSync, fstatSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

export interface RotatingFileOptions {
  readonly folder: string;
  /** `station` writes `station.log`, then `station.1.log` and on. */
  readonly name: string;
  /** A file that would become larger is put behind the next one, bytes. */
  readonly mostBytes: number;
  /** Files that are kept, with the one that is written. */
  readonly files: number;
}

/** Lines in files of bounded number and size. Where the disk takes nothing, lines are lost: a log must stop nobody. */
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
      // A network disk may say only now that it took nothing.
    }
  }

  function rotate(): void {
    close();
    rmSync(pathOf(files - 1), { force: true });
    for (let number = files - 2; number >= 0; number--) {
      try {
        renameSync(pathOf(number), pathOf(number + 1));
      } catch {
        // There were fewer until now.
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
        // A file that takes nothing is opened again with the next line: kept open, each would cost a handle.
        close();
      }
    },
    close,
  };
}
