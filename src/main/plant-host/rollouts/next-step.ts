import type { HaltReason } from '../../../shared/contract/plant-host.ts';
import { fewestFalseRejects, mostFalseRejects, partsOfFirst } from '../../../shared/domain/rollout-rule.ts';
import type { KeptRollout, RolloutStation } from '../log/rollouts-repository.ts';

/** The next step of a roll-out. */
export type NextStep =
  | { readonly kind: 'wait' }
  | { readonly kind: 'halt'; readonly reason: HaltReason }
  | { readonly kind: 'widen' }
  | { readonly kind: 'done' };

/**
 * Decides a roll-out's next step. It halts after the first refusal, or when there are too many false rejects. It goes from the first
 * stations to all when those have activated the model and inspected enough parts with it. It is done when every station has the model.
 *
 * @param stations the stations that are still in the plant, and those that have answered
 * @param nameOf returns a station's name
 */
export function nextStep(
  { state, stage }: Pick<KeptRollout, 'state' | 'stage'>,
  stations: readonly RolloutStation[],
  nameOf: (station: number) => string,
): NextStep {
  if (state !== 'running') return { kind: 'wait' };
  const refused = stations.find(({ outcome }) => outcome === 'refused');
  if (refused !== undefined) {
    const { station, refusal, detail } = refused;
    return {
      kind: 'halt',
      reason: { kind: 'refused', station: nameOf(station), refusal: refusal ?? 'failed', detail },
    };
  }
  const parts = stations.reduce((sum, one) => sum + one.parts, 0);
  const falseRejects = stations.reduce((sum, one) => sum + one.falseRejects, 0);
  if (falseRejects >= fewestFalseRejects && falseRejects > mostFalseRejects * parts) {
    return { kind: 'halt', reason: { kind: 'falseRejects', falseRejects, parts } };
  }
  const told = stations.filter((one) => one.stage <= stage);
  if (told.length === 0) {
    return { kind: 'halt', reason: { kind: 'noneLeft' } };
  }
  if (told.some(({ outcome }) => outcome !== 'activated')) return { kind: 'wait' };
  if (told.length === stations.length) return { kind: 'done' };
  return parts >= partsOfFirst ? { kind: 'widen' } : { kind: 'wait' };
}
