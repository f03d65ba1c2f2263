import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { migratePlantLog } from '../../../../../src/main/plant-host/log/migrate.ts';
import { openEmbedded } from '../../../../../src/main/plant-host/log/open-embedded.ts';
import { createRolloutsRepository } from '../../../../../src/main/plant-host/log/rollouts-repository.ts';
import { plantMigrations } from '../../../../../src/main/plant-host/migrations/all.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

// Making a database takes long on a busy machine.
vi.setConfig({ testTimeout: 180_000 });

test('why a roll-out halted is read as it was kept, and as the sentence of an earlier version', async () => {
  const database = await openEmbedded(join(temporaryFolder(), 'log'));
  onTestFinished(() => database.close());
  await migratePlantLog(database, plantMigrations);
  const rollouts = createRolloutsRepository(database);
  const id = crypto.randomUUID();
  await rollouts.add({
    id,
    product: 'Nut',
    object: 'ab',
    bytes: 1,
    graph: 'ab',
    note: '',
    startedBy: 'Anna',
    startedAt: 1,
    stations: [{ station: 1, assignment: crypto.randomUUID(), stage: 0 }],
  });
  const reason = { kind: 'person', name: 'Ben' } as const;
  const halted = { state: 'halted', stage: 0, reason } as const;
  const isSet = await rollouts.setState({ id, state: 'running', stage: 0 }, halted, {
    kind: 'halted',
    by: 'Ben',
  });
  expect(isSet).toBe(true);
  expect(await rollouts.find(id)).toMatchObject(halted);

  await database.query('UPDATE plant_rollouts SET reason = $1', ['Line 2 refused it: too dark']);
  expect((await rollouts.find(id))?.reason).toEqual({ kind: 'said', text: 'Line 2 refused it: too dark' });
});
