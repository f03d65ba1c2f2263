import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeEvidence, encodePng } from '../../src/main/images/encode-image.ts';
import { encodeMap } from '../../src/main/images/map-file.ts';
import { inspectParts } from '../seed/inspected-parts.ts';
import { makeSmallProduct } from '../support/small-product.ts';
import { report, say } from './support/report.ts';

/** Measures the disk space of a log entry, lossless and compact: rendered parts with the maps of a small model. */
const parts = 12;

const folder = await mkdtemp(join(tmpdir(), 'loupe-pictures-'));
try {
  say('Rendering and inspecting parts');
  const { graph } = await makeSmallProduct(join(folder, 'home'));
  const inspected = await inspectParts(graph, parts, 1000);
  const sums = { picture: 0, map: 0, compactPicture: 0, compactMap: 0 };
  for (const { frame, map } of inspected) {
    sums.picture += (await encodePng(frame)).length;
    sums.compactPicture += (await encodeEvidence(frame)).length;
    sums.map += (await encodeMap(map.map, map.height, map.width)).length;
    sums.compactMap += (await encodeMap(map.map, map.height, map.width, 'compact')).length;
  }
  const kilobytes = (bytes: number): string => (bytes / parts / 1000).toFixed(1);
  const [first] = inspected;
  const size = first ? `${first.frame.height} × ${first.frame.width}` : '';
  report({
    benchmark: 'pictures',
    settings: { parts, size },
    results: [sums],
    table: {
      head: [`kB an entry at ${size}`, 'picture', 'map', 'together'],
      rows: [
        ['lossless', kilobytes(sums.picture), kilobytes(sums.map), kilobytes(sums.picture + sums.map)],
        [
          'compact',
          kilobytes(sums.compactPicture),
          kilobytes(sums.compactMap),
          kilobytes(sums.compactPicture + sums.compactMap),
        ],
      ],
    },
  });
} finally {
  await rm(folder, { recursive: true, force: true });
}
