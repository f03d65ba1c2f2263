import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { appendLines } from '../../../../src/main/files/append-lines.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const file = (): string => join(temporaryFolder(), 'parts.txt');

test('a new file begins with its head, lines follow in order', async () => {
  const path = file();
  expect(await appendLines(path, 'a,b\n', '1,2\n')).toBe(true);
  expect(await appendLines(path, 'a,b\n', '3,4\n5,6\n')).toBe(true);
  expect(readFileSync(path, 'utf8')).toBe('a,b\n1,2\n3,4\n5,6\n');
});

test('the end of a line that a power cut tore is cut off, however long it is', async () => {
  for (const torn of ['{"number": 2, "na', 'x'.repeat(200_000)]) {
    const path = file();
    writeFileSync(path, `{"number":1}\n${torn}`);
    await appendLines(path, '', '{"number":2}\n');
    expect(readFileSync(path, 'utf8')).toBe('{"number":1}\n{"number":2}\n');
  }
});

test('a head that was torn is written anew', async () => {
  const path = file();
  writeFileSync(path, 'a,');
  expect(await appendLines(path, 'a,b\n', '1,2\n')).toBe(true);
  expect(readFileSync(path, 'utf8')).toBe('a,b\n1,2\n');
});

test('a file with another head is left as it is', async () => {
  const path = file();
  writeFileSync(path, 'a;b\n1;2\n');
  expect(await appendLines(path, 'a,b\n', '3,4\n')).toBe(false);
  expect(readFileSync(path, 'utf8')).toBe('a;b\n1;2\n');
});
