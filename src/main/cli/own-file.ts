import { open } from 'node:fs/promises';
import { systemCode } from '../files/file-failure.ts';
import { logHead } from '../statistics/log-export.ts';

/** What stands in a file that a command wrote, near its beginning or end, and in no file of another program. */
const marks = {
  page: ['name="generator" content="Loupe '],
  // Who made a PDF stands in an object of its own.
  paper: ['obj\n(Loupe '],
  log: [logHead('point'), logHead('comma')].map((head) => head.slice(1, 24)),
  settings: ['"$schema": "./station-settings.schema.json"'],
  'settings-schema': ['"title": "Station settings"'],
  heatmap: ['Loupe heatmap'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type OwnKind = keyof typeof marks;

/** What a heatmap's file says of the program that wrote it. */
export const [heatmapSoftware] = marks.heatmap;

/** How much is looked at, bytes: a long PDF has the list of its objects behind its mark. */
const looked = { head: 2 ** 16, tail: 2 ** 20 } as const;

/**
 * Whether a file may be replaced by a command that writes this kind: it is one that such a command wrote before, or empty.
 *
 * @returns null when there is no file
 * @throws the system's error when it cannot be read
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
