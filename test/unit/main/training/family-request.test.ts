import { describe, expect, it } from 'vitest';
import { families, familySchema, presetSchema, presetsOf } from '../../../../src/shared/domain/families.ts';
import { describePresets } from '../../../../src/main/families/registry.ts';
import { requireChoices, resolvePreset } from '../../../../src/main/training/family-request.ts';
import { smallOrder } from '../../../support/training/small-training.ts';

const nothing = {
  epochs: null,
  receptiveFields: null,
  extendsModelId: null,
  precision: null,
  device: 'auto',
} as const;

describe('families and presets', () => {
  it('has every preset in one family, its own among them', () => {
    const all = familySchema.options.flatMap((family) => presetsOf(family));
    expect(all.toSorted()).toEqual(presetSchema.options.toSorted());
    expect(new Set(all).size).toBe(all.length);
    for (const family of familySchema.options) {
      expect(presetsOf(family)).toContain(families[family].ownPreset);
    }
  });

  it('takes the family’s own preset, the preset’s family, or the patch networks’', () => {
    expect(resolvePreset(undefined, undefined)).toEqual({ family: 'patch', preset: 'compact' });
    expect(resolvePreset('memory', undefined)).toEqual({ family: 'memory', preset: 'instant' });
    expect(resolvePreset(undefined, 'instant')).toEqual({ family: 'memory', preset: 'instant' });
    expect(resolvePreset('patch', 'quick')).toEqual({ family: 'patch', preset: 'quick' });
  });

  it('refuses a preset of another family, and names what there is', () => {
    expect(() => resolvePreset('memory', 'quick')).toThrow(
      expect.objectContaining({ code: 'BAD_INPUT', message: expect.stringMatching(/quick.*patch.*instant/) }),
    );
  });

  it.each([
    ['epochs', { epochs: 3 }],
    ['receptive fields', { receptiveFields: [33] }],
    ['extend', { extendsModelId: 'a' }],
    ['precision', { precision: 'int8' }],
    ['GPU', { device: 'gpu' }],
  ] as const)('refuses a memory %s by name, and lets patch networks have them', (name, change) => {
    const asked = { ...nothing, ...change };
    expect(() => requireChoices('memory', asked)).toThrow(
      expect.objectContaining({ code: 'BAD_INPUT', message: expect.stringContaining(name) }),
    );
    expect(() => requireChoices('patch', asked)).not.toThrow();
    expect(() => requireChoices('memory', nothing)).not.toThrow();
  });
});

describe('the description of presets', () => {
  it('has all of them in order, with the time they take where it was measured', async () => {
    const order = await smallOrder();
    const described = await describePresets(order);
    expect(described.map(({ preset }) => preset)).toEqual(presetSchema.options);
    const instant = described.find(({ preset }) => preset === 'instant');
    expect(instant).toMatchObject({ family: 'memory', available: true, students: null, receptiveFields: [] });
    expect(described.find(({ preset }) => preset === 'compact')?.duration?.seconds).toBeGreaterThan(60);
    expect(described.find(({ preset }) => preset === 'paper')?.duration).toBeNull();
  });

  it('says what is missing and what to do', async () => {
    const order = await smallOrder();
    const described = await describePresets({ ...order, backboneFile: `${order.backboneFile}.gone` });
    expect(described.find(({ preset }) => preset === 'instant')).toMatchObject({
      available: false,
      unavailableReason: expect.stringMatching(/\.gone.*Reinstall/),
    });
    expect(described.find(({ preset }) => preset === 'paper')).toMatchObject({
      available: false,
      unavailableReason: expect.stringContaining('patch-33-paper'),
    });
  });
});
