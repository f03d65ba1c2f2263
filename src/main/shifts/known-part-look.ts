import type { CheckedPart } from '../../shared/contract/shifts.ts';
import { findRegions } from '../../shared/domain/defect-regions.ts';
import { isRightVerdict } from '../../shared/domain/known-part.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import { judge, type Limits } from '../../shared/domain/verdict.ts';
import { sha256 as hashOf } from '../files/hash.ts';
import { readImageFile } from '../images/read-image-file.ts';
import type { InferenceService } from '../inference/service.ts';
import type { KnownPart } from './known-parts-repository.ts';

export interface KnownPartLookParts {
  readonly datasets: { filesOf(imageId: number): { readonly path: string } };
  readonly inference: Pick<InferenceService, 'runModel'>;
}

export type KnownPartLook = ReturnType<typeof createKnownPartLook>;

/**
 * Makes a function that runs a model on a known part and tells whether its verdict is right.
 *
 * @param sampleBits sample bits of the model's pictures, from its card
 * @throws StationError CORRUPT_FILE if the image file has changed since it was labelled; and those of `runModel`
 */
export function createKnownPartLook({ datasets, inference }: KnownPartLookParts) {
  return async (
    { imageId, name, sha256, label }: KnownPart,
    modelId: string,
    limits: Limits,
    sampleBits: number | undefined,
  ): Promise<CheckedPart> => {
    const { path } = datasets.filesOf(imageId);
    const { bytes, frame } = await readImageFile(path, sampleBits);
    if (hashOf(bytes) !== sha256) {
      throw new StationError(
        'CORRUPT_FILE',
        `“${name}” is no longer the picture that was labelled. Restore it from a backup, or choose other known parts.`,
        path,
      );
    }
    const result = await inference.runModel(modelId, frame);
    const { score } = result;
    const regions = findRegions(result.map, result.height, result.width, limits);
    const verdict = judge({ score, largestRegion: regions.largest }, limits);
    return { imageId, name, sha256, label, score, verdict, right: isRightVerdict(label, verdict) };
  };
}
