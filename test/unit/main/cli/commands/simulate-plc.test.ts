import { expect, onTestFinished, test } from 'vitest';
import { simulatePlc } from '../../../../../src/main/cli/commands/simulate-line.ts';
import { singleUser } from '../../../../../src/main/users/single-user.ts';
import { modbusTargetSchema } from '../../../../../src/shared/domain/modbus-target.ts';
import { freePort } from '../../../../support/free-port.ts';
import { playLine } from '../../../../support/played-line.ts';

test('a controller is played over Modbus: each trigger has its result, acknowledged before the next', async () => {
  const { outputs, commands, judged, faults } = await playLine();
  const port = await freePort();
  const printed: unknown[] = [];
  const quiet = (): void => undefined;
  const terminal = {
    json: true,
    print: quiet,
    note: quiet,
    progress: quiet,
    printJson: (value: unknown) => void printed.push(value),
  };
  const play = { host: '127.0.0.1', port, lane: 1, rate: 1000, parts: 9 };
  const { signal } = new AbortController();
  await expect(simulatePlc(terminal, signal, play)).rejects.toMatchObject({ code: 'NOT_FOUND' });

  const target = modbusTargetSchema.parse({ kind: 'modbus', host: '127.0.0.1', port });
  await outputs.add({ name: 'PLC', enabled: true, target }, singleUser);
  outputs.start(commands);
  onTestFinished(outputs.close);
  await expect
    .poll(
      () =>
        simulatePlc(terminal, signal, play).then(
          () => 'played',
          () => 'not yet',
        ),
      { timeout: 20_000 },
    )
    .toBe('played');
  expect(printed).toMatchObject([
    { triggers: 9, outcomes: { good: 3, review: 3, defect: 3, 'not-inspected': 0 }, lost: 0 },
  ]);
  expect(judged).toHaveLength(9);
  await expect(simulatePlc(terminal, signal, { ...play, lane: 2 })).rejects.toMatchObject({
    code: 'CONFLICT',
  });
  expect(faults).toEqual([]);
});
