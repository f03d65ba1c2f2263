import { z } from 'zod';
import { precisionSchema } from '../../../src/shared/contract/training.ts';
import { presetSchema, type Preset } from '../../../src/shared/domain/families.ts';
import { imageAurocCounts } from './development-sets.ts';
import { markdownTable } from './markdown-table.ts';
import { limitNames, ownLimitsSchema } from './own-limits.ts';

/** The result of a preset on a set with one seed. */
export const accuracyRowSchema = ownLimitsSchema.extend({
  set: z.string(),
  preset: presetSchema,
  precision: precisionSchema,
  seed: z.number(),
  /** Number of good training images. */
  images: z.number(),
  /** Number of requested images of the set; null: all. */
  chosen: z.number().nullable(),
  imageAuroc: z.number().nullable(),
  /** Null for a set without masks, like AU-PRO. */
  pixelAuroc: z.number().nullable(),
  auPro: z.number().nullable(),
  /** Duration of the training. */
  seconds: z.number(),
  msPerImage: z.number(),
  /** Peak memory of the training. */
  megabytes: z.number(),
});
export type AccuracyRow = z.infer<typeof accuracyRowSchema>;

/** Returns means over rows; image AUROC only over sets where it is meaningful, null without such sets. */
export function meansOf(
  rows: readonly AccuracyRow[],
): Pick<AccuracyRow, 'imageAuroc' | 'pixelAuroc' | 'auPro'> {
  const mean = (values: readonly (number | null)[]): number | null => {
    const known = values.filter((value) => value !== null);
    return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
  };
  return {
    imageAuroc: mean(rows.filter(({ set }) => imageAurocCounts(set)).map(({ imageAuroc }) => imageAuroc)),
    pixelAuroc: mean(rows.map(({ pixelAuroc }) => pixelAuroc)),
    auPro: mean(rows.map(({ auPro }) => auPro)),
  };
}

/** Makes a table of all rows by preset and seed, with their means. */
export function accuracyTable(presets: readonly Preset[], rows: readonly AccuracyRow[]): string {
  const head = [
    ...['Preset', 'Set', 'Seed', 'Precision', 'Image AUROC', 'Pixel AUROC', 'AU-PRO'],
    ...['False rejects T1, T2', 'Escapes T1, T2', 'Training, s', 'ms a frame', 'MB'],
  ];
  const merit = (value: number | null): string => (value === null ? '' : value.toFixed(3));
  const merits = ({ imageAuroc, pixelAuroc, auPro }: ReturnType<typeof meansOf>): string[] =>
    [imageAuroc, pixelAuroc, auPro].map(merit);
  const lines = presets.flatMap((preset) => {
    const own = rows.filter((row) => row.preset === preset);
    const groups = new Map(own.map(({ precision, seed }) => [`${precision}, ${seed}`, { precision, seed }]));
    return [...groups.values()].flatMap(({ precision, seed }) => {
      const group = own.filter((row) => row.precision === precision && row.seed === seed);
      const sets = group.map((row) => [
        ...[preset, row.set, String(seed), precision, ...merits(row)],
        ...[`${limitNames.map((limit) => row.falseRejects[limit]).join(', ')} of ${row.good}`],
        ...[`${limitNames.map((limit) => row.escapes[limit]).join(', ')} of ${row.defective}`],
        ...[row.seconds.toFixed(0), row.msPerImage.toFixed(0), String(row.megabytes)],
      ]);
      const mean = [preset, 'mean', String(seed), precision, ...merits(meansOf(group)), '', '', '', '', ''];
      return group.length === 1 ? sets : [...sets, mean];
    });
  });
  return markdownTable(head, lines);
}
