import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { simulateAtStation } from '../../../../../src/main/cli/commands/simulate-line.ts';
import { encodePng } from '../../../../../src/main/images/encode-image.ts';
import { arrivedIn } from '../../../../../src/shared/domain/outcome.ts';
import { usualLane } from '../../../../../src/shared/domain/lanes.ts';
import { feedCamera } from '../../../../support/fed-camera.ts';
import { openServedLine } from '../../../../support/served-line.ts';
import { testFrame } from '../../../../support/test-frame.ts';

test('a line is played at a station that runs: it is asked for parts, or sent pictures, and its log has them', async () => {
  const { folder, host, bearer, client, station, products } = await openServedLine();
  const [{ productId }] = products;
  const printed: unknown[] = [];
  const quiet = (): void => undefined;
  const terminal = {
    json: true,
    print: quiet,
    note: quiet,
    progress: quiet,
    printJson: (value: unknown) => void printed.push(value),
  };
  const { signal } = new AbortController();
  const tokenFile = join(folder, 'token');
  const pictures = join(folder, 'pictures');
  mkdirSync(pictures);
  for (const seed of [1, 2]) {
    writeFileSync(join(pictures, `${seed}.png`), await encodePng(testFrame(seed, 96, 80)));
  }
  const play = (options: { lane: number; parts: number; folder?: string; station?: string }) =>
    simulateAtStation(terminal, signal, { station: `http://${host}`, tokenFile, rate: 1000, ...options });

  const asked = { lane: 2, parts: 3 };
  await expect(play(asked)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  writeFileSync(tokenFile, 'not a token at all');
  await expect(play(asked)).rejects.toMatchObject({ code: 'BAD_INPUT' });
  writeFileSync(tokenFile, 'unknown');
  await expect(play(asked)).rejects.toMatchObject({ message: expect.stringContaining('A token is needed') });
  writeFileSync(tokenFile, `${await bearer('operator')}\n`);
  await expect(play(asked)).rejects.toMatchObject({ code: 'NOT_FOUND' });

  await client.lanes.add({
    ...usualLane(2),
    source: { kind: 'window-camera', label: 'Camera' },
    trigger: { kind: 'software', delayMs: 0, debounceMs: 0 },
  });
  await expect(play(asked)).rejects.toMatchObject({ message: expect.stringContaining('inspects nothing') });
  const { id } = await client.inspection.start({ productId, lane: 2 });
  const camera = feedCamera(station.live, id, testFrame);
  await play(asked);
  await camera.stop();
  expect(printed.at(-1)).toMatchObject({ triggers: 3, lost: 0, p50: expect.any(Number) });

  await client.lanes.add({ ...usualLane(3), source: { kind: 'push' } });
  await client.inspection.start({ productId, lane: 3 });
  await play({ lane: 3, parts: 5, folder: pictures });
  expect(printed.at(-1)).toMatchObject({ triggers: 5, lost: 0 });
  expect(arrivedIn((await client.log.counts({ lane: 3 })).parts)).toBe(5);
  await expect(play({ ...asked, station: 'http://127.0.0.1:1' })).rejects.toMatchObject({
    code: 'UNREACHABLE',
  });
});
