import { join } from 'node:path';
import { createUser } from '@nats-io/nkeys';
import { writeToken } from '../../src/main/plant/token.ts';
import { freePort } from '../support/free-port.ts';
import { openSettings } from './flows/settings.ts';
import { expectAccessible } from './support/accessible.ts';
import { expect, test } from './support/test.ts';

test('the administrator joins a plant by a token, sees that it is not reached, and leaves it', async ({
  folder,
  station,
  window,
}) => {
  const running = await station({ home: join(folder, 'home') });
  const page = await window({ camera: { kind: 'none' } });
  await page.goto(running.address);
  await openSettings(page, 'plant');
  const section = page.getByTestId('plant-section');
  const token = section.getByTestId('plant-token');
  await token.fill('loupe-join-1.half');
  await token.press('Enter');
  await expect(section).toContainText('no token of a plant');
  const seed = new TextDecoder().decode(createUser().getSeed());
  await token.fill(
    writeToken({
      format: 1,
      invitation: crypto.randomUUID(),
      plant: 'Works north',
      identity: null,
      station: 7,
      authority: null,
      servers: [`nats://127.0.0.1:${await freePort()}`],
      credentials: { kind: 'nkey', seed },
    }),
  );
  await token.press('Enter');
  await expect(section.getByTestId('plant-name')).toHaveText('Works north, station 7');
  await expect(section.getByTestId('plant-standing')).toContainText('Since');
  await expectAccessible(page);
  await section.getByTestId('plant-leave').click();
  await section.getByTestId('plant-leave-now').click();
  await expect(section.getByTestId('plant-none')).toBeVisible();
});
