import { StationError } from '../../../shared/domain/station-error.ts';
import type { CommandContext } from '../command-context.ts';

export interface SimilarOptions {
  /** Number of an entry in the log. */
  readonly entry: number;
  /** Number of the product's newest entries to compare. */
  readonly among: number;
  readonly limit: number;
}

/** Prints the entries of a product whose defects resemble one entry's most, with people's decisions on them. */
export async function similar(context: CommandContext, options: SimilarOptions): Promise<void> {
  const { client, terminal, signal } = context;
  const { entry: id, among, limit } = options;
  for await (const event of await client.explanation.similar({ id, among, limit }, { signal })) {
    if (event.kind === 'progress') {
      terminal.progress(`Looking at entries: ${event.done} of ${event.total}`);
      continue;
    }
    const { compared, unreadable, others } = event;
    const entries = event.similar.map(({ entry, similarity }) => ({
      entry: entry.id,
      similarity,
      decision: entry.decision,
      cause: entry.cause,
    }));
    for (const { entry, similarity, decision, cause } of entries) {
      terminal.print(
        `${entry}  ${similarity.toFixed(3)}  ${decision ?? 'undecided'}  ${cause ?? ''}`.trimEnd(),
      );
    }
    terminal.print(`Compared with ${compared} of the product's ${others} other entries`);
    terminal.printJson({ entry: id, similar: entries, compared, unreadable, others });
    return;
  }
  throw new StationError('CANCELLED', 'The search ended before it was finished.');
}
