import { z } from 'zod';
import { mapParts } from '../domain/map-parts.ts';
import { procedure, rowId } from './base.ts';

/** What the map of a logged part is the sum of. */
export const mapPartsSchema = z.object({
  id: rowId,
  /**
   * Those that the map has, in the order of the values of `/media/defect-map-parts`. Students alone have an error; several of them have an
   * uncertainty, where it counts; a memory has a distance.
   */
  parts: z.array(z.enum(mapParts)).min(1),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
});
export type MapParts = z.infer<typeof mapPartsSchema>;

export const explanation = {
  /**
   * Takes the map of an entry apart: its model looks at the stored picture again, in a process of lowest priority. The values come from
   * `/media/defect-map-parts`.
   */
  parts: procedure('viewer', 'reviewer', 'engineer', 'operator')
    .input(z.object({ id: rowId }))
    .output(mapPartsSchema),
};
