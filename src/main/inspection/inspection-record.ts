import type { Timings } from '../../shared/contract/live.ts';
import type { Frame } from '../../shared/domain/frame.ts';
import type { Verdict } from '../../shared/domain/verdict.ts';

/** One inspected frame as the defect log takes it. */
export interface InspectionRecord {
  readonly sessionId: string;
  readonly productId: string;
  readonly modelId: string;
  /** The limits that gave the verdict. */
  readonly thresholdsId: number;
  readonly provider: string;
  /** A stream, whose frames show one part many times; false where each frame is a part of its own. */
  readonly live: boolean;
  readonly frameNumber: number;
  readonly name: string | null;
  readonly capturedAt: number;
  readonly score: number;
  readonly verdict: Verdict;
  readonly timings: Timings;
  /** Made only when it is stored: most frames are good. */
  readonly frame: () => Frame;
  readonly map: { readonly width: number; readonly height: number; readonly data: Float32Array };
}

/** Logs one inspected frame. Resolves with the entry that shows it, null for a good one. */
export type RecordInspection = (record: InspectionRecord) => Promise<number | null>;
