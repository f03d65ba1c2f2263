import { z } from 'zod';

/**
 * Oddities of labelled images and their ground truth. They are reported but never stop an import or an
 * evaluation.
 */
const dataNoteCodes = [
  /** Kinds with names that mean “good”; a person may answer that these are defects. */
  'kindsTakenAsGood',
  /** Folders of ground truth whose names differ from their kind's. */
  'kindsMatched',
  'kindsEmpty',
  'picturesWithoutKind',
  'otherFiles',
  'foldersNotRead',
  'trainNotRead',
  'alreadyThere',
  /** Evaluated pictures that the model learnt from, or took its limits from. */
  'trainedOn',
  /** The same picture labelled both good and defective, or with two kinds of defect. */
  'labelsDiffer',
  'masksBeside',
  'masksWithoutPicture',
  'masksAmbiguous',
  'defectsWithoutMask',
  'masksUnreadable',
  'masksShape',
  'masksEmpty',
  'masksInverted',
  'masksOnGood',
  /** Another mask than at an earlier import. */
  'masksReplaced',
  /** Another mask than the one that a person has drawn since, or one that cannot be used. */
  'masksKept',
  'masksTurned',
  'masksOutside',
  /** Files of several pictures, of which one is read. */
  'pagesLeft',
  'shapeDiffers',
  'sampleBits',
  'samplesCut',
] as const;
export type DataNoteCode = (typeof dataNoteCodes)[number];

/** Most files named in a note; the others are only counted. */
const mostNamed = 50;

/** One oddity with the affected files. */
export const dataNoteSchema = z.object({
  code: z.enum(dataNoteCodes),
  count: z.number().int().positive(),
  /** The first affected files. `detail` needs no translation: sizes or a decoder's message; may be empty. */
  items: z.array(z.object({ name: z.string(), detail: z.string() })).max(mostNamed),
});
export type DataNote = z.infer<typeof dataNoteSchema>;

/** Collects oddities file by file. */
export class DataNotes {
  readonly #notes = new Map<DataNoteCode, { count: number; items: DataNote['items'] }>();

  add(code: DataNoteCode, name: string, detail = ''): void {
    const note = this.#notes.get(code) ?? { count: 0, items: [] };
    this.#notes.set(code, note);
    note.count += 1;
    if (note.items.length < mostNamed) note.items.push({ name, detail });
  }

  /** Adds notes collected elsewhere. */
  merge(notes: readonly DataNote[]): void {
    for (const { code, count, items } of notes) {
      const note = this.#notes.get(code) ?? { count: 0, items: [] };
      this.#notes.set(code, {
        count: note.count + count,
        items: [...note.items, ...items].slice(0, mostNamed),
      });
    }
  }

  /** Returns the notes in the order of `dataNoteCodes`. */
  all(): DataNote[] {
    return dataNoteCodes.flatMap((code) => {
      const note = this.#notes.get(code);
      return note === undefined ? [] : [{ code, ...note }];
    });
  }
}
