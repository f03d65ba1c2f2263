import type { LiveResult, LiveUninspected } from '../../src/shared/contract/live.ts';
import type { JudgedPart, UninspectedPart } from '../../src/shared/contract/part-result.ts';
import { noOutcomes } from '../../src/shared/domain/outcome.ts';
import { inFirstLane } from './first-lane.ts';

/** Fields that every part has, whatever its outcome. */
const arrived = {
  sessionId: '11111111-1111-4111-8111-111111111111',
  productId: '22222222-2222-4222-8222-222222222222',
  modelId: '33333333-3333-4333-8333-333333333333',
  frameNumber: 0,
  name: null,
  capturedAt: 1,
  ...inFirstLane,
  partNumber: null,
};

/** Makes the result of a good part, as a session judges it. @param of fields that differ */
export function partResult(of: Partial<JudgedPart>): JudgedPart {
  return {
    ...arrived,
    score: 1,
    verdict: 'good',
    thresholds: { id: 1, review: 1, defect: 2, pixelThreshold: 0.5, smallestArea: 0 },
    regions: { count: 0, largest: 0 },
    provider: 'cpu',
    timings: { capture: 1, queue: 0.5, run: 20, post: 1 },
    ...of,
  };
}

/** Makes the result of a part that could not be read. @param of fields that differ */
export function uninspectedPart(of: Partial<UninspectedPart>): UninspectedPart {
  return { ...arrived, verdict: 'not-inspected', reason: 'unreadable', detail: null, ...of };
}

/** Makes the message to windows about such a part. @param of fields that differ */
export function liveUninspected(of: Partial<LiveUninspected>): LiveUninspected {
  return {
    kind: 'uninspected',
    ...uninspectedPart({}),
    entryId: 1,
    counts: { ...noOutcomes, 'not-inspected': 1, dropped: 0 },
    picture: null,
    ...of,
  };
}

/** Makes the message to windows about a good part with a map of one position. @param of fields that differ */
export function liveResult(of: Partial<LiveResult>): LiveResult {
  return {
    kind: 'result',
    ...partResult({}),
    entryId: null,
    counts: { ...noOutcomes, good: 1, dropped: 0 },
    map: { width: 1, height: 1 },
    picture: null,
    ...of,
  };
}
