import { z } from 'zod';

/** What is odd about labelled images and their ground truth: none of it stops an import or an evaluation, all of it is said. */
export const dataNoteCodes = [
  /** Kinds whose names mean “good”; a person may answer that they are defects. */
  'kindsTakenAsGood',
  /** Folders of ground truth that are called otherwise than their kind. */
  'kindsMatched',
  'kindsEmpty',
  'picturesWithoutKind',
  'otherFiles',
  'foldersNotRead',
  'trainNotRead',
  'alreadyThere',
  /** The same picture as good and as defective, or as two kinds of defect. */
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
  'masksTurned',
  'masksOutside',
  'shapeDiffers',
  'sampleBits',
  'samplesCut',
] as const;
export type DataNoteCode = (typeof dataNoteCodes)[number];

/** Most files that a note names; the others are counted. */
export const mostNamed = 50;

/** One thing that is odd, with the files that it is odd about. */
export const dataNoteSchema = z.object({
  code: z.enum(dataNoteCodes),
  count: z.number().int().positive(),
  /** The first of them, with what explains each in no language: sizes, a decoder's message; else empty. */
  items: z.array(z.object({ name: z.string(), detail: z.string() })).max(mostNamed),
});
export type DataNote = z.infer<typeof dataNoteSchema>;

/** Collects what is odd, file by file. */
export class DataNotes {
  readonly #notes = new Map<DataNoteCode, { count: number; items: DataNote['items'] }>();

  add(code: DataNoteCode, name: string, detail = ''): void {
    const note = this.#notes.get(code) ?? { count: 0, items: [] };
    this.#notes.set(code, note);
    note.count += 1;
    if (note.items.length < mostNamed) note.items.push({ name, detail });
  }

  /** Takes in what others have collected. */
  merge(notes: readonly DataNote[]): void {
    for (const { code, count, items } of notes) {
      const note = this.#notes.get(code) ?? { count: 0, items: [] };
      this.#notes.set(code, {
        count: note.count + count,
        items: [...note.items, ...items].slice(0, mostNamed),
      });
    }
  }

  /** In the order of `dataNoteCodes`. */
  all(): DataNote[] {
    return dataNoteCodes.flatMap((code) => {
      const note = this.#notes.get(code);
      return note === undefined ? [] : [{ code, ...note }];
    });
  }
}
