import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { usualLane } from '../../../../../src/shared/domain/lanes.ts';
import { openServedLine } from '../../../../support/served-line.ts';
import { runProgram } from '../../../../support/run-program.ts';

test('all lanes of a station that runs are stopped and started from a shell; one that cannot is named', async () => {
  const { folder, host, bearer, client, products } = await openServedLine();
  const [{ productId }] = products;
  const tokenFile = join(folder, 'token');
  writeFileSync(tokenFile, await bearer('operator'));
  const line = (...words: string[]) =>
    runProgram(
      'src/main/cli.ts',
      ['line', ...words, '--station', `http://${host}`, '--token-file', tokenFile],
      { STATION_HOME: join(folder, 'another-home') },
    );
  await client.lanes.add({ ...usualLane(2), source: { kind: 'push' } });
  await client.inspection.start({ productId, lane: 2 });
  expect(await line('stop')).toMatchObject({ code: 0, stdout: '1 Lane 1: stopped\n2 Lane 2: stopped\n' });
  expect(await client.inspection.sessions()).toEqual([]);
  expect(await line('start')).toMatchObject({
    code: 1,
    stdout: '1 Lane 1: stopped\n2 Lane 2: ready\n',
    stderr: expect.stringContaining('Lane 1: “Lane 1” has inspected nothing yet'),
  });
  expect(await client.inspection.sessions()).toMatchObject([{ lane: 2 }]);
  expect(await line('start', '--lane', '2')).toMatchObject({ code: 0 });
});
