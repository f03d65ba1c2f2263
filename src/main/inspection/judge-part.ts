import type { JudgedPart, PartResult, UninspectedPart } from '../../shared/contract/part-result.ts';
import type { ThresholdsRecord } from '../../shared/contract/products.ts';
import { findRegions } from '../../shared/domain/defect-regions.ts';
import { detailOf, type NotInspectedReason } from '../../shared/domain/not-inspected.ts';
import { notInspected } from '../../shared/domain/outcome.ts';
import { messageOf } from '../../shared/domain/station-error.ts';
import { judge, limitsOf } from '../../shared/domain/verdict.ts';
import type { InferenceResult } from '../inference/inference-process.ts';
import type { IncomingFrame, IncomingPart } from './incoming-frame.ts';

/** Fields common to all parts of a session. */
export type SessionOfPart = Pick<
  PartResult,
  'sessionId' | 'productId' | 'modelId' | 'lane' | 'laneName' | 'groupName'
>;

/** A part's session and its number. */
export type PlaceOfPart = SessionOfPart & Pick<PartResult, 'partNumber'>;

/** The model's run on a frame; times by `performance.now()`. */
export interface Run {
  readonly result: InferenceResult;
  readonly provider: string;
  readonly startedAt: number;
  readonly endedAt: number;
}

/** Makes a part with the verdict of the limits. */
export function judgedPart(
  place: PlaceOfPart,
  frame: IncomingFrame,
  { result, provider, startedAt, endedAt }: Run,
  limits: ThresholdsRecord,
): JudgedPart {
  const regions = findRegions(result.map, result.height, result.width, limits);
  return {
    ...place,
    frameNumber: frame.number,
    name: nameOf(frame),
    capturedAt: frame.capturedAt,
    score: result.score,
    verdict: judge({ score: result.score, largestRegion: regions.largest }, limits),
    thresholds: { id: limits.id, ...limitsOf(limits) },
    regions,
    provider,
    timings: {
      capture: frame.captureMs,
      queue: Math.max(0, startedAt - frame.arrivedAt),
      run: result.runMs,
      // Everything except the graph: transfer to the inference process and back; later verdict and log.
      post: Math.max(0, endedAt - startedAt - result.runMs),
    },
  };
}

/**
 * Makes a part without verdict.
 *
 * @param error what prevented the verdict; null if the reason says everything
 */
export function uninspectedPart(
  place: PlaceOfPart,
  part: IncomingPart,
  reason: NotInspectedReason,
  error: unknown,
): UninspectedPart {
  return {
    ...place,
    frameNumber: part.number,
    name: nameOf(part),
    capturedAt: part.capturedAt,
    verdict: notInspected,
    reason,
    detail: error === null ? null : detailOf(messageOf(error)),
  };
}

/** Returns the part's name: from its request, else from its source. */
function nameOf({ asked, name }: IncomingPart): string | null {
  return asked?.serial ?? name;
}
