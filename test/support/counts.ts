import { noOutcomes, type OutcomeCounts } from '../../src/shared/domain/outcome.ts';

/** Fills counts by outcome up with zeros. */
export const counted = (of: Partial<OutcomeCounts>): OutcomeCounts => ({ ...noOutcomes, ...of });

/** Counts of the log with parts only, and with frames only. */
export const countedParts = (of: Partial<OutcomeCounts>) => ({ parts: counted(of), frames: noOutcomes });
export const countedFrames = (of: Partial<OutcomeCounts>) => ({ parts: noOutcomes, frames: counted(of) });
