import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { migrations } from '../../../src/main/database/migrations.ts';
import { writeGoodImages } from '../../support/image-folder.ts';
import { projectFolder } from '../../support/run-program.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { runIn, type Addition } from '../exercise.ts';

const version = Math.max(...migrations.map((migration) => migration.version)) + 1;
const file = `${String(version).padStart(4, '0')}-mean-level`;
const [newest] = /\n {2}\w+,(?=\n\];)/.exec(
  readFileSync(join(projectFolder, 'src/main/database/migrations.ts'), 'utf8'),
) ?? [''];

/** Returns the name of the field in one language. */
function words(name: string): Addition['edits'][string] {
  return [{ after: '  facts: {', text: `\n    meanLevel: '${name}',` }];
}

/** A field of the log for the brightness of each part. */
export const logField: Addition = {
  what: 'a field of the log',
  most: 8,
  files: {
    [`src/main/database/migrations/${file}.ts`]: `import type { Migration } from '../migration.ts';

/** How bright each part was; null in rows from before. */
export const meanLevel: Migration = {
  version: ${version},
  name: 'mean-level',
  up: (database) => {
    database.exec('ALTER TABLE inspections ADD COLUMN mean_level REAL; ALTER TABLE log_entries ADD COLUMN mean_level REAL;');
  },
};
`,
  },
  edits: {
    'src/main/database/migrations.ts': [
      {
        after: "import type { Migration } from './migration.ts';",
        text: `\nimport { meanLevel } from './migrations/${file}.ts';`,
      },
      { after: newest, text: '\n  meanLevel,' },
    ],
    'src/shared/contract/part-result.ts': [
      {
        after: '  score: z.number(),',
        text: '\n  /** Mean of its pixels, 0 to 255; null in rows from before. */\n  meanLevel: z.number().min(0).max(255).nullable(),',
      },
    ],
    'src/main/inspection/judge-part.ts': [
      {
        after: '    score: result.score,',
        text: '\n    meanLevel: frame.pixels.data.reduce((sum, value) => sum + value, 0) / frame.pixels.data.length,',
      },
    ],
    'src/main/statistics/log-export.ts': [
      {
        after: "  ['score', judged(({ score }) => score)],",
        text: "\n  ['mean_level', judged(({ meanLevel }) => meanLevel)],",
      },
    ],
    'src/shared/domain/entry-facts.ts': [
      {
        after: 'keyof typeof placeFacts>, FactText>> = {',
        text: '\n  meanLevel: ({ meanLevel }, { score }) => (meanLevel === null ? null : score(meanLevel)),',
      },
    ],
    'src/shared/words/en.ts': words('Brightness'),
    'src/shared/words/de.ts': words('Helligkeit'),
    'src/shared/words/zh-cn.ts': words('亮度'),
  },
  async prove(folder) {
    const images = temporaryFolder();
    await writeGoodImages(join(images, 'good'), 6);
    await writeGoodImages(join(images, 'others'), 2, 500);
    const home = join(temporaryFolder(), 'home');
    const log = join(temporaryFolder(), 'log.csv');
    const command = (...given: string[]) =>
      runIn(folder, ['src/main/cli.ts', ...given, '--json'], { STATION_HOME: home });
    await command('train', '--images', join(images, 'good'), '--name', 'Keks', '--family', 'memory');
    await command('limits', '--product', 'Keks', '--review', '0', '--defect', '0.01');
    await command('inspect', '--product', 'Keks', '--images', join(images, 'others'));
    await command('export-log', '--out', log);
    const [head = '', ...entries] = readFileSync(log, 'utf8').trimEnd().split('\r\n');
    const at = head.split(',').indexOf('mean_level');
    expect(entries).toHaveLength(2);
    for (const entry of entries) expect(Number(entry.split(',')[at])).toBeGreaterThan(0);
  },
};
