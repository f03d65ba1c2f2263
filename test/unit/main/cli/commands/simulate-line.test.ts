import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { encodePng } from '../../../../../src/main/images/encode-image.ts';
import { openSmallHome } from '../../../../support/small-home.ts';
import { testFrame } from '../../../../support/test-frame.ts';

test('a line is played from a folder: each trigger has its result, and the log has them all', async () => {
  const { folder, run, json } = await openSmallHome();
  const pictures = join(folder, 'pictures');
  mkdirSync(pictures);
  const simulate = ['line', 'simulate', '--product', 'Disc', '--rate', '50', '--parts', '5'];
  expect(await run(...simulate, '--folder', pictures)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('holds no images'),
  });
  for (const seed of [1, 2]) {
    writeFileSync(join(pictures, `${seed}.png`), await encodePng(testFrame(seed, 96, 80)));
  }

  const played = await json(0, ...simulate, '--folder', pictures);
  expect(played).toMatchObject({ triggers: 5, lost: 0, outcomes: { 'not-inspected': 0 } });
  expect(played).toHaveProperty('logged', Object(played).outcomes);
  expect(Object(played).p50).toBeLessThanOrEqual(Object(played).p99);

  expect(await run(...simulate)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('nobody can ask it for parts'),
  });
});

test('a lane with a camera of its own is asked for its parts, one after the other', async () => {
  const { run, json } = await openSmallHome();
  await json(0, 'lanes', 'set', '2', 'source=simulated-camera', 'trigger=software');
  const simulate = ['line', 'simulate', '--product', 'Disc', '--lane', '2', '--rate', '50', '--parts', '3'];
  expect(await json(0, ...simulate)).toMatchObject({ triggers: 3, lost: 0 });
  expect(await run(...simulate, '--folder', '/')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('a folder gives parts by itself'),
  });
});
