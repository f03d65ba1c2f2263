import type { JudgedPart, PartResult, UninspectedPart } from '../../shared/contract/part-result.ts';
import type { ThresholdsRecord } from '../../shared/contract/products.ts';
import { findRegions } from '../../shared/domain/defect-regions.ts';
import { detailOf, type NotInspectedReason } from '../../shared/domain/not-inspected.ts';
import { notInspected } from '../../shared/domain/outcome.ts';
import { messageOf } from '../../shared/domain/station-error.ts';
import { judge, limitsOf } from '../../shared/domain/verdict.ts';
import type { InferenceResult } from '../inference/inference-process.ts';
import type { IncomingFrame, IncomingPart } from './incoming-frame.ts';

/** What all parts of a session have. */
export type SessionOfPart = Pick<
  PartResult,
  'sessionId' | 'productId' | 'modelId' | 'lane' | 'laneName' | 'groupName'
>;

/** The session with the number that the part has in it. */
export type PlaceOfPart = SessionOfPart & Pick<PartResult, 'partNumber'>;

/** A run of the model on a frame; times by `performance.now()`. */
export interface Run {
  readonly result: InferenceResult;
  readonly provider: string;
  readonly startedAt: number;
  readonly endedAt: number;
}

/** The part with the verdict that the limits give it. */
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
      // All that is not the graph itself: the way to the inference process and back, later verdict and log.
      post: Math.max(0, endedAt - startedAt - result.runMs),
    },
  };
}

/** The part without a verdict. @param error what kept it from one; null where the reason says all */
export function uninspectedPart(
  place: PlaceOfPart,
  part: IncomingPart,
  reason: NotInspectedReason,
  error: unknown,
): UninspectedPart {
  return {
    ...place,
    ...{ frameNumber: part.number, name: nameOf(part), capturedAt: part.capturedAt },
    ...{ verdict: notInspected, reason, detail: error === null ? null : detailOf(messageOf(error)) },
  };
}

/** What the part is called: by whoever asked for it, else by where it comes from. */
function nameOf({ asked, name }: IncomingPart): string | null {
  return asked?.serial ?? name;
}
