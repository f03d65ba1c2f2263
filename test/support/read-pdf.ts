import { inflateSync } from 'node:zlib';

export interface ReadPdf {
  readonly pages: number;
  /** Text of each page in the order of drawing, one string a run. */
  readonly text: readonly string[];
  /** Number of JPEG pictures in the file. */
  readonly pictures: number;
  /** Embedded fonts: name with the tag of its subset, and bytes. */
  readonly fonts: readonly { readonly name: string; readonly bytes: number }[];
}

interface PdfObject {
  readonly dictionary: string;
  readonly stream: Buffer | null;
}

/** Reads a PDF that the station wrote. It knows only what pdfkit writes, not every PDF. */
export function readPdf(bytes: Uint8Array): ReadPdf {
  const file = Buffer.from(bytes);
  const objects = readObjects(file);
  const find = (number: string | undefined): PdfObject => {
    const found = objects.get(Number(number));
    if (!found) throw new Error(`The file has no object ${number}`);
    return found;
  };
  const pagesObject = [...objects.values()].find(({ dictionary }) => /\/Type \/Pages\b/.test(dictionary));
  const kids = [
    ...(/\/Kids \[([^\]]*)\]/.exec(pagesObject?.dictionary ?? '')?.[1] ?? '').matchAll(/(\d+) 0 R/g),
  ];
  const text = kids.map(([, kid]) => {
    const page = find(kid).dictionary;
    const resources = find(/\/Resources (\d+) 0 R/.exec(page)?.[1]).dictionary;
    const fonts = new Map(
      [...resources.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name, number]) => {
        const unicode = /\/ToUnicode (\d+) 0 R/.exec(find(number).dictionary)?.[1];
        return [name ?? '', charactersOf(contentOf(find(unicode)))] as const;
      }),
    );
    const content = contentOf(find(/\/Contents (\d+) 0 R/.exec(page)?.[1])).toString('latin1');
    return textOf(content, fonts);
  });
  const all = [...objects.values()];
  return {
    pages: kids.length,
    text,
    pictures: all.filter(({ dictionary }) => /\/Filter \/DCTDecode/.test(dictionary)).length,
    fonts: all.flatMap(({ dictionary }) => {
      const name = /\/FontName \/(\S+)/.exec(dictionary)?.[1];
      if (name === undefined) return [];
      return [{ name, bytes: contentOf(find(/\/FontFile2 (\d+) 0 R/.exec(dictionary)?.[1])).length }];
    }),
  };
}

function readObjects(file: Buffer): Map<number, PdfObject> {
  const objects = new Map<number, PdfObject>();
  const source = file.toString('latin1');
  const start = Number(/startxref\n(\d+)\n%%EOF/.exec(source)?.[1]);
  // Find objects by the table of offsets, because bytes of a picture may look like an object.
  const places = [...source.slice(start).matchAll(/^(\d{10}) \d{5} n/gm)].map(([, place]) => Number(place));
  for (const place of places) {
    const [head = '', number] = /^(\d+) 0 obj\n/.exec(source.slice(place, place + 30)) ?? [];
    const body = place + head.length;
    const end = source.indexOf('\nendobj', body);
    const before = source.slice(body, end);
    const length = /\/Length (\d+)/.exec(before)?.[1];
    const streamAt = before.indexOf('stream\n');
    const hasStream = streamAt >= 0 && length !== undefined;
    const from = body + streamAt + 'stream\n'.length;
    objects.set(Number(number), {
      dictionary: hasStream ? before.slice(0, streamAt) : before,
      stream: hasStream ? file.subarray(from, from + Number(length)) : null,
    });
  }
  return objects;
}

function contentOf({ dictionary, stream }: PdfObject): Buffer {
  if (stream === null) throw new Error('An object without content');
  return dictionary.includes('/FlateDecode') ? inflateSync(stream) : stream;
}

/** Returns the characters of a font's glyphs, from the lists of its map to Unicode. */
function charactersOf(unicodeMap: Buffer): string[] {
  const characters: string[] = [];
  const ranges = /(\d+) beginbfrange\n([\s\S]*?)\nendbfrange/g;
  for (const [, , list = ''] of unicodeMap.toString('latin1').matchAll(ranges)) {
    for (const [, from = '', , meanings = ''] of list.matchAll(/<(\w+)> <(\w+)> \[([^\]]*)\]/g)) {
      for (const [index, [, units = '']] of [...meanings.matchAll(/<([\w ]*)>/g)].entries()) {
        const codes = units.match(/\w{4}/g) ?? [];
        characters[Number.parseInt(from, 16) + index] = String.fromCharCode(
          ...codes.map((code) => Number.parseInt(code, 16)),
        );
      }
    }
  }
  return characters;
}

function textOf(content: string, fonts: ReadonlyMap<string, readonly string[]>): string {
  let text = '';
  let font: readonly string[] = [];
  let height = Number.NaN;
  const words = /\/(F\d+) [\d.]+ Tf|1 0 0 1 [-\d.]+ ([-\d.]+) Tm|\[((?:<\w*>|[^\]])*)\] TJ/g;
  for (const [, name, y, shown] of content.matchAll(words)) {
    if (name !== undefined) font = fonts.get(name) ?? [];
    if (y !== undefined) {
      if (!Number.isNaN(height) && Number(y) !== height) text += '\n';
      height = Number(y);
    }
    for (const [, glyphs = ''] of (shown ?? '').matchAll(/<(\w+)>/g)) {
      for (const glyph of glyphs.match(/\w{4}/g) ?? []) text += font[Number.parseInt(glyph, 16)] ?? '?';
    }
  }
  return text;
}
