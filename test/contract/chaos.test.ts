import { expect, test } from 'vitest';
import { causeKills } from '../support/chaos/cause-kills.ts';
import { chaosKinds } from '../support/chaos/kinds.ts';

const kills = 40;
const seed = 1;

test('forty kills at random moments lose nothing that was told, damage nothing, and hinder no start', async () => {
  const results = await causeKills({ kills, seed, kinds: chaosKinds, isShort: true });
  const faults = results.flatMap(({ name, faults: found }) => found.map((fault) => `${name}: ${fault}`));
  expect(faults, `Once more: npm run chaos -- --kills ${kills} --seed ${seed} --quick`).toEqual([]);
  const killed = results.reduce((sum, one) => sum + one.kills, 0);
  const told = results.reduce((sum, one) => sum + one.told, 0);
  expect(killed).toBeGreaterThanOrEqual(kills);
  expect(told).toBeGreaterThan(kills);
}, 600_000);
