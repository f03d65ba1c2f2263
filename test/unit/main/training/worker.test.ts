import { constants, getPriority } from 'node:os';
import { expect, onTestFinished, test } from 'vitest';
import { headlessHost } from '../../../../src/main/host/headless-host.ts';
import { childrenWith, prioritiesOf } from '../../../support/child-processes.ts';

test.skipIf(process.platform !== 'linux')(
  'all threads of a training leave the processor to the line',
  async () => {
    const worker = headlessHost().forkWorker('training');
    onTestFinished(() => worker.kill());
    await new Promise((resolve) => worker.onMessage(resolve));
    const [pid = 0] = childrenWith('training/worker');
    const expected = Math.max(getPriority(), constants.priority.PRIORITY_BELOW_NORMAL);
    expect(prioritiesOf(pid)).toEqual([expected]);
  },
);
