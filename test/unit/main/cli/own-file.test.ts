import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { heatmapSoftware, isOwnFile, type OwnKind } from '../../../../src/main/cli/own-file.ts';
import { encodePng } from '../../../../src/main/images/encode-image.ts';
import { html } from '../../../../src/main/report/markup.ts';
import { pageText } from '../../../../src/main/report/page.ts';
import { settingsFile, settingsJsonSchema } from '../../../../src/main/settings/settings-file.ts';
import { logHead } from '../../../../src/main/statistics/log-export.ts';
import {
  settingKeys,
  settingsSchema,
  stationSettings,
} from '../../../../src/shared/domain/station-settings.ts';
import { testFrame } from '../../../support/pictures.ts';
import { openSmallHome } from '../../../support/small-home.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const page = { language: 'en', title: 'T', style: '', programVersion: '1', body: html`<p>x</p>` } as const;

const standard = settingsSchema.parse(
  Object.fromEntries(settingKeys.map((key) => [key, stationSettings[key].standard])),
);

/** Files that the commands write. */
const own: readonly (readonly [OwnKind, string | Uint8Array])[] = [
  ['page', pageText(page)],
  ['log', logHead('point')],
  ['log', logHead('comma')],
  ['settings', settingsFile(standard)],
  ['settings-schema', settingsJsonSchema()],
  ['heatmap', await encodePng(testFrame(), heatmapSoftware)],
];

describe('a file that is there', () => {
  test.each(own)('is one of %s that may be replaced, when such a command wrote it', async (kind, content) => {
    const path = join(temporaryFolder(), 'file');
    expect(await isOwnFile(path, kind)).toBeNull();
    await writeFile(path, content);
    expect(await isOwnFile(path, kind)).toBe(true);
    await writeFile(path, '');
    expect(await isOwnFile(path, kind)).toBe(true);
  });

  test.each(own)('is left alone by a command that writes %s, when it is anything else', async (kind) => {
    const path = join(temporaryFolder(), 'file');
    const others = own.filter(([other]) => other !== kind).map(([, content]) => content);
    for (const content of [...others, 'score,review\n1,2\n', await encodePng(testFrame())]) {
      await writeFile(path, content);
      expect(await isOwnFile(path, kind)).toBe(false);
    }
  });
});

test('a report replaces the report of before and refuses to replace anything else', async () => {
  const { folder, run } = await openSmallHome();
  const out = join(folder, 'a.pdf');
  for (const code of [0, 0]) expect(await run('report', '--out', out)).toMatchObject({ code });
  await writeFile(out, '%PDF-1.7 of somebody else');
  expect(await run('report', '--out', out)).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^ALREADY_EXISTS: .*a\.pdf/),
  });
  expect(await readFile(out, 'utf8')).toBe('%PDF-1.7 of somebody else');
});
