import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readGroundTruth } from '../../../../src/main/images/ground-truth.ts';
import { blotAndLine, bmpOf } from '../../../support/mask-pictures.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

it.skipIf(process.platform === 'win32')(
  'a mask that is a pipe, or has more pixels than a picture may have, is told, not waited for',
  async () => {
    const shape = blotAndLine();
    const pipe = join(temporaryFolder(), 'mask.png');
    execFileSync('mkfifo', [pipe]);
    expect(await readGroundTruth(pipe, shape)).toMatchObject({
      problem: 'unreadable',
      detail: expect.stringContaining(pipe),
    });
    const large = Buffer.from(bmpOf(shape, 255));
    large.writeInt32LE(20_000, 18);
    large.writeInt32LE(20_000, 22);
    expect(await readGroundTruth(large, shape)).toEqual({
      problem: 'unreadable',
      detail: '20000 × 20000 pixels',
    });
  },
);
