import type { ImageCheckReport, Outlier } from '../../../shared/contract/image-check.ts';
import type { DatasetImage, SkippedFile } from '../../../shared/contract/datasets.ts';
import { oddShapes, shapeDiffers } from '../../../shared/domain/picture-shape.ts';
import type { Findings } from './protocol.ts';

/** Returns a finding's key. It is made of contents, so that a re-imported image keeps it. */
export const outlierKey = ({ sha256 }: Pick<DatasetImage, 'sha256'>): string => `outlier:${sha256}`;
const pairKey = (one: Pick<DatasetImage, 'sha256'>, other: Pick<DatasetImage, 'sha256'>): string =>
  `pair:${[one.sha256, other.sha256].toSorted().join(':')}`;

/** Returns the keys of all pairs of images. */
export function pairKeys(images: readonly Pick<DatasetImage, 'sha256'>[]): string[] {
  return images.flatMap((one, index) => images.slice(index + 1).map((other) => pairKey(one, other)));
}

/**
 * Makes the report of the findings.
 *
 * @param kept keys of the findings that people set aside
 */
export function reportOf(
  images: readonly DatasetImage[],
  { pairs, outliers }: Findings,
  unreadable: readonly SkippedFile[],
  kept: ReadonlySet<string>,
): ImageCheckReport {
  const named = pairs.flatMap(([first, second]) => {
    const [one, other] = [images[first], images[second]];
    return one && other ? [{ one, other, key: pairKey(one, other) }] : [];
  });
  const unusual = outliers.flatMap(({ index, ...finding }): Outlier[] => {
    const image = images[index];
    return image ? [{ image, ...finding }] : [];
  });
  unusual.push(...shapesOf(images));
  const openPairs = named.filter(({ key }) => !kept.has(key));
  const openOutliers = unusual.filter(({ image }) => !kept.has(outlierKey(image)));
  return {
    images: images.length - unreadable.length,
    unreadable: [...unreadable],
    duplicates: groupsOf(openPairs),
    outliers: openOutliers,
    kept: named.length - openPairs.length + (unusual.length - openOutliers.length),
  };
}

/** Returns training images of an unusual shape, which a training stretches to the usual one. */
function shapesOf(images: readonly DatasetImage[]): Outlier[] {
  const training = images.filter(({ purpose }) => purpose === 'training');
  const odd = new Set(oddShapes(training));
  const usual = training.filter((_, index) => !odd.has(index));
  return training.flatMap((image, index): Outlier[] => {
    const difference = odd.has(index) ? shapeDiffers(image, usual) : null;
    return difference ? [{ image, reason: 'shape', deviation: difference.stretch, place: null }] : [];
  });
}

/** Groups images that are connected by pairs, in the order of their addition. */
function groupsOf(
  pairs: readonly { readonly one: DatasetImage; readonly other: DatasetImage }[],
): DatasetImage[][] {
  const groups: Map<number, DatasetImage>[] = [];
  for (const pair of pairs) {
    const touched = groups.filter((group) => group.has(pair.one.id) || group.has(pair.other.id));
    const merged = new Map(touched.flatMap((group) => [...group]));
    merged.set(pair.one.id, pair.one).set(pair.other.id, pair.other);
    for (const group of touched) groups.splice(groups.indexOf(group), 1);
    groups.push(merged);
  }
  return groups.map((group) => [...group.values()].toSorted((a, b) => a.id - b.id));
}
