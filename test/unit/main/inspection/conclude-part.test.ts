import { expect, test } from 'vitest';
import { partConcluder } from '../../../../src/main/inspection/conclude-part.ts';
import { noOutcomes } from '../../../../src/shared/domain/outcome.ts';
import { inFirstLane } from '../../../support/first-lane.ts';
import { partResult } from '../../../support/part-result.ts';
import { numberedFrame } from '../../../support/small-line.ts';

/** Concludes a good part of a station's camera. @returns the steps in order */
async function conclude(isWatched: boolean): Promise<string[]> {
  const happened: string[] = [];
  const part = partResult({});
  const concluded = partConcluder(
    {
      session: { ...part, ...inFirstLane },
      source: { kind: 'simulated-camera' },
      record: () => Promise.resolve(happened.push('logged')).then(() => null),
      onOutcome: ({ picture }) => happened.push(`told ${JSON.stringify(picture)}`),
      windows: {
        isWatched: () => isWatched,
        tellOutcome: ({ picture }, _, bytes) =>
          happened.push(picture?.bytes === bytes?.length ? `shown at ${picture?.width}` : 'torn'),
      },
      onProblem: (error) => {
        throw error;
      },
    },
    { ...noOutcomes, dropped: 0 },
  );
  const map = { map: new Float32Array(1), width: 1, height: 1 };
  const looked = { part, map, judgedAt: performance.now() };
  expect(await concluded({ ...numberedFrame(0), showPicture: true }, looked)).toBe(true);
  return happened;
}

test('the line is told of a part once it is logged, before the picture that windows show is made', async () => {
  expect(await conclude(true)).toEqual(['logged', 'told null', 'shown at 64']);
});

test('while nobody watches, no picture is made', async () => {
  expect(await conclude(false)).toEqual(['logged', 'told null', 'shown at undefined']);
});
