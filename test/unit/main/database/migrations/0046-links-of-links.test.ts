import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { migrations } from '../../../../../src/main/database/migrations.ts';
import { openDatabase } from '../../../../../src/main/database/open-database.ts';
import { createAccessLinks } from '../../../../../src/main/users/access-links.ts';
import { createAccessRepository } from '../../../../../src/main/users/access-repository.ts';
import { singleUser } from '../../../../../src/main/users/single-user.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

test('links of version 45 stay as they were, and what a link made is never rewritten', () => {
  const path = join(temporaryFolder(), 'station.db');
  const before = openDatabase(path, { migrations: migrations.slice(0, 45) });
  before.exec(
    `INSERT INTO access_links (name, role, token_sha256, created_by, created_at)
     VALUES ('Mira', 'engineer', '${'0'.repeat(64)}', 'local', 1000)`,
  );
  before.close();

  const database = openDatabase(path);
  onTestFinished(() => void database.close());
  const links = createAccessLinks(createAccessRepository(database), () => false);
  const { link } = links.create({ name: 'Otto', role: 'viewer', days: null }, { name: 'Mira', linkId: 1 });
  expect(links.list().map(({ name, revokedAt }) => [name, revokedAt])).toEqual([
    ['Otto', null],
    ['Mira', null],
  ]);
  expect(() => database.exec('UPDATE access_links SET made_by_link = NULL')).toThrow('never changes');
  links.revoke(1);
  expect(links.isOpen(link.id)).toBe(false);
  expect(links.create({ name: 'Vera', role: 'viewer', days: null }, singleUser).link.id).toBe(3);
});
