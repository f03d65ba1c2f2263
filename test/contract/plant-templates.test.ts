import { expect, onTestFinished, test, vi } from 'vitest';
import { natsMissing } from '../support/plant/plant-host.ts';
import { openProcessPlant } from '../support/plant/process-plant.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const patience = { timeout: 60_000, interval: 100 };
const settings = {
  area: { region: { x: 0.1, y: 0.1, width: 0.5, height: 0.5 }, exclusions: [] },
  causes: ['scratch', 'dent'],
  line: { alarmAfter: 3, code: 'A-77', keptGood: { oneIn: 50, nearLimit: null } },
  escapeCost: 40,
};

test.skipIf(natsMissing !== '')(
  'a product that a station publishes is made anew at another one, with its recipe and without pictures, and withdrawn',
  async () => {
    const plant = await openProcessPlant(temporaryFolder());
    onTestFinished(plant.end);
    const [{ client: one }, { client: other }] = [await plant.join('Line 1'), await plant.join('Line 2')];
    const { id } = await one.products.create({ name: 'Disc' });
    const { area, causes, line, escapeCost } = settings;
    await one.products.setArea({ id, area });
    await one.products.setCauses({ id, causes });
    await one.products.setLine({ id, line });
    await one.products.setEscapeCost({ id, escapeCost });
    await one.recipes.add({
      number: 12,
      name: 'Discs',
      code: 'R-12',
      products: [{ lane: 1, productId: id }],
    });
    await one.settings.set({ expected: 0, values: { 'station.name': 'Press' } });
    await vi.waitFor(() => one.plantTemplates.publish({ productId: id }), patience);
    const template = { station: 1, stationName: 'Press', productId: id, name: 'Disc', recipe: 12 };
    await vi.waitFor(
      async () => expect(await other.plantTemplates.list()).toMatchObject([{ ...template, own: false }]),
      patience,
    );

    const taken = await other.plantTemplates.take({ station: 1, productId: id, name: 'Disc of line 1' });
    expect(taken).toMatchObject({ recipe: 'added', product: { ...settings, imageCount: 0, modelCount: 0 } });
    expect(await other.recipes.list()).toMatchObject([
      { number: 12, code: 'R-12', products: [{ lane: 1, productId: taken.product.id }] },
    ]);
    const again = { station: 1, productId: id, name: 'Another disc' };
    expect(await other.plantTemplates.take(again)).toMatchObject({
      recipe: 'number-taken',
      product: { line: { code: null } },
    });
    await expect(other.plantTemplates.take(again)).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });

    await one.plantTemplates.withdraw({ productId: id });
    await vi.waitFor(async () => expect(await other.plantTemplates.list()).toEqual([]), patience);
    await expect(other.plantTemplates.take({ ...again, name: 'A third' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await other.products.list()).toHaveLength(2);
    await expect(plant.host().client.plantTemplates.publish({ productId: id })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  },
  180_000,
);
