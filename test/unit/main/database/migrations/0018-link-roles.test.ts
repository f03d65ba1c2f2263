import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { schemaVersion } from '../../../../../src/main/database/migrate.ts';
import { migrations } from '../../../../../src/main/database/migrations.ts';
import { openDatabase } from '../../../../../src/main/database/open-database.ts';
import { sha256 } from '../../../../../src/main/files/hash.ts';
import { createAccessLinks } from '../../../../../src/main/users/access-links.ts';
import { createAccessRepository } from '../../../../../src/main/users/access-repository.ts';
import { singleUser } from '../../../../../src/main/users/single-user.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

test('links of version 17 let in whom they let in before, and are guarded as before', () => {
  const path = join(temporaryFolder(), 'station.db');
  const before = openDatabase(path, { migrations: migrations.slice(0, 17) });
  expect(schemaVersion(before)).toBe(17);
  const add = before.prepare(
    `INSERT INTO access_links (name, role, token_sha256, created_by, created_at, expires_at)
     VALUES (?, ?, ?, 'local', 1000, ?)`,
  );
  const hashOf = (token: string): string => sha256(Buffer.from(token));
  add.run('Mira', 'reviewer', hashOf('first'), null);
  add.run('Otto', 'operator', hashOf('second'), 9000);
  before.exec('UPDATE access_links SET revoked_at = 2000 WHERE id = 2');
  before.close();

  openDatabase(path, { migrations: migrations.slice(0, 18) }).close();
  const database = openDatabase(path);
  onTestFinished(() => void database.close());
  const links = createAccessLinks(createAccessRepository(database), () => false);
  const origin = { createdBy: 'local', createdAt: 1000, lastUsedAt: null };
  expect(links.list()).toEqual([
    { id: 2, name: 'Otto', role: 'operator', ...origin, expiresAt: 9000, revokedAt: 2000 },
    { id: 1, name: 'Mira', role: 'reviewer', ...origin, expiresAt: null, revokedAt: null },
  ]);
  expect(links.admit('first')?.user).toEqual({ name: 'Mira', roles: ['viewer', 'reviewer'] });
  expect(links.admit('second')).toBeNull();
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
