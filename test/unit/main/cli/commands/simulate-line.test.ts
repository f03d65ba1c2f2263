import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import type { CommandContext } from '../../../../../src/main/cli/command-context.ts';
import { simulateLine } from '../../../../../src/main/cli/commands/simulate-line.ts';
import { encodePng } from '../../../../../src/main/images/encode-image.ts';
import { outcomeCountsSchema } from '../../../../../src/shared/contract/part-result.ts';
import { usualLane } from '../../../../../src/shared/domain/lanes.ts';
import { testFrame } from '../../../../support/test-frame.ts';
import { openWatchedLine } from '../../../../support/watched-line.ts';

const playedSchema = z.object({
  triggers: z.number(),
  outcomes: outcomeCountsSchema,
  logged: outcomeCountsSchema,
  lost: z.number(),
  p50: z.number(),
  p99: z.number(),
});

test('a line is played: each trigger has its result, and the log has them all', async () => {
  const { folder, station, client } = await openWatchedLine();
  const printed: unknown[] = [];
  const quiet = (): void => undefined;
  const context: CommandContext = {
    client,
    live: station.live,
    signal: new AbortController().signal,
    readMedia: () => Promise.reject(new Error('No picture is asked for')),
    terminal: {
      json: true,
      print: quiet,
      printJson: (value) => printed.push(value),
      note: quiet,
      progress: quiet,
    },
  };
  const pictures = join(folder, 'pictures');
  mkdirSync(pictures);
  const folderLine = { product: 'Disc', folder: pictures, rate: 50, parts: 5 };
  await expect(simulateLine(context, folderLine)).rejects.toMatchObject({ code: 'NO_IMAGES' });
  for (const seed of [1, 2]) {
    writeFileSync(join(pictures, `${seed}.png`), await encodePng(testFrame(seed, 96, 80)));
  }
  await simulateLine(context, folderLine);
  const played = playedSchema.parse(printed.at(-1));
  expect(played).toMatchObject({ triggers: 5, lost: 0, outcomes: { 'not-inspected': 0 } });
  expect(played.logged).toEqual(played.outcomes);
  expect(played.p50).toBeLessThanOrEqual(played.p99);

  // The command asks a lane with a camera of its own for one part after the other.
  const asked = { product: 'Disc', lane: 2, rate: 50, parts: 3 };
  await expect(simulateLine(context, asked)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await client.lanes.add({
    ...usualLane(2),
    source: { kind: 'simulated-camera' },
    trigger: { kind: 'software', delayMs: 0, debounceMs: 0 },
  });
  await simulateLine(context, asked);
  expect(playedSchema.parse(printed.at(-1))).toMatchObject({ triggers: 3, lost: 0 });

  await expect(simulateLine(context, { ...folderLine, lane: 2 })).rejects.toMatchObject({
    message: expect.stringContaining('a folder gives parts by itself'),
  });
  await expect(simulateLine(context, { ...asked, lane: 1 })).rejects.toMatchObject({
    message: expect.stringContaining('nobody can ask it for parts'),
  });
});
