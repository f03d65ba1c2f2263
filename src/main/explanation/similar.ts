import type { JudgedEntry, LogEntry } from '../../shared/contract/log.ts';
import type { Similar, SimilarEvent } from '../../shared/contract/explanation.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import type { LogService } from '../log/service.ts';
import type { DescriptorRepository } from './repository.ts';

export interface SimilarParts {
  readonly log: Pick<LogService, 'getJudged' | 'page' | 'count'>;
  readonly descriptors: DescriptorRepository;
  /** Returns the unit-length descriptor of an entry's defect by a model's teacher. @throws StationError */
  readonly describe: (entry: JudgedEntry, modelId: string) => Promise<Float32Array>;
}

export interface SimilarRequest {
  readonly id: number;
  /** Number of the product's newest entries to compare. */
  readonly among: number;
  /** Most entries in the result. */
  readonly limit: number;
}

/** Number of described entries between two progress events. */
const batch = 4;

/**
 * Finds the entries of a product whose defects resemble one entry's most, compared by the teacher of the model that
 * judged it. First describes the entries that this teacher has not described yet, whichever model judged them. Their
 * descriptors are stored even if the search is cancelled.
 *
 * @throws StationError NOT_FOUND, CORRUPT_FILE, CORRUPT_MODEL, WORKER_FAILED; the signal's reason if it aborts
 */
export async function* findSimilar(
  { log, descriptors, describe }: SimilarParts,
  { id, among, limit }: SimilarRequest,
  signal?: AbortSignal,
): AsyncGenerator<SimilarEvent> {
  const asked = log.getJudged(id);
  const { productId, modelId } = asked;
  const graph = asked.model.graphSha256;
  // Parts that were not inspected have neither score nor map to compare.
  const filter = { productId, minimumScore: Number.NEGATIVE_INFINITY };
  const newest = log.page({ filter, order: 'newest', limit: among + 1 });
  const others = newest.filter((entry) => entry.id !== id).slice(0, among);
  const known = descriptors.find(graph, [id, ...others.map((entry) => entry.id)]);
  const missing = [id, ...others.map((entry) => entry.id)].filter((entry) => !known.has(entry));
  for (const [done, entry] of missing.entries()) {
    if (done % batch === 0) yield { kind: 'progress', done, total: missing.length };
    signal?.throwIfAborted();
    const descriptor = await describe(log.getJudged(entry), modelId).catch((error: unknown) => {
      if (entry !== id && isUnreadable(error)) return null;
      throw error;
    });
    if (descriptor === null) continue;
    descriptors.save(graph, entry, descriptor);
    known.set(entry, descriptor);
  }
  signal?.throwIfAborted();
  const own = known.get(id);
  if (!own) throw new Error(`Entry ${id} was not described`);
  const compared = others.flatMap((entry) => similarityTo(own, entry, known.get(entry.id)));
  yield {
    kind: 'found',
    id,
    similar: compared.toSorted((a, b) => b.similarity - a.similarity).slice(0, limit),
    compared: compared.length,
    unreadable: others.length - compared.length,
    others: log.count({ productId }) - log.count({ productId, verdict: 'not-inspected' }) - 1,
  };
}

/** Returns whether a picture is missing or damaged. The search skips it; opening the entry reports it. */
function isUnreadable(error: unknown): boolean {
  return (
    error instanceof StationError &&
    ['CONFLICT', 'CORRUPT_FILE', 'UNREADABLE_IMAGE', 'NO_PERMISSION'].includes(error.code)
  );
}

function similarityTo(own: Float32Array, entry: LogEntry, other: Float32Array | undefined): Similar[] {
  if (other?.length !== own.length) return [];
  const cosine = own.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0);
  return [{ entry, similarity: Math.min(Math.max(cosine, -1), 1) }];
}
