import { join } from 'node:path';
import { jetstream } from '@nats-io/jetstream';
import { Kvm } from '@nats-io/kv';
import { findNats } from '../../scripts/setup/nats.mjs';
import { readToken } from '../../src/main/plant/token.ts';
import { assignmentSchema } from '../../src/shared/plant/assignment.ts';
import { assignmentKey, buckets, entriesSubject, partsSubject } from '../../src/shared/plant/subjects.ts';
import { freePort } from '../support/free-port.ts';
import { connectAs } from '../support/plant/connect-as.ts';
import { entryOf, partOf } from '../support/plant/messages.ts';
import { makeSmallProduct } from '../support/small-product.ts';
import { expectAccessible } from './support/accessible.ts';
import { expect, test } from './support/test.ts';

test('a station is invited, its parts are on the board, and its entry is decided', async ({
  folder,
  station,
  window,
}) => {
  test.skip(findNats() === undefined, 'nats-server is not on this machine');
  const running = await station({
    home: join(folder, 'home'),
    words: ['--plant', '--nats-port', String(await freePort())],
    environment: { LOUPE_NATS_SERVER: findNats() },
  });
  const page = await window({ camera: { kind: 'none' } });
  await page.goto(running.address);
  await page.getByTestId('rail-plant').click();
  await expect(page.getByTestId('empty-state')).toContainText('No stations yet');
  await expect(page.getByTestId('link-server')).toContainText('Connected');
  await expectAccessible(page);

  await page.getByTestId('invite-name').fill('Line 3');
  await page.getByTestId('invite').click();
  const membership = readToken(await page.getByTestId('invite-token').innerText());
  if (membership === null) throw new Error('The window shows no token');
  const connection = await connectAs(membership);
  const stream = jetstream(connection);
  for (let part = 1; part <= 10; part++) {
    await stream.publish(partsSubject(1), JSON.stringify(partOf(1, part)));
  }
  await stream.publish(entriesSubject(1), JSON.stringify(entryOf(1, 1)));
  const row = page.getByTestId('station');
  await expect(row).toContainText('Line 3');
  await expect(row).toContainText('90.0%');
  await expectAccessible(page);

  await page.getByTestId('plant-review').click();
  const entry = page.getByTestId('plant-entry');
  await expect(entry).toContainText('Line 3');
  await expectAccessible(page);
  await entry.getByTestId('entry-good').click();
  await expect(entry).toContainText('Take back');
  await page.getByTestId('queue-show').selectOption('all');
  await expect(entry).toContainText('Take back');

  await page.getByTestId('plant-models').click();
  await expect(page.getByTestId('plant-rollouts')).toContainText('No model was rolled out yet');
  await expectAccessible(page);
  await page.getByTestId('plant-statistics').click();
  await expect(page.getByTestId('plant-figures')).toContainText('Nut');
  const chart = page.getByTestId('yield-chart').getByRole('slider');
  const place = await chart.boundingBox();
  // The bar of today, the last one, beside the axis' labels.
  await chart.hover({ position: { x: (place?.width ?? 0) - 70, y: (place?.height ?? 0) - 60 } });
  await expect(page.getByTestId('yield-words')).toContainText('10 parts');
  // A click leads nowhere there.
  await expect(chart.locator('> div').first()).toHaveCSS('cursor', 'default');
  await expectAccessible(page);
  await connection.close();
});

test('a model goes to the stations that are chosen, and to no other; a refusal is told in the window’s words', async ({
  folder,
  station,
  window,
}) => {
  test.skip(findNats() === undefined, 'nats-server is not on this machine');
  const home = join(folder, 'home');
  await makeSmallProduct(home, 'Disc');
  const { address, client } = await station({
    home,
    words: ['--plant', '--nats-port', String(await freePort())],
    environment: { LOUPE_NATS_SERVER: findNats() },
  });
  const invited = await client.plantHost.invite({ name: 'Line 1' });
  await client.plantHost.invite({ name: 'Line 2' });
  const page = await window({ camera: { kind: 'none' } });
  await page.goto(address);
  await page.getByTestId('rail-plant').click();
  await expect(page.getByTestId('link-server')).toContainText('Connected');
  await page.getByTestId('plant-models').click();
  await page.getByTestId('rollout-product').selectOption({ label: 'Disc' });
  await page.getByRole('checkbox', { name: 'Line 2' }).uncheck();
  await expectAccessible(page);
  await page.getByTestId('rollout-start').click();
  await expect(page.getByTestId('rollout')).toContainText('Line 1');
  await expect(page.getByTestId('rollout')).not.toContainText('Line 2');

  const membership = readToken(invited.token);
  if (membership === null) throw new Error('The invitation has no token');
  const connection = await connectAs(membership);
  const assignments = await new Kvm(connection).open(buckets.assignments, { bindOnly: true });
  const assigned = await assignments.watch({ key: `${invited.station}.>` });
  let value = '';
  for await (const entry of assigned) {
    value = entry.string();
    break;
  }
  const { id } = assignmentSchema.parse(JSON.parse(value));
  const answers = await new Kvm(connection).open(buckets.answers, { bindOnly: true });
  const refusal = { outcome: 'refused', reason: 'known-parts-failed', detail: 'scratch.png' };
  const answer = { format: 1, station: invited.station, assignment: id, at: Date.now(), ...refusal };
  await answers.put(assignmentKey(invited.station, id), JSON.stringify(answer));
  const rollout = page.getByTestId('rollout');
  await expect(rollout).toHaveAttribute('data-state', 'halted');
  await expect(rollout.getByTestId('halt-reason')).toHaveText(
    'Line 1 refused it. The model misjudged a known part.',
  );
  await expect(rollout).toContainText('scratch.png');
  await expect(rollout).not.toContainText('known-parts-failed');
  await connection.close();
});
