import type { MapParts } from '../../shared/contract/explanation.ts';
import type { DefectService } from '../defects/service.ts';
import { sha256 } from '../hash.ts';
import type { ModelService } from '../models/service.ts';
import type { ExplanationProcess } from './explanation-process.ts';
import type { Explained } from './protocol.ts';

export interface ExplanationServiceParts {
  readonly process: ExplanationProcess;
  readonly defects: Pick<DefectService, 'get' | 'picture'>;
  readonly models: Pick<ModelService, 'verify' | 'graphOf'>;
}

/** Entries whose parts are kept: the one in view, and those a step away. */
const kept = 4;

export type ExplanationService = ReturnType<typeof createExplanationService>;

/** What a verdict is made of, found out long after it was given. */
export function createExplanationService({ process, defects, models }: ExplanationServiceParts) {
  const explanations = new Map<number, Promise<Explained>>();

  async function explain(id: number): Promise<Explained> {
    const { modelId } = defects.get(id);
    await models.verify(modelId);
    const { bytes } = await defects.picture(id);
    return process.explain(models.graphOf(modelId), { name: `entry ${id}`, bytes });
  }

  /** Neither the picture of an entry nor its model ever changes. */
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
     * What the map of an entry is the sum of.
     *
     * @throws StationError NOT_FOUND, CORRUPT_FILE, CORRUPT_MODEL, WORKER_FAILED
     */
    async parts(id: number): Promise<MapParts> {
      const { width, height, parts } = await explained(id);
      return { id, width, height, parts: parts.map(({ part }) => part) };
    },

    /**
     * The parts' values, float32 little-endian `[part, height, width]`, in the order that `parts` gives; NaN where the model does not
     * inspect.
     *
     * @throws StationError as `parts`
     */
    async partValues(id: number): Promise<{ bytes: Uint8Array; sha256: string }> {
      const { parts } = await explained(id);
      const bytes = Buffer.concat(parts.map(({ values }) => new Uint8Array(values.buffer)));
      return { bytes, sha256: sha256(bytes) };
    },

    close: (): void => process.close(),
  };
}
