import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createDuplication } from '../../../../src/main/products/duplicate.ts';
import { openDataServices } from '../../../support/data-services.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

test('a duplicate has the settings of its template, but neither its code nor a name that is taken', () => {
  const { products, database, close } = openDataServices(join(temporaryFolder(), 'home'));
  onTestFinished(close);
  const duplicate = createDuplication(products, (work) => database.transaction(work).immediate());
  const { id } = products.create('Disc');
  const region = { x: 0.1, y: 0.1, width: 0.5, height: 0.5 };
  products.setArea(id, { region, exclusions: [] });
  products.setCauses(id, ['scratch']);
  products.setLine(id, { alarmAfter: 4, code: 'DISC-1', keptGood: { oneIn: 200, nearLimit: 0.9 } });
  products.setEscapeCost(id, 25);
  products.setSmallestDefect(id, 0.02);

  const copy = duplicate(id, 'Ring');
  expect(copy).toMatchObject({
    name: 'Ring',
    causes: ['scratch'],
    escapeCost: 25,
    smallestDefect: 0.02,
    imageCount: 0,
    modelCount: 0,
    area: { region, exclusions: [] },
    line: { alarmAfter: 4, code: null, keptGood: { oneIn: 200, nearLimit: 0.9 } },
  });
  expect(copy.id).not.toBe(id);
  expect(() => duplicate(id, 'disc')).toThrow('A product named Disc exists');
});
