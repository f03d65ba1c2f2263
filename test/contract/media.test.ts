import { createRouterClient } from '@orpc/server';
import { expect, test } from 'vitest';
import { mediaKindSchema, mediaKinds, parseMediaPath } from '../../src/shared/contract/media.ts';
import { rolesWith } from '../../src/shared/domain/permissions.ts';
import { roles } from '../../src/shared/domain/role.ts';
import { encodePng } from '../../src/main/images/encode-image.ts';
import { singleUser } from '../../src/main/users/single-user.ts';
import { failureOf } from '../support/failure-of.ts';
import { testFrame } from '../support/test-frame.ts';
import { openStationUnderTest } from './station-under-test.ts';

test('pictures and maps need the roles they declare', async () => {
  const { station } = await openStationUnderTest();
  for (const kind of mediaKindSchema.options) {
    const address = parseMediaPath(`/media/${kind}/1`) ?? parseMediaPath(`/media/${kind}/1/0`);
    if (address === null) throw new Error(`${kind} has no address`);
    for (const role of roles) {
      const failure = await failureOf(() => station.readMedia(address, { name: 'someone', roles: [role] }));
      const allowed: readonly string[] = rolesWith(mediaKinds[kind].permission);
      expect([kind, role, failure.code]).toEqual([
        kind,
        role,
        allowed.includes(role) ? 'NOT_FOUND' : 'FORBIDDEN',
      ]);
    }
  }
});

test('a dataset image comes as it was sent, its tag named by its content', async () => {
  const { station } = await openStationUnderTest();
  const client = createRouterClient(station.router, { context: { user: singleUser } });
  const { id: productId } = await client.products.create({ name: 'Cookie' });
  const bytes = new Uint8Array(await encodePng(testFrame(1)));
  const { image } = await client.datasets.upload({
    productId,
    file: new File([bytes], 'a.png'),
    origin: 'camera',
  });
  const media = await station.readMedia({ kind: 'dataset-image', id: image.id }, singleUser);
  expect(media.type).toBe('image/png');
  expect(media.etag).toBe(`dataset-image-${image.sha256}`);
  expect(Buffer.from(await media.body.bytes()).equals(bytes)).toBe(true);
  expect((await station.readMedia({ kind: 'dataset-thumbnail', id: image.id }, singleUser)).type).toBe(
    'image/jpeg',
  );
});

test('an address names a kind, an id and, for one of several pictures, its number; anything else is none', () => {
  expect(parseMediaPath('/media/evaluation-photo/3/0')).toEqual({
    kind: 'evaluation-photo',
    id: 3,
    number: 0,
  });
  expect(parseMediaPath('/media/evaluation-report/3')).toEqual({ kind: 'evaluation-report', id: 3 });
  expect(parseMediaPath('/media/evaluation-report/3/zh-CN')).toEqual({
    kind: 'evaluation-report',
    id: 3,
    language: 'zh-CN',
  });
  for (const path of [
    '/media/evaluation-report/3/fr',
    '/media/evaluation-report/3/de/',
    '/media/entry-map/1/de',
    '/media/evaluation-photo/3/de',
    '/media/evaluation-photo/3',
    '/media/evaluation-photo/3/',
    '/media/evaluation-photo/3/-1',
    '/media/evaluation-photo/3/01',
    '/media/evaluation-photo/3/..',
    '/media/evaluation-photo/3/0/0',
    '/media/evaluation-photo/3/%2e%2e',
    '/media/evaluation-report/3/0',
    '/media/evaluation-report/0',
    '/media/entry-map/1/1',
  ]) {
    expect(parseMediaPath(path), path).toBeNull();
  }
});
