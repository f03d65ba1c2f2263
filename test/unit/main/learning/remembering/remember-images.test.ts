import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../../../src/main/networks/random.ts';
import type { TrainingImage } from '../../../../../src/main/learning/training-image.ts';
import {
  rememberImages,
  type RememberedImages,
} from '../../../../../src/main/learning/remembering/remember-images.ts';
import {
  ordinaryRemembering,
  type MemberKind,
} from '../../../../../src/main/learning/remembering/settings.ts';

const channels = 176;
const positions = 50;

function imagesOf(count: number): TrainingImage[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `${index}.png`,
    path: '',
    sha256: String(index),
    width: 1,
    height: 1,
  }));
}

/** Makes descriptors that tell their origin: each of image i begins with i, each at position p ends with p; the rest is random. */
function marked(image: TrainingImage): Float32Array {
  const random = seededRandom(Number(image.sha256));
  const planes = Float32Array.from({ length: channels * positions }, () => random.normal());
  planes.fill(Number(image.sha256), 0, positions);
  for (let position = 0; position < positions; position++) {
    planes[(channels - 1) * positions + position] = position;
  }
  return planes;
}

interface Choice {
  readonly images: readonly TrainingImage[];
  readonly inside?: Uint8Array;
  readonly members?: number;
  readonly descriptors?: (image: TrainingImage) => Float32Array;
  readonly seed?: number;
  readonly membersAre?: MemberKind;
}

function remember({
  images,
  inside,
  members = 40,
  descriptors = marked,
  seed = 1,
  membersAre = 'means',
}: Choice): Promise<RememberedImages> {
  return rememberImages({
    images,
    descriptors: (image) => Promise.resolve(descriptors(image)),
    inside: inside ?? new Uint8Array(positions).fill(1),
    channels,
    settings: { ...ordinaryRemembering, candidates: 200, leastMembers: members },
    membersAre,
    seed,
    signal: new AbortController().signal,
    report: () => undefined,
  });
}

/** Returns one component of every member before standardisation. */
function component({ moments }: RememberedImages, members: Float32Array, channel: number): number[] {
  return Array.from({ length: members.length / channels }, (_, member) =>
    Math.round(
      (members[member * channels + channel] ?? NaN) * (moments.deviation[channel] ?? NaN) +
        (moments.mean[channel] ?? NaN),
    ),
  );
}

describe('choosing what to remember', () => {
  it('remembers every image; without one of them nothing of it is left', async () => {
    const images = imagesOf(6);
    const remembered = await remember({ images, membersAre: 'examples' });
    expect(new Set(component(remembered, remembered.members, 0))).toEqual(new Set([0, 1, 2, 3, 4, 5]));
    expect(remembered.candidates).toBe(200);
    for (const image of images) {
      const without = remembered.membersWithout([image]);
      expect(without).toHaveLength(remembered.members.length);
      expect(component(remembered, without, 0)).not.toContain(Number(image.sha256));
    }
  });

  it('leaves the turned copies of an image out with it', async () => {
    const images = imagesOf(4);
    const copies = images.map((image) => ({ ...image, turn: 2 as const }));
    const remembered = await remember({ images: [...images, ...copies], membersAre: 'examples' });
    for (const image of images) {
      const without = remembered.membersWithout([image]);
      expect(component(remembered, without, 0)).not.toContain(Number(image.sha256));
    }
  });

  it('lets another image’s equal descriptors take the place of those left out', async () => {
    const same = (): Float32Array => marked({ name: '', path: '', sha256: '9', width: 1, height: 1 });
    const images = imagesOf(4);
    const remembered = await remember({ images, descriptors: same, members: 50 });
    const places = (members: Float32Array): Set<number> =>
      new Set(component(remembered, members, channels - 1));
    const all = places(remembered.members);
    for (const image of images) {
      const left = places(remembered.membersWithout([image]));
      expect(left.size).toBeGreaterThan(all.size * 0.8);
    }
  });

  it('looks at nothing outside the area, in members and statistics', async () => {
    const inside = Uint8Array.from({ length: positions }, (_, position) => (position < 20 ? 1 : 0));
    const remembered = await remember({ images: imagesOf(5), inside });
    expect(Math.max(...component(remembered, remembered.members, channels - 1))).toBeLessThan(20);
    expect(remembered.moments.mean[channels - 1]).toBeCloseTo(9.5, 4);
  });

  it('chooses the same again with the same seed', async () => {
    const images = imagesOf(6);
    const [first, again, other] = await Promise.all([1, 1, 2].map((seed) => remember({ images, seed })));
    expect(again?.members).toEqual(first?.members);
    expect(other?.members).not.toEqual(first?.members);
  });

  it('has no more members than candidates, nor than there are different descriptors', async () => {
    expect((await remember({ images: imagesOf(5), members: 500 })).members.length / channels).toBe(200);
    const plain = (): Float32Array => new Float32Array(channels * positions).fill(1);
    const remembered = await remember({ images: imagesOf(5), descriptors: plain });
    expect(remembered.members.length / channels).toBe(1);
    expect(remembered.members.every(Number.isFinite)).toBe(true);
  });
});
