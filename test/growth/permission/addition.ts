import { expect } from 'vitest';
import { runIn, type Addition } from '../exercise.ts';

const asked = `
import { contract } from './src/shared/contract/contract.ts';
import { rolesWith } from './src/shared/domain/permissions.ts';
const { permission } = contract.station.identify['~orpc'].meta;
console.log(JSON.stringify([permission, rolesWith(permission)]));
`;

/** A permission for a new procedure that tells which machine the station runs on. */
export const permission: Addition = {
  what: 'a permission',
  most: 5,
  files: {},
  edits: {
    'src/shared/domain/permissions.ts': [
      { after: 'const granted = {', text: "\n  'station.identify': ['engineer', 'administrator'],\n" },
    ],
    'src/shared/contract/station.ts': [
      {
        after: 'export const station = {',
        text: "\n  identify: procedure('station.identify').output(z.string()),",
      },
    ],
    'src/main/router/router.ts': [
      {
        after: '    station: {',
        text: '\n      identify: os.station.identify.handler(() => process.platform),',
      },
    ],
  },
  async prove(folder) {
    const { output } = await runIn(folder, ['--input-type=module', '--eval', asked]);
    expect(JSON.parse(output)).toEqual(['station.identify', ['engineer', 'administrator']]);
  },
};
