import type { JudgedEntry } from '../../shared/contract/log.ts';
import type { MapParts, SimilarEvent } from '../../shared/contract/explanation.ts';
import type { LogService } from '../log/service.ts';
import { sha256 } from '../files/hash.ts';
import { cropPicture } from '../images/crop.ts';
import type { ModelService } from '../models/service.ts';
import { boxAround, defectPlaces } from './defect-places.ts';
import type { ExplanationProcess } from './explanation-process.ts';
import type { Explained, Picture } from './protocol.ts';
import type { DescriptorRepository } from './repository.ts';
import { findSimilar, type SimilarRequest } from './similar.ts';

export interface ExplanationServiceParts {
  readonly process: ExplanationProcess;
  readonly log: Pick<LogService, 'getJudged' | 'page' | 'count' | 'picture' | 'map'>;
  readonly models: Pick<ModelService, 'verify' | 'graphOf'>;
  readonly descriptors: DescriptorRepository;
}

/** Number of cached explanations: for the shown entry and its neighbours. */
const kept = 4;
/** Longest side of a cropped picture of a defect, pixels. */
const cropSide = 192;

export type ExplanationService = ReturnType<typeof createExplanationService>;

/** Makes the service that explains logged verdicts. */
export function createExplanationService(parts: ExplanationServiceParts) {
  const { process, log, models, descriptors } = parts;
  const explanations = new Map<number, Promise<Explained>>();

  async function explain(id: number): Promise<Explained> {
    const { modelId } = log.getJudged(id);
    await models.verify(modelId);
    return process.explain(models.graphOf(modelId), await pictureOf(id));
  }

  async function pictureOf(id: number): Promise<Picture> {
    const { bytes } = await log.picture(id);
    return { name: `entry ${id}`, bytes };
  }

  async function placesOf(entry: JudgedEntry) {
    const { bytes, sha256: mapHash } = await log.map(entry.id);
    return { places: defectPlaces(new Float32Array(new Uint8Array(bytes).buffer), entry), mapHash };
  }

  async function describe(entry: JudgedEntry, modelId: string): Promise<Float32Array> {
    const { places } = await placesOf(entry);
    return process.describe(models.graphOf(modelId), await pictureOf(entry.id), places);
  }

  /** Returns a cached explanation, which stays valid because an entry's picture and model never change. */
  function explained(id: number): Promise<Explained> {
    const known = explanations.get(id);
    explanations.delete(id);
    const found = known ?? explain(id);
    explanations.set(id, found);
    found.catch(() => {
      if (explanations.get(id) === found) explanations.delete(id);
    });
    const [oldest] = explanations.keys();
    if (explanations.size > kept && oldest !== undefined) explanations.delete(oldest);
    return found;
  }

  return {
    /**
     * Returns the parts whose sum is an entry's map.
     *
     * @throws StationError NOT_FOUND, CORRUPT_FILE, CORRUPT_MODEL, WORKER_FAILED; CONFLICT for a part that was not inspected
     */
    async parts(id: number): Promise<MapParts> {
      const { width, height, parts } = await explained(id);
      return { id, width, height, parts: parts.map(({ part }) => part) };
    },

    /**
     * Returns the parts' values, float32 little-endian `[part, height, width]`, in the order of `parts`; NaN where the
     * model does not inspect.
     *
     * @throws StationError as `parts`
     */
    async partValues(id: number): Promise<{ bytes: Uint8Array; sha256: string }> {
      const { parts } = await explained(id);
      const bytes = Buffer.concat(parts.map(({ values }) => new Uint8Array(values.buffer)));
      return { bytes, sha256: sha256(bytes) };
    },

    /**
     * Finds the entries whose defects resemble one entry's most.
     *
     * @throws StationError NOT_FOUND, CORRUPT_FILE, CORRUPT_MODEL, WORKER_FAILED; the signal's reason if it aborts
     */
    async *similar(request: SimilarRequest, signal?: AbortSignal): AsyncGenerator<SimilarEvent> {
      await models.verify(log.getJudged(request.id).modelId);
      yield* findSimilar({ log, descriptors, describe }, request, signal);
    },

    /** Returns an entry's defect with its surroundings as JPEG. @throws StationError NOT_FOUND, CORRUPT_FILE, UNREADABLE_IMAGE */
    async crop(id: number): Promise<{ bytes: Uint8Array; sha256: string }> {
      const entry = log.getJudged(id);
      const { places, mapHash } = await placesOf(entry);
      const { name, bytes } = await pictureOf(id);
      const crop = await cropPicture(bytes, name, boxAround(places, entry.picture), cropSide);
      return { bytes: crop, sha256: sha256(Buffer.from(entry.picture.sha256 + mapHash)) };
    },

    close: (): void => process.close(),
  };
}
