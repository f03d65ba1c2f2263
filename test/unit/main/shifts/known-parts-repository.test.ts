import { expect, test } from 'vitest';
import type { ImageLabel } from '../../../../src/shared/contract/datasets.ts';
import { createKnownPartsRepository } from '../../../../src/main/shifts/known-parts-repository.ts';
import { encodePng } from '../../../../src/main/images/encode-image.ts';
import { singleUser } from '../../../../src/main/users/single-user.ts';
import { openServices } from '../../../support/services.ts';
import { testFrame } from '../../../support/test-frame.ts';

const good: ImageLabel = { purpose: 'test', label: 'good', kind: null };
const bad: ImageLabel = { purpose: 'test', label: 'defect', kind: 'crack' };

async function setUp(labels: readonly ImageLabel[]) {
  const services = openServices();
  const { id: productId } = services.products.create('Disc');
  const ids: number[] = [];
  for (const [index, label] of labels.entries()) {
    const bytes = await encodePng(testFrame(index, 48, 40));
    const incoming = { bytes, name: `${index}.png`, origin: 'folder', label } as const;
    const { image } = await services.datasets.add(productId, incoming, singleUser);
    ids.push(image.id);
  }
  return { ...services, productId, ids, knownParts: createKnownPartsRepository(services.database) };
}

test('labelled test images serve until parts are chosen, twenty of each label at most; images that train never do', async () => {
  const trains: ImageLabel = { purpose: 'training', label: 'good', kind: null };
  const { knownParts, productId, ids } = await setUp([trains, ...Array<ImageLabel>(22).fill(good), bad, bad]);
  const parts = knownParts.of(productId);
  expect(parts.map(({ label }) => label)).toEqual([...Array<string>(20).fill('good'), 'defect', 'defect']);
  expect(parts.map(({ imageId }) => imageId)).not.toContain(ids[0]);
  expect(knownParts.chosen(productId)).toEqual([]);
});

test('chosen parts alone are checked; one that is removed or relabelled to train drops out', async () => {
  const { knownParts, productId, ids, datasets, products } = await setUp([good, good, bad]);
  const [first = 0, , third = 0] = ids;
  const other = products.create('Other');
  knownParts.choose(other.id, ids);
  expect(knownParts.chosen(other.id)).toEqual([]);
  knownParts.choose(productId, [third, first, 9_999]);
  expect(knownParts.of(productId).map(({ imageId, label }) => [imageId, label])).toEqual([
    [first, 'good'],
    [third, 'defect'],
  ]);
  datasets.remove(third);
  expect(knownParts.chosen(productId)).toEqual([first]);
  datasets.restore(third);
  expect(knownParts.chosen(productId)).toEqual([first, third]);
  knownParts.choose(productId, []);
  expect(knownParts.of(productId)).toHaveLength(3);
});
