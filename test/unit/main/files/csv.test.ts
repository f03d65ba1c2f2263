import { expect, test } from 'vitest';
import { csvLine } from '../../../../src/main/files/csv.ts';

test('what a spreadsheet of any country would compute is guarded, and a note of nothing but line breaks takes no time', () => {
  expect(csvLine(['=1+1', 'a;=1', 'a;  +1', 'a,=1', 'a\t@b', 'a=1', 'a;b'])).toBe(
    `"'=1+1","a;'=1","a;  '+1","a,=1","a\t'@b","a=1","a;b"\r\n`,
  );
  expect(csvLine(['a,=1', 'a;=1'], 'comma')).toBe(`"a,'=1";"a;=1"\r\n`);
  expect(csvLine(['\n'.repeat(500_000)])).toHaveLength(500_005);
});
