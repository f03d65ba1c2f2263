import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStationLog } from '../../../../src/main/host/station-log.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

test('the log has a line of JSON for what happens, by level, with what finds the part, and no secrets', () => {
  const folder = temporaryFolder();
  const levels = ['info', 'debug', 'debug'] as const;
  let asked = 0;
  const log = openStationLog(folder, () => levels[asked++] ?? 'debug');
  log.write('debug', 'part', { part: 1 });
  log.write('debug', 'part', { part: 2, session: 'a session' });
  log.failure(new Error('rtsp://hall:Sommer2026@10.0.0.7 is silent'), 'camera');
  log.close();
  const text = readFileSync(join(folder, 'station.log'), 'utf8');
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
  expect(lines).toMatchObject([
    { level: 'debug', event: 'part', part: 2, session: 'a session' },
    { level: 'error', event: 'failure', where: 'camera' },
  ]);
  expect(text).not.toContain('Sommer2026');
});
