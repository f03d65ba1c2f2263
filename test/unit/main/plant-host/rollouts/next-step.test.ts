import { expect, test } from 'vitest';
import type { RolloutStation } from '../../../../../src/main/plant-host/log/rollouts-repository.ts';
import { nextStep } from '../../../../../src/main/plant-host/rollouts/next-step.ts';
import { partsOfFirst } from '../../../../../src/shared/domain/rollout-rule.ts';

const station = (number: number, more: Partial<RolloutStation> = {}): RolloutStation => ({
  station: number,
  assignment: crypto.randomUUID(),
  stage: number === 1 ? 0 : 1,
  assigned: true,
  outcome: null,
  refusal: null,
  detail: '',
  parts: 0,
  falseRejects: 0,
  ...more,
});
const step = (stage: number, ...stations: RolloutStation[]) =>
  nextStep({ state: 'running', stage }, stations, (number) => `Line ${number}`);

test('it goes to all once the first stations have inspected enough with it', () => {
  const first = (parts: number) => station(1, { outcome: 'activated', parts });
  expect(step(0, station(1), station(2))).toEqual({ kind: 'wait' });
  expect(step(0, first(partsOfFirst - 1), station(2))).toEqual({ kind: 'wait' });
  expect(step(0, first(partsOfFirst), station(2))).toEqual({ kind: 'widen' });
  expect(step(1, first(partsOfFirst), station(2))).toEqual({ kind: 'wait' });
  expect(step(1, first(partsOfFirst), station(2, { outcome: 'activated' }))).toEqual({ kind: 'done' });
});

test('without any of the first stations it goes no further', () => {
  expect(step(0, station(2), station(3))).toMatchObject({ kind: 'halt' });
});

test('a refusal, or false rejects beyond what is borne, stop it', () => {
  const refused = station(1, { outcome: 'refused', refusal: 'known-parts-failed', detail: 'scratch.png' });
  expect(step(0, refused, station(2))).toEqual({
    kind: 'halt',
    reason: { kind: 'refused', station: 'Line 1', refusal: 'known-parts-failed', detail: 'scratch.png' },
  });
  const rejecting = (falseRejects: number) => station(1, { outcome: 'activated', parts: 200, falseRejects });
  expect(step(0, rejecting(2), station(2))).toEqual({ kind: 'widen' });
  expect(step(0, rejecting(3), station(2))).toEqual({
    kind: 'halt',
    reason: { kind: 'falseRejects', falseRejects: 3, parts: 200 },
  });
});
