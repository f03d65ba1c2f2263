import { describe, expect, it } from 'vitest';
import { limitsDrift, type LimitsMadeOn } from '../../../../src/shared/domain/limits-made-on.ts';

const camera = (label: string): LimitsMadeOn['source'] => ({ kind: 'window-camera', label });
const folder = (path: string): LimitsMadeOn['source'] => ({
  kind: 'watched-folder',
  folder: path,
  subfolders: false,
});
const before: LimitsMadeOn = { source: camera('Basler'), width: 1280, height: 720, unlike: [] };

describe('limits that were set at the line', () => {
  it('fit such pictures as they were set by', () => {
    expect(limitsDrift(before, before)).toBeNull();
    expect(limitsDrift(before, { ...before, width: 1300, height: 730 })).toBeNull();
    const parts = { ...before, source: folder('/monday') };
    expect(limitsDrift(parts, { ...parts, source: folder('/tuesday') })).toBeNull();
  });

  it.each<[string, Partial<LimitsMadeOn>]>([
    ['another size', { width: 640, height: 360 }],
    ['another shape', { width: 1000, height: 920 }],
    ['another camera', { source: camera('Webcam') }],
    ['another kind of source', { source: folder('/parts') }],
  ])('do not fit pictures of %s', (_, change) => {
    const now = { ...before, ...change };
    expect(limitsDrift(before, now)).toEqual({ madeOn: before, now, traits: [] });
  });

  it('do not fit other light: pictures that differ since, and those that no longer do', () => {
    const darker: LimitsMadeOn = { ...before, unlike: ['brightness', 'size'] };
    expect(limitsDrift(before, darker)?.traits).toEqual(['brightness']);
    expect(limitsDrift(darker, before)?.traits).toEqual(['brightness']);
    expect(limitsDrift(darker, darker)).toBeNull();
  });

  it('fit another part in the same light, whose picture is arranged otherwise', () => {
    const other: LimitsMadeOn = { ...before, unlike: ['arrangement', 'right', 'deviation'] };
    expect(limitsDrift(before, other)).toBeNull();
    expect(limitsDrift(other, before)).toBeNull();
  });
});
