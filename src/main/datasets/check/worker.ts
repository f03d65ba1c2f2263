import { areaMask } from '../../../shared/domain/region.ts';
import { StationError } from '../../../shared/domain/station-error.ts';
import { takeLowPriority } from '../../host/low-priority.ts';
import { toldFailure } from '../../host/told-failure.ts';
import { workerPort } from '../../host/worker-port.ts';
import { learnSampleBits } from '../../learning/sample-rule.ts';
import { readImageFile } from '../../images/read-image-file.ts';
import { openTraits } from './compute-traits.ts';
import { nearDuplicates } from './near-duplicates.ts';
import type { Pair } from './near-duplicates.ts';
import { findOutliers } from './outliers.ts';
import { toImageCheckSchema } from './protocol.ts';
import type { Findings, FromImageCheck, ToImageCheck } from './protocol.ts';
import { grid, packTraits, unpackTraits } from './traits.ts';
import type { Traits } from './traits.ts';

/** The process of the image check: describes new images, then finds near duplicates and outliers. */
const port = workerPort();
const send = (message: FromImageCheck): void => port.send(message);

port.onMessage((message) => {
  void check(toImageCheckSchema.parse(message)).catch((error: unknown) =>
    send({ kind: 'failed', ...toldFailure(error) }),
  );
});

async function check(order: ToImageCheck): Promise<void> {
  // Inspections and trainings go first.
  takeLowPriority();
  const traits = await lookAtAll(order);
  send({ kind: 'found', findings: compare(order, traits) });
}

/** @returns each image's traits; null for an unreadable image */
async function lookAtAll({ images, backboneFile }: ToImageCheck): Promise<(Traits | null)[]> {
  const known = images.map(({ traits }) => (traits === null ? null : unpackTraits(traits)));
  if (!known.includes(null)) return known;
  const computer = await openTraits(backboneFile);
  const bits = (await learnSampleBits(images.filter(({ trains }) => trains))) ?? undefined;
  for (const [index, { path }] of images.entries()) {
    if (known[index] !== null) continue;
    try {
      const traits = packTraits(await computer.of((await readImageFile(path, bits)).frame));
      // Packed and unpacked, so that the first check computes with the same values as later ones.
      known[index] = unpackTraits(traits);
      send({ kind: 'traits', index, traits });
    } catch (error) {
      if (!(error instanceof StationError)) throw error;
      send({ kind: 'unreadable', index, code: error.code, message: error.message });
    }
  }
  await computer.release();
  return known;
}

function compare({ images, area }: ToImageCheck, traits: readonly (Traits | null)[]): Findings {
  const seen = traits.flatMap((own, index) => (own === null ? [] : [{ own, index }]));
  const pairs = nearDuplicates(seen.map(({ own }) => own)).map(([one, other]): [number, number] => [
    seen[one]?.index ?? 0,
    seen[other]?.index ?? 0,
  ]);
  const training = seen.filter(({ index }) => images[index]?.trains === true);
  const among = (index: number): number => training.findIndex((other) => other.index === index);
  const own = pairs
    .map(([one, other]): Pair => [among(one), among(other)])
    .filter(([one, other]) => one >= 0 && other >= 0);
  const outliers = findOutliers(
    training.map((image) => image.own),
    areaMask(area, grid, grid),
    own,
  );
  return {
    pairs,
    outliers: outliers.map((outlier) => ({ ...outlier, index: training[outlier.index]?.index ?? 0 })),
  };
}
