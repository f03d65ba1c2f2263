import type { JudgedEntry, LogEntry } from '../../shared/contract/log.ts';
import type { Similar, SimilarEvent } from '../../shared/contract/explanation.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import type { LogService } from '../log/service.ts';
import type { DescriptorRepository } from './repository.ts';

export interface SimilarParts {
  readonly log: Pick<LogService, 'getJudged' | 'page' | 'count'>;
  readonly descriptors: DescriptorRepository;
  /** How an entry's defect looks to the teacher of a model, of unit length. @throws StationError */
  readonly describe: (entry: JudgedEntry, modelId: string) => Promise<Float32Array>;
}

export interface SimilarRequest {
  readonly id: number;
  /** How many of the product's newest entries are compared. */
  readonly among: number;
  /** How many are named. */
  readonly limit: number;
}

/** Entries that are described before word is given. */
const batch = 4;

/**
 * The entries of a product whose defects look most like that of one of them, to the teacher of the model that judged it. Entries that
 * this teacher has not seen yet, whichever model judged them, are shown to it first; what is known by then is kept, however it ends.
 *
 * @throws StationError NOT_FOUND, CORRUPT_FILE, CORRUPT_MODEL, WORKER_FAILED; the signal's reason when it aborts
 */
export async function* findSimilar(
  { log, descriptors, describe }: SimilarParts,
  { id, among, limit }: SimilarRequest,
  signal?: AbortSignal,
): AsyncGenerator<SimilarEvent> {
  const asked = log.getJudged(id);
  const { productId, modelId } = asked;
  const graph = asked.model.graphSha256;
  // Parts that were not inspected have neither score nor map to be compared by.
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

/** A picture that is gone or damaged is left out; it is named where it is looked at. */
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
