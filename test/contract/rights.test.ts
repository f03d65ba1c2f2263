import { expect, test } from 'vitest';
import { mediaKinds, mediaKindSchema } from '../../src/shared/contract/media.ts';
import { rolesWith } from '../../src/shared/domain/permissions.ts';
import { roles } from '../../src/shared/domain/role.ts';
import type { Role } from '../../src/shared/domain/role.ts';
import { procedures } from './procedures.ts';

/** Writes who may call what as a table: a row a procedure, a column a role. */
function matrix(rows: readonly (readonly [name: string, allowed: readonly Role[]])[]): string {
  const width = Math.max(...rows.map(([name]) => name.length));
  const line = (name: string, cells: readonly string[]): string =>
    [name.padEnd(width), ...cells.map((cell, index) => cell.padEnd(roles[index]?.length ?? 0))]
      .join('  ')
      .trimEnd();
  const body = rows
    .map(([name, allowed]) =>
      line(
        name,
        roles.map((role) => (allowed.includes(role) ? 'x' : '·')),
      ),
    )
    .sort();
  return [line('', roles), ...body].join('\n');
}

test('who may call which procedure and load which medium is what rights.txt says', async () => {
  const table = [
    'Who may call what. Written by rights.test.ts; a change of rights is a change of this file:',
    'npx vitest run --project contract rights --update',
    '',
    matrix([
      ...procedures.map(({ path, roles: allowed }) => [path.join('.'), allowed] as const),
      ...mediaKindSchema.options.map(
        (kind) => [`/media/${kind}`, rolesWith(mediaKinds[kind].permission)] as const,
      ),
    ]),
    '',
  ].join('\n');
  await expect(table).toMatchFileSnapshot('rights.txt');
});
