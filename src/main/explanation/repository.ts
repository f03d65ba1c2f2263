import { z } from 'zod';
import type { StationDatabase } from '../database/open-database.ts';
import { allRows } from '../database/rows.ts';

/** Version of the descriptors' computation; descriptors of other versions are computed again. */
const version = 1;

const row = z.object({
  entryId: z.number(),
  descriptor: z
    .instanceof(Uint8Array)
    .transform((bytes): Float32Array => new Float32Array(new Uint8Array(bytes).buffer)),
});

export type DescriptorRepository = ReturnType<typeof createDescriptorRepository>;

/** Makes the repository of descriptors of entries' defects, by the teacher of a graph. */
export function createDescriptorRepository(database: StationDatabase) {
  const insert = database.prepare(
    `INSERT OR REPLACE INTO entry_descriptors (graph_sha256, entry_id, version, descriptor)
     VALUES (@graph, @entryId, ${version}, @descriptor)`,
  );
  const select = database.prepare(
    `SELECT entry_id AS entryId, descriptor FROM entry_descriptors
     WHERE graph_sha256 = @graph AND version = ${version} AND entry_id IN (SELECT value FROM json_each(@ids))`,
  );
  const read: z.ZodType<z.infer<typeof row>> = row;

  return {
    /** @param descriptor unit-length vector */
    save(graph: string, entryId: number, descriptor: Float32Array): void {
      const bytes = Buffer.from(descriptor.buffer, descriptor.byteOffset, descriptor.byteLength);
      insert.run({ graph, entryId, descriptor: bytes });
    },

    /** Returns the stored descriptors by entry. */
    find: (graph: string, ids: readonly number[]): Map<number, Float32Array> =>
      new Map(
        allRows(read, select, { graph, ids: JSON.stringify(ids) }).map(({ entryId, descriptor }) => [
          entryId,
          descriptor,
        ]),
      ),
  };
}
