import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { expect, test } from 'vitest';
import { rolesWith } from '../../src/shared/domain/permissions.ts';
import { diagnosisChecks } from '../../src/shared/domain/diagnosis.ts';
import { roles } from '../../src/shared/domain/role.ts';
import { testStation } from '../support/headless-station.ts';
import { readZip } from '../support/read-zip.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

test('the checks of a running station and its archive are for engineers and administrators; who took one is recorded', async () => {
  const station = await testStation();
  const userOf = (role: (typeof roles)[number]) => ({ name: role, roles: [role] });
  const clientOf = (role: (typeof roles)[number]) =>
    createRouterClient(station.router, { context: { user: userOf(role) } });
  const refused = roles.filter((role) => !rolesWith('diagnosis.run').includes(role));
  expect(refused).toEqual(['operator', 'reviewer', 'viewer']);
  for (const role of refused) {
    await expect(clientOf(role).diagnosis.run()).rejects.toMatchObject({ code: 'FORBIDDEN' });
  }

  const client = clientOf('administrator');
  const [archive, { checks }] = await Promise.all([client.diagnosis.archive(), client.diagnosis.run()]);
  expect(checks.map(({ check }) => check)).toEqual(diagnosisChecks);
  const stateOf = Object.fromEntries(checks.map(({ check, state }) => [check, state]));
  expect(stateOf).toMatchObject({ home: 'ok', database: 'ok', clock: 'ok', trail: 'ok', models: 'ok' });
  expect(checks.find(({ check }) => check === 'database')?.findings[0]).toEqual({
    kind: 'stationRuns',
    values: { process: String(process.pid) },
  });

  const address = { kind: 'support-archive', id: archive.archiveId } as const;
  for (const role of refused) {
    await expect(station.readMedia(address, userOf(role))).rejects.toMatchObject({ code: 'FORBIDDEN' });
  }
  // The archive's id does not open the archive as an export of the log.
  const asExport = station.readMedia({ ...address, kind: 'export' }, userOf('reviewer'));
  await expect(asExport).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const { body, fileName } = await station.readMedia(address, userOf('engineer'));
  expect(fileName).toBe(archive.fileName);
  const file = join(temporaryFolder(), 'support.zip');
  writeFileSync(file, await body.bytes());
  expect([...(await readZip(file)).keys()]).toEqual(
    expect.arrayContaining(['diagnosis.json', 'settings.json', 'logs/station.log']),
  );
  const { records } = await client.audit.list({ filter: { code: 'diagnosis.exported' }, limit: 5 });
  expect(records).toMatchObject([{ who: 'administrator', subject: archive.fileName }]);
});
