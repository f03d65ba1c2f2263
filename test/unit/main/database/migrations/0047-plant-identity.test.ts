import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { migrations } from '../../../../../src/main/database/migrations.ts';
import { openDatabase } from '../../../../../src/main/database/open-database.ts';
import { createMembershipsRepository } from '../../../../../src/main/plant/memberships-repository.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

test('a membership of version 46 stays, with a plant of which only the name is known', () => {
  const path = join(temporaryFolder(), 'station.db');
  const before = openDatabase(path, { migrations: migrations.slice(0, 46) });
  before.exec(
    `INSERT INTO plant_memberships (plant, station, servers, invitation, joined_by, joined_at)
     VALUES ('Works', 3, '["nats://127.0.0.1:4222"]', 'an invitation', 'local', 1000)`,
  );
  before.close();
  const database = openDatabase(path);
  onTestFinished(() => void database.close());
  expect(createMembershipsRepository(database).current()).toMatchObject({
    plant: 'Works',
    identity: null,
    station: 3,
    joinedAt: 1000,
  });
});
