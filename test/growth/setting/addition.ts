import { join } from 'node:path';
import { expect } from 'vitest';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { runIn, type Addition } from '../exercise.ts';

/** Returns the words of the setting `report.paper` in one language. */
function words(title: string, help: string): Addition['edits'][string] {
  return [
    { after: 'report: {', text: ` paper: { title: '${title}', help: '${help}' },` },
    { after: 'values: {', text: " a4: 'A4', letter: 'Letter'," },
  ];
}

/** A setting of the station for the paper of reports. Its field, schema, file and command line follow from its entry. */
export const setting: Addition = {
  what: 'a setting of the station',
  most: 5,
  files: {},
  edits: {
    'src/shared/domain/station-settings.ts': [
      {
        after: 'export const stationSettings = {',
        text: `
  'report.paper': {
    schema: z.enum(['a4', 'letter']).describe('Paper that reports are written for'),
    standard: 'a4',
    permission: 'settings.change',
    unit: null,
    field: { kind: 'choice', values: ['a4', 'letter'] },
  },`,
      },
    ],
    'src/renderer/i18n/en/settings.ts': words('Paper', 'Of PDF reports.'),
    'src/renderer/i18n/de/settings.ts': words('Papier', 'Der PDF-Berichte.'),
    'src/renderer/i18n/zh-cn/settings.ts': words('纸张', 'PDF 报告所用。'),
  },
  async prove(folder) {
    const home = join(temporaryFolder(), 'home');
    const run = async (...words: string[]): Promise<unknown> => {
      const { output } = await runIn(folder, ['src/main/cli.ts', 'settings', ...words, '--json'], {
        STATION_HOME: home,
      });
      return JSON.parse(output);
    };
    expect(await run('set', 'report.paper', 'letter')).toMatchObject({ before: 'a4', after: 'letter' });
    expect(await run('export')).toMatchObject({ settings: { 'report.paper': 'letter' } });
    expect(await run('schema')).toMatchObject({
      properties: { settings: { properties: { 'report.paper': { enum: ['a4', 'letter'], default: 'a4' } } } },
    });
    expect(await run('history')).toMatchObject({ changes: [{ key: 'report.paper', setBy: 'local' }] });
  },
};
