import { existsSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { createPresenceWatch } from '../../../../../src/main/inspection/triggers/presence-watch.ts';
import { reducePicture } from '../../../../../src/main/inspection/triggers/reduced-picture.ts';
import { stationData } from '../../../../support/station-data.ts';
import { passage, seededRandom, shot, type Scene } from '../../../../support/moving-part.ts';
import type { Frame } from '../../../../../src/shared/domain/frame.ts';

const periodMs = 40;
const width = 160;

/** Draws a belt with a weave, and a disc of brass on it. */
function generated(noise: number): Scene {
  const empty = { width, height: 120, data: new Uint8Array(width * 120 * 3) };
  for (let at = 0; at < empty.data.length; at++) empty.data[at] = 90 + ((Math.floor(at / 3) * 7) % 20);
  const part = { width: 40, height: 40, data: new Uint8Array(40 * 40 * 3) };
  for (let at = 0; at < 40 * 40; at++) part.data.set([180, 150 + (at % 17), 60], at * 3);
  return { empty, part, noise, random: seededRandom(7) };
}

type Watch = ReturnType<typeof createPresenceWatch>;

/** Shows the part at these places in turn. @returns the frames in which a part was taken */
function show(
  watch: Watch,
  scene: Scene,
  places: readonly (number | null)[],
  from = 0,
  light = (_: number) => 1,
) {
  const taken: number[] = [];
  for (const [index, left] of places.entries()) {
    const frame = from + index;
    if (watch.see(reducePicture(shot(scene, left, light(frame))), frame * periodMs)) taken.push(frame);
  }
  return taken;
}

const nothing = (frames: number) => Array<null>(frames).fill(null);
const usual = { restMs: 200, debounceMs: 300 };

describe('what a presence is', () => {
  it('one part an appearance, taken once it has rested', () => {
    const scene = generated(3);
    const once = [...passage(width, 40, 12), ...nothing(15)];
    const taken = show(createPresenceWatch(usual), scene, [...nothing(10), ...once, ...once, ...once]);
    expect(taken).toHaveLength(3);
    const arrives = 10 + passage(width, 40, 0).findIndex((left) => left >= 60);
    expect(taken[0]).toBeGreaterThanOrEqual(arrives + 200 / periodMs);
    expect(taken[0]).toBeLessThan(arrives + 12);
  });

  it('none for what passes without a rest', () => {
    const places = [...nothing(10), ...passage(width, 40, 0, 6), ...nothing(10)];
    expect(show(createPresenceWatch(usual), generated(3), places)).toEqual([]);
  });

  it('none while nothing comes, whatever the noise, the drift and the flicker of the light', () => {
    const drift = (frame: number) => (0.8 + 0.4 * (frame / 250)) * (1 + 0.06 * Math.sin(frame * 2.1));
    expect(show(createPresenceWatch(usual), generated(10), nothing(250), 0, drift)).toEqual([]);
  });

  it('parts are told in light that drifts while they rest for long', () => {
    const drift = (frame: number) => 1 - 0.35 * Math.min(1, frame / 220);
    const places = [...nothing(10), ...passage(width, 40, 170), ...nothing(25), ...passage(width, 40, 12)];
    expect(show(createPresenceWatch(usual), generated(3), places, 0, drift)).toHaveLength(2);
  });

  it('a part that bounces back at once is the same part', () => {
    const places = [
      ...nothing(10),
      ...Array<number>(12).fill(60),
      null,
      null,
      null,
      ...Array<number>(12).fill(60),
    ];
    expect(show(createPresenceWatch(usual), generated(3), places)).toHaveLength(1);
    const apart = createPresenceWatch({ ...usual, debounceMs: 0 });
    expect(show(apart, generated(3), places)).toHaveLength(2);
  });

  it('dirt that a part leaves behind is no part, and hides none', () => {
    const scene = generated(3);
    const watch = createPresenceWatch(usual);
    show(watch, scene, [...nothing(10), ...passage(width, 40, 12)]);
    const data = Uint8Array.from(scene.empty.data);
    for (let row = 0; row < 14; row++) data.fill(10, row * width * 3, (row * width + 14) * 3);
    const dirty = { ...scene, empty: { ...scene.empty, data } };
    expect(show(watch, dirty, nothing(30), 100)).toEqual([]);
    expect(show(watch, dirty, [...passage(width, 40, 12), ...nothing(20)], 130)).toHaveLength(1);
  });

  it('what happens outside the inspected area does not count', () => {
    const watch = createPresenceWatch(usual);
    watch.watch({ region: { x: 0, y: 0, width: 1, height: 0.25 }, exclusions: [] });
    expect(show(watch, generated(3), [...nothing(10), ...passage(width, 40, 12)])).toEqual([]);
    watch.watch({ region: { x: 0.2, y: 0.2, width: 0.6, height: 0.6 }, exclusions: [] });
    expect(show(watch, generated(3), [...nothing(10), ...passage(width, 40, 12)], 100)).toHaveLength(1);
  });

  it('another size of the pictures begins anew', () => {
    const watch = createPresenceWatch(usual);
    show(watch, generated(3), nothing(10));
    const other: Frame = { width: 64, height: 64, data: new Uint8Array(64 * 64 * 3).fill(200) };
    const taken = Array.from({ length: 20 }, (_, frame) =>
      watch.see(reducePicture(other), 1000 + frame * periodMs),
    );
    expect(taken).not.toContain(true);
  });
});

const folder = join(stationData, 'wood_gear');
describe.skipIf(!existsSync(folder))('real parts on a real ground', () => {
  it('each gear that comes and rests is taken once', async () => {
    const { glob } = await import('node:fs/promises');
    const files: string[] = [];
    for await (const file of glob('**/*.{png,jpg,jpeg,bmp}', { cwd: folder })) files.push(join(folder, file));
    const frames: Frame[] = [];
    for (const file of files.toSorted().slice(0, 4)) {
      const { data, info } = await sharp(file)
        .removeAlpha()
        .toColourspace('srgb')
        .resize(90, 90)
        .raw()
        .toBuffer({ resolveWithObject: true });
      frames.push({ width: info.width, height: info.height, data: new Uint8Array(data) });
    }
    const [ground] = frames;
    if (ground === undefined) throw new Error('no pictures');
    // The corner of a picture shows the ground below the parts.
    const tile = [...ground.data.subarray(0, 3)];
    const data = new Uint8Array(width * 120 * 3).map((_, at) => (tile[at % 3] ?? 0) / 2 + 20);
    const random = seededRandom(3);
    const watch = createPresenceWatch(usual);
    let from = 0;
    for (const part of frames) {
      const scene = { empty: { width, height: 120, data }, part, noise: 4, random };
      const places = [...nothing(12), ...passage(width, 90, 12), ...nothing(12)];
      expect(show(watch, scene, places, from)).toHaveLength(1);
      from += places.length;
    }
  });
});
