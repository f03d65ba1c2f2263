import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { schemaVersion } from '../../../../../src/main/database/migrate.ts';
import { migrations } from '../../../../../src/main/database/migrations.ts';
import { openDatabase } from '../../../../../src/main/database/open-database.ts';
import { createAccessLinks } from '../../../../../src/main/users/access-links.ts';
import { createAccessRepository } from '../../../../../src/main/users/access-repository.ts';
import { singleUser } from '../../../../../src/main/users/single-user.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

test('links of version 17 let in whom they let in before, and are guarded as before', () => {
  const path = join(temporaryFolder(), 'station.db');
  const before = openDatabase(path, { migrations: migrations.slice(0, 17) });
  expect(schemaVersion(before)).toBe(17);
  const old = createAccessLinks(createAccessRepository(before));
  const first = old.create({ name: 'Mira', role: 'reviewer', days: null }, singleUser);
  const second = old.create({ name: 'Otto', role: 'operator', days: 7 }, singleUser);
  old.revoke(second.link.id);
  const listed = old.list();
  before.close();

  const database = openDatabase(path, { migrations: migrations.slice(0, 18) });
  onTestFinished(() => void database.close());
  expect(schemaVersion(database)).toBe(18);
  const links = createAccessLinks(createAccessRepository(database));
  expect(links.list()).toEqual(listed);
  expect(links.admit(first.token)?.user).toEqual({ name: 'Mira', roles: ['viewer', 'reviewer'] });
  expect(links.admit(second.token)).toBeNull();
  expect(links.create({ name: 'Vera', role: 'viewer', days: null }, singleUser).link.id).toBe(3);
  expect(() => database.exec(`UPDATE access_links SET role = 'engineer'`)).toThrow('never changes');
  expect(() => database.exec('UPDATE access_links SET revoked_at = NULL WHERE id = 2')).toThrow(
    'revoked once',
  );
  expect(() => database.exec('DELETE FROM access_links')).toThrow('never deleted');
  expect(() =>
    database.exec(
      `INSERT INTO access_links (name, role, token_sha256, created_by, created_at)
       SELECT name, role, token_sha256, created_by, created_at FROM access_links WHERE id = 1`,
    ),
  ).toThrow('UNIQUE');
});
