import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { bytesText } from './texts.ts';

/** Depth below which only sums are listed, because a log may have millions of pictures. */
const listedDepth = 2;
/** Most lines of the list. */
const mostLines = 5000;

interface Sum {
  readonly files: number;
  readonly bytes: number;
}

/** Lists the home's files with their sizes, one per line; for deeper folders, only number and total size of files. */
export async function listFiles(home: string): Promise<string> {
  const lines: string[] = [];
  const total = await sumOf(home, '', 0, (line) => void lines.push(line));
  const shown = lines.slice(0, mostLines);
  const more = lines.length > shown.length ? [`… and ${lines.length - shown.length} more`] : [];
  return `${[...shown, ...more, sumText('all', total)].join('\n')}\n`;
}

async function sumOf(path: string, name: string, depth: number, tell: (line: string) => void): Promise<Sum> {
  const entries = await readdir(path, { withFileTypes: true }).catch(() => []);
  let [files, bytes] = [0, 0];
  for (const entry of entries.sort((one, other) => (one.name < other.name ? -1 : 1))) {
    const inner = name === '' ? entry.name : `${name}/${entry.name}`;
    if (entry.isDirectory()) {
      const sum = await sumOf(join(path, entry.name), inner, depth + 1, tell);
      if (depth < listedDepth) tell(sumText(`${inner}/`, sum));
      files += sum.files;
      bytes += sum.bytes;
    } else if (entry.isFile()) {
      const { size } = await stat(join(path, entry.name)).catch(() => ({ size: 0 }));
      if (depth < listedDepth) tell(`${inner}  ${bytesText(size)}`);
      files++;
      bytes += size;
    }
  }
  return { files, bytes };
}

function sumText(name: string, { files, bytes }: Sum): string {
  return `${name}  ${files} files, ${bytesText(bytes)}`;
}
