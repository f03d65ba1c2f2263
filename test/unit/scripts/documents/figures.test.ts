import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  accuracyOf,
  figuresFile,
  readFigures,
  withMeasured,
  writeFigures,
  wrongFigures,
} from '../../../../scripts/documents/figures.mjs';
import { documentProblems } from '../../../../scripts/documents/problems.mjs';
import { tempFolder } from '../../../support/temp-folder.ts';

const measured = { date: '2026-11-25', commit: 'ed184ec', seed: 0 };
const on = (set: string, auPro: number, trainingSeconds: number, frameMs: number) => ({
  set,
  trainingImages: 31,
  imageAuroc: 1,
  pixelAuroc: 0.98765,
  auPro,
  trainingSeconds,
  frameMs,
});
const figures = {
  format: 1 as const,
  accuracy: {
    instant: accuracyOf(measured, [
      on('cookie', 0.934, 5.4, 12.34),
      on('composite_tape', 0.79991, 149.7, 123.4),
    ]),
  },
};

const document = `# Results

<!-- figures:instant -->

| to be written |

<!-- /figures -->

Its mean is <!-- figures:instant.auPro -->.5<!-- /figures --> on two sets.
`;
const quoted = `# Results

<!-- figures:instant -->

| Preset  | Set            | Image AUROC | Pixel AUROC | AU-PRO | Training   | ms a frame |
| ------- | -------------- | ----------- | ----------- | ------ | ---------- | ---------- |
| instant | cookie         | 1.000       | 0.988       | 0.934  | 5 s        | 12.3       |
|         | composite tape | 1.000       | 0.988       | 0.800  | 2 min 30 s | 123        |
|         | mean           | 1.000       | 0.988       | 0.867  |            |            |

<!-- /figures -->

Its mean is <!-- figures:instant.auPro -->.8670<!-- /figures --> on two sets.
`;

describe('figures in documents', () => {
  it('are written with the file, and a document that says otherwise is named with its line', () => {
    const root = tempFolder({
      'package.json': '{}',
      [figuresFile]: JSON.stringify(figures),
      'docs/results.md': document,
    });
    const problems = () => documentProblems(root).map(({ line, problem }) => `${line ?? 0} ${problem}`);
    expect(problems()).toEqual([
      expect.stringContaining('3 instant is not as in resources/figures.json'),
      expect.stringContaining('9 instant.auPro is not as in'),
    ]);

    writeFigures(root, figures);
    expect(readFileSync(join(root, 'docs/results.md'), 'utf8')).toBe(quoted);
    expect(problems()).toEqual([]);
    expect(readFigures(root)).toEqual(figures);

    writeFileSync(join(root, 'docs/results.md'), quoted.replace('0.934', '0.943'));
    expect(problems()).toEqual([expect.stringContaining('3 instant is not as in')]);
  });

  it('that the file does not have are named', () => {
    const root = tempFolder({ [figuresFile]: JSON.stringify(figures) });
    const text =
      'A <!-- figures:quick.auPro -->.5<!-- /figures --> and <!-- figures:instant.speed -->.5<!-- /figures -->';
    expect(wrongFigures(root, [{ file: 'README.md', text }]).map(({ problem }) => problem)).toEqual([
      'resources/figures.json has no quick.auPro',
      'resources/figures.json has no instant.speed',
    ]);
  });

  it('of presets measured on other sets are not put beside each other', () => {
    const other = accuracyOf(measured, [on('cookie', 0.5, 5, 5)]);
    expect(() => withMeasured(figures, { quick: other })).toThrow(
      'instant were measured on other sets than cookie',
    );
    const again = withMeasured(figures, { instant: other, quick: other });
    expect(Object.keys(again.accuracy)).toEqual(['instant', 'quick']);
  });
});
