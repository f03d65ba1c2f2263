import { fewestFalseRejects, mostFalseRejects, partsOfFirst } from '../../../shared/domain/rollout-rule.ts';
import type { KeptRollout, RolloutStation } from '../log/rollouts-repository.ts';

/** What becomes of a roll-out, as it stands. */
export type NextStep =
  | { readonly kind: 'wait' }
  | { readonly kind: 'halt'; readonly reason: string }
  | { readonly kind: 'widen' }
  | { readonly kind: 'done' };

/**
 * A roll-out halts with the first refusal, and with false rejects beyond what is borne. It goes from the first stations to all once
 * those have activated the model and inspected enough with it; it is done when every station has it.
 *
 * @param stations those that are of the plant still, and those that answered
 * @param nameOf what people call a station
 */
export function nextStep(
  { state, stage }: Pick<KeptRollout, 'state' | 'stage'>,
  stations: readonly RolloutStation[],
  nameOf: (station: number) => string,
): NextStep {
  if (state !== 'running') return { kind: 'wait' };
  const refused = stations.find(({ outcome }) => outcome === 'refused');
  if (refused !== undefined) {
    return { kind: 'halt', reason: `${nameOf(refused.station)} refused it: ${refused.detail}` };
  }
  const parts = stations.reduce((sum, one) => sum + one.parts, 0);
  const falseRejects = stations.reduce((sum, one) => sum + one.falseRejects, 0);
  if (falseRejects >= fewestFalseRejects && falseRejects > mostFalseRejects * parts) {
    return { kind: 'halt', reason: `${falseRejects} false rejects of ${parts} parts` };
  }
  const told = stations.filter((one) => one.stage <= stage);
  if (told.length === 0) {
    return { kind: 'halt', reason: 'None of the first stations is of the plant any more' };
  }
  if (told.some(({ outcome }) => outcome !== 'activated')) return { kind: 'wait' };
  if (told.length === stations.length) return { kind: 'done' };
  return parts >= partsOfFirst ? { kind: 'widen' } : { kind: 'wait' };
}
