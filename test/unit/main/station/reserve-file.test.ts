import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { giveUpReserve, keepReserve } from '../../../../src/main/station/reserve-file.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const small = { bytes: 3 * 2 ** 20 + 5, pauseMs: 0 };
const never = new AbortController().signal;

test('the reserve is written little by little, kept, and given up as a whole', async () => {
  const path = join(temporaryFolder(), 'station.reserve');
  expect(giveUpReserve(path)).toBe(0);
  await keepReserve(path, never, small);
  expect(statSync(path).size).toBe(small.bytes);
  const { mtimeMs } = statSync(path);
  await keepReserve(path, never, small);
  expect(statSync(path).mtimeMs).toBe(mtimeMs);
  expect(giveUpReserve(path)).toBe(small.bytes);
  expect(existsSync(path)).toBe(false);
});

test('a reserve that is not whole takes no room', async () => {
  const path = join(temporaryFolder(), 'station.reserve');
  const stop = AbortSignal.abort();
  await expect(keepReserve(path, stop, small)).rejects.toMatchObject({ name: 'AbortError' });
  expect(existsSync(path)).toBe(false);
});
