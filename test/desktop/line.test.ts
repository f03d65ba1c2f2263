import { expect, onTestFinished, test } from 'vitest';
import { utilityHost } from '../../src/main/electron/utility-host.ts';
import { app } from '../support/electron/app.ts';
import { launch } from '../support/electron/launch.ts';
import { noted } from '../support/electron/record.ts';
import { utilities } from '../support/electron/utility-process.ts';
import { openWatchedLine } from '../support/watched-line.ts';

/** Returns the ids of the processes that run models now. */
const running = (): number[] =>
  utilities.flatMap(({ name, pid }) => (name === 'Loupe inference' && pid !== undefined ? [pid] : []));

test('a line is inspected by utility processes, and goes on after Ctrl-C in the terminal', async () => {
  await launch();
  onTestFinished(() => app.exit(0));
  const { client, products, source, inspect, bugs } = await openWatchedLine(['Disc'], utilityHost());
  const [{ productId }] = products;
  const { id: sessionId } = await client.inspection.start({ productId, source });
  expect(noted()).toContain('powerSaveBlocker.start prevent-display-sleep');
  expect((await inspect(1)).score).not.toBeNaN();

  const before = running();
  expect(before).toHaveLength(1);
  // A terminal sends this signal to every process of its group.
  for (const pid of before) process.kill(pid, 'SIGINT');
  expect((await inspect(2)).score).not.toBeNaN();
  expect(running()).toEqual(before);
  expect(await client.station.status()).toMatchObject({ inspection: { condition: 'ok', message: null } });

  await client.inspection.stop({ sessionId });
  expect(noted().at(-1)).toBe('powerSaveBlocker.stop');
  expect(bugs).toEqual([]);
});
