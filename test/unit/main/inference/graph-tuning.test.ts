import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  bestTuning,
  tuningCandidates,
  tuningSchema,
  untuned,
  type Tuning,
} from '../../../../src/main/inference/graph-tuning.ts';
import { tuningOf } from '../../../../src/main/inference/tuning-file.ts';
import { runTrial, type TrialResult } from '../../../../src/main/inference/tuning-trial.ts';
import { GraphBuilder } from '../../../../src/main/networks/onnx/graph-builder.ts';
import { writeSmallModel } from '../../../support/small-model.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const single: Tuning = { threads: 1, spinning: true };

function place(): { graph: string; file: string } {
  const folder = temporaryFolder();
  writeSmallModel(folder);
  return { graph: join(folder, 'model.onnx'), file: join(folder, 'session-tuning.json') };
}

/** Makes a trial with a fixed result that counts its calls. */
function countedTrial(result: TrialResult): { trial: () => Promise<TrialResult>; count: () => number } {
  let count = 0;
  return {
    trial: () => {
      count += 1;
      return Promise.resolve(result);
    },
    count: () => count,
  };
}

function keptIn(file: string): Tuning[] {
  return Object.values(z.record(z.string(), tuningSchema).parse(JSON.parse(readFileSync(file, 'utf8'))));
}

describe('tunings', () => {
  it('that are tried begin with the untuned one and have at least one thread', () => {
    expect(tuningCandidates(1)[0]).toEqual(untuned);
    expect(tuningCandidates(16).map(({ threads }) => threads)).toEqual([null, 8, 4, 1]);
    expect(tuningCandidates(2).map(({ threads }) => threads)).toEqual([null, 1]);
    // A spinning thread would take processor time from camera, window and log.
    expect(tuningCandidates(16).some(({ spinning }) => spinning)).toBe(false);
    for (const { threads } of [1, 2, 3, 6].flatMap(tuningCandidates)) {
      expect(threads ?? 1).toBeGreaterThanOrEqual(1);
    }
  });

  it('are compared round by round, so that a slow moment counts against nobody', () => {
    const candidates = [untuned, single];
    const times = [
      [100, 1000, 100],
      [80, 800, 300],
    ];
    expect(bestTuning(candidates, times)).toEqual(single);
  });

  it('are as few threads as are quick enough, though more would be quicker', () => {
    const candidates = [untuned, { threads: 4, spinning: false }, { threads: 1, spinning: false }];
    const with1 = (one: number) =>
      bestTuning(
        candidates,
        [[6], [7], [one]].map((times) => [...times, ...times]),
      );
    expect(with1(19)).toEqual(candidates[2]);
    expect(with1(25)).toEqual(candidates[1]);
  });

  it('have to be clearly faster, and a trial without times decides nothing', () => {
    expect(
      bestTuning(
        [untuned, single],
        [
          [100, 100, 100],
          [98, 98, 98],
        ],
      ),
    ).toEqual(untuned);
    expect(bestTuning([untuned, single], [])).toEqual(untuned);
  });

  it('come out of a trial on a real graph', async () => {
    const { graph } = place();
    const { tuning, lasting } = await runTrial(graph);
    expect(tuningCandidates(64).concat(tuningCandidates(2))).toContainEqual(
      lasting ? { ...tuning, threads: tuning.threads === null ? null : expect.any(Number) } : untuned,
    );
  });

  it('are not tried while other graphs of the process run frames', async () => {
    let runs = 0;
    expect(await runTrial(place().graph, () => runs++)).toEqual({ tuning: untuned, lasting: false });
  });
});

describe('what a trial found', () => {
  it('is kept for the graph and machine', async () => {
    const { graph, file } = place();
    const { trial, count } = countedTrial({ tuning: single, lasting: true });
    expect(await tuningOf(graph, file, trial)).toEqual(single);
    expect(await tuningOf(graph, file, trial)).toEqual(single);
    expect(count()).toBe(1);
    expect(keptIn(file)).toEqual([single]);
  });

  it('holds for another model of the same structure, not for another structure', async () => {
    const { graph, file } = place();
    const { trial, count } = countedTrial({ tuning: single, lasting: true });
    await tuningOf(graph, file, trial);
    const folder = temporaryFolder();
    const [same, other] = [join(folder, 'same.onnx'), join(folder, 'other.onnx')];
    writeFileSync(same, readFileSync(graph));
    const builder = new GraphBuilder('other');
    builder.output('y', builder.node('Relu', [builder.input('x', 'float', [1])]), 'float', [1]);
    writeFileSync(other, builder.serialise());
    await tuningOf(same, file, trial);
    expect(count()).toBe(1);
    await tuningOf(other, file, trial);
    expect(count()).toBe(2);
    expect(keptIn(file)).toEqual([single, single]);
  });

  it.each(['', '{', '[]', '{"a":{"threads":0,"spinning":true}}'])(
    'is found anew when the file holds %s',
    async (text) => {
      const { graph, file } = place();
      writeFileSync(file, text);
      const { trial } = countedTrial({ tuning: single, lasting: true });
      expect(await tuningOf(graph, file, trial)).toEqual(single);
      expect(keptIn(file)).toEqual([single]);
    },
  );

  it('is not kept from a busy machine', async () => {
    const { graph, file } = place();
    expect(await tuningOf(graph, file, countedTrial({ tuning: untuned, lasting: false }).trial)).toEqual(
      untuned,
    );
    expect(existsSync(file)).toBe(false);
  });

  it('never stands in the way of a damaged graph’s own error, nor of a file that cannot be written', async () => {
    const { graph, file } = place();
    const broken = join(temporaryFolder(), 'model.onnx');
    writeFileSync(broken, 'no graph');
    const { trial } = countedTrial({ tuning: single, lasting: true });
    expect(await tuningOf(broken, file, trial)).toEqual(untuned);
    expect(await tuningOf(graph, join(graph, 'below a file.json'), trial)).toEqual(single);
  });
});
