import { createRouterClient } from '@orpc/server';
import { createPinia } from 'pinia';
import { expect, test } from 'vitest';
import { createApp } from 'vue';
import { encodePng } from '../../src/main/images/encode-image.ts';
import { singleUser } from '../../src/main/users/single-user.ts';
import { useImports } from '../../src/renderer/engineer/images/import-store.ts';
import { installMessages } from '../../src/renderer/i18n/i18n.ts';
import { clientKey } from '../../src/renderer/transport/client.ts';
import { trainingLabel } from '../../src/shared/contract/datasets.ts';
import { testFrame } from '../support/test-frame.ts';
import { openStationUnderTest } from './station-under-test.ts';

test('a picture too large to be sent is named with the limit before it is sent; the others arrive', async () => {
  const { station, bugs } = await openStationUnderTest();
  const client = createRouterClient(station.router, { context: { user: singleUser } });
  const { id: productId } = await client.products.create({ name: 'Disc' });
  const app = createApp({});
  const pinia = createPinia();
  app.provide(clientKey, client);
  app.use(pinia);
  installMessages(app, 'de');
  const imports = useImports(pinia);

  const large = new File([new Uint8Array(60_400_000)], 'gross.png');
  const small = new File([new Uint8Array(await encodePng(testFrame(1)))], 'klein.png');
  await imports.upload(productId, [large, small], 'upload', trainingLabel);

  expect(imports.runs.get(productId)).toMatchObject({ state: 'finished', done: 2, total: 2, added: 1 });
  const [skipped, ...others] = imports.runs.get(productId)?.skipped ?? [];
  expect(others).toEqual([]);
  expect(skipped).toMatchObject({ name: 'gross.png', code: 'BAD_INPUT' });
  // The message is in the window's language, although the station speaks English, because the station was not asked.
  expect(skipped?.message).toContain('„gross.png“ hat 60,4 MB, höchstens 60,0 MB sind möglich.');
  const { images } = await client.datasets.list({ productId });
  expect(images.map(({ name }) => name)).toEqual(['klein.png']);
  expect(bugs).toEqual([]);
});
