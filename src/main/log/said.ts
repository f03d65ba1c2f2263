import type { DecisionRecord } from '../../shared/contract/log.ts';

/** A person's word on an entry; a decision that is null takes the last one back. */
export type Said = Pick<DecisionRecord, 'decision' | 'cause' | 'note'>;
