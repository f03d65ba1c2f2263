import { seededRandom } from '../../src/main/networks/random.ts';
import { findRegions } from '../../src/shared/domain/defect-regions.ts';
import { largestRegions, profileThresholds } from '../../src/shared/domain/region-profile.ts';

/**
 * Times the regions of one 256 × 256 map on the live path, and the profile of all thresholds in an evaluation: for a
 * good part (nothing above the threshold), a few blemishes, and noise that splits into thousands of regions, worse than
 * any map of a model. Prints a table on stderr, JSON on stdout.
 */
const size = 256;
const warmUps = 30;
const runs = 300;
const limits = { pixelThreshold: 0.5, smallestArea: 0.0005 };
const random = seededRandom(1);

function blemishes(count: number): Float32Array {
  const spots = Array.from({ length: count }, () => ({
    x: random.next() * size,
    y: random.next() * size,
    radius: 3 + random.next() * 25,
  }));
  return Float32Array.from({ length: size * size }, (_, cell) =>
    spots.reduce((highest, { x, y, radius }) => {
      const distance = Math.hypot((cell % size) - x, Math.floor(cell / size) - y);
      return Math.max(highest, 0.5 * Math.exp(1 - (distance / radius) ** 2));
    }, 0.1),
  );
}

const maps = {
  good: blemishes(0),
  'three blemishes': blemishes(3),
  'forty blemishes': blemishes(40),
  noise: Float32Array.from({ length: size * size }, () => random.next()),
};

function measure(run: () => unknown, count: number): { p50: number; p95: number } {
  const times: number[] = [];
  for (let turn = 0; turn < warmUps + count; turn++) {
    const started = performance.now();
    run();
    if (turn >= warmUps) times.push(performance.now() - started);
  }
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): number =>
    Number((sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(3));
  return { p50: at(0.5), p95: at(0.95) };
}

const thresholds = profileThresholds(limits.pixelThreshold);
process.stderr.write('map               regions  p50 ms  p95 ms  profile p50 ms\n');
const results = Object.entries(maps).map(([name, map]) => {
  const found = findRegions(map, size, size, { ...limits, smallestArea: 0 });
  const live = measure(() => findRegions(map, size, size, limits), runs);
  const profile = measure(() => largestRegions(map, size, size, thresholds), runs / 10);
  const cells = [name.padEnd(16), found.count, live.p50, live.p95, profile.p50];
  process.stderr.write(`${cells.map((cell) => String(cell).padEnd(7)).join('  ')}\n`);
  return { map: name, regions: found.count, ...live, profile: profile.p50 };
});
process.stdout.write(`${JSON.stringify({ benchmark: 'regions', size, results })}\n`);
