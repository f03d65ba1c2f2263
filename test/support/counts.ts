import { noOutcomes, type OutcomeCounts } from '../../src/shared/domain/outcome.ts';

/** Counts by outcome, zero where nothing is said. */
export const counted = (of: Partial<OutcomeCounts>): OutcomeCounts => ({ ...noOutcomes, ...of });

/** What the log says of parts, with no frames beside them; and of frames, with no parts. */
export const countedParts = (of: Partial<OutcomeCounts>) => ({ parts: counted(of), frames: noOutcomes });
export const countedFrames = (of: Partial<OutcomeCounts>) => ({ parts: noOutcomes, frames: counted(of) });
