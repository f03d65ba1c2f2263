import { open } from 'node:fs/promises';
import { systemCode } from '../files/file-failure.ts';
import { logHead } from '../statistics/log-export.ts';

/** Marks near the beginning or end of files that a command wrote; other programs' files do not have them. */
const marks = {
  page: ['name="generator" content="Loupe '],
  // A PDF names its producer in a separate object.
  paper: ['obj\n(Loupe '],
  log: [logHead('point'), logHead('comma')].map((head) => head.slice(1, 24)),
  settings: ['"$schema": "./station-settings.schema.json"'],
  'settings-schema': ['"title": "Station settings"'],
  heatmap: ['Loupe heatmap'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type OwnKind = keyof typeof marks;

/** Name of the writing program in a heatmap's file. */
export const [heatmapSoftware] = marks.heatmap;

/** Number of bytes searched at each end; in a long PDF, the list of objects follows the mark. */
const looked = { head: 2 ** 16, tail: 2 ** 20 } as const;

/**
 * Returns whether a command may replace a file: whether the file is empty or a command wrote it as the same kind.
 *
 * @returns null if there is no file
 * @throws the system's error if the file cannot be read
 */
export async function isOwnFile(path: string, kind: OwnKind): Promise<boolean | null> {
  const file = await open(path, 'r').catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return null;
    throw error;
  });
  if (file === null) return null;
  try {
    const { size } = await file.stat();
    if (size === 0) return true;
    const read = async (from: number, bytes: number): Promise<string> => {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(bytes), 0, bytes, from);
      return buffer.toString('latin1', 0, bytesRead);
    };
    const head = await read(0, looked.head);
    const tail = await read(Math.max(0, size - looked.tail), looked.tail);
    return marks[kind].some((mark) => head.includes(mark) || tail.includes(mark));
  } finally {
    await file.close();
  }
}
