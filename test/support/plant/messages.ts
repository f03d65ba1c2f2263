import type { PlantEntry } from '../../../src/shared/plant/entry.ts';
import type { PlantPart } from '../../../src/shared/plant/part.ts';

export const product = { id: '0190b6d4-7f4e-4a44-8cc4-31f1c7a1b3a0', name: 'Nut' };
export const model = { id: '0190b6d4-7f4e-4a44-8cc4-31f1c7a1b3a1', graphSha256: 'ab'.repeat(32) };

/** Makes a part's message from a station. @param score by default, every tenth part is a defect */
export function partOf(station: number, part: number, score = part % 10): PlantPart {
  return {
    format: 1,
    station,
    part,
    lane: 1,
    laneName: 'Lane 1',
    groupName: null,
    name: null,
    product,
    model,
    capturedAt: Date.now(),
    entry: null,
    views: [],
    score,
    limits: { review: 5, defect: 9 },
    verdict: part % 10 === 0 ? 'defect' : 'good',
    regions: null,
    milliseconds: 4,
  };
}

/** Makes an entry's message from a station, with a picture of five bytes. */
export function entryOf(station: number, entry: number): PlantEntry {
  return {
    format: 1,
    kind: 'entry',
    station,
    entry,
    part: entry,
    lane: 1,
    laneName: 'Lane 1',
    name: null,
    product,
    model,
    capturedAt: Date.now() + entry,
    verdict: 'defect',
    score: 9,
    reason: null,
    pictureSha256: null,
    thumbnail: { type: 'image/png', data: 'aGFsbG8=' },
  };
}
