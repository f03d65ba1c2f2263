import { join } from 'node:path';
import { expect } from 'vitest';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { runIn, type Addition } from '../exercise.ts';

/** Returns the words of the role `auditor` in one language. */
function words(may: string, name: string): Addition['edits'][string] {
  return [
    { after: 'roles: {', text: ` auditor: '${may}',` },
    { after: 'roleNames: {', text: ` auditor: '${name}',` },
  ];
}

const asked = `
import { may } from './src/shared/domain/permissions.ts';
const auditor = { roles: ['auditor'] };
console.log(JSON.stringify([may(auditor, 'log.read'), may(auditor, 'log.decide')]));
`;

/** A role for people at other machines: an auditor reads the log and changes nothing. */
export const role: Addition = {
  what: 'a role',
  most: 5,
  files: {},
  edits: {
    'src/shared/domain/role.ts': [
      { after: 'export const roles = [', text: "'auditor', " },
      { after: 'export const linkRoles = [', text: "'auditor', " },
    ],
    'src/shared/domain/permissions.ts': [
      { after: "'station.see': [", text: "'auditor', " },
      { after: "'log.read': [", text: "'auditor', " },
    ],
    'src/renderer/i18n/en/admin.ts': words('read the log', 'Auditor'),
    'src/renderer/i18n/de/admin.ts': words('Protokoll lesen', 'Audit'),
    'src/renderer/i18n/zh-cn/admin.ts': words('查看记录', '审核员'),
  },
  async prove(folder) {
    const home = join(temporaryFolder(), 'home');
    const words = ['access', 'add', '--name', 'Ada', '--role', 'auditor', '--json'];
    const { output } = await runIn(folder, ['src/main/cli.ts', ...words], { STATION_HOME: home });
    expect(JSON.parse(output)).toMatchObject({ link: { name: 'Ada', role: 'auditor' } });
    const { output: answer } = await runIn(folder, ['--input-type=module', '--eval', asked]);
    expect(JSON.parse(answer)).toEqual([true, false]);
  },
};
