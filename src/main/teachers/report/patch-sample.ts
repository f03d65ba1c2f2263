import { StationError } from '../../../shared/domain/station-error.ts';
import { RunningMoments } from '../../networks/component-moments.ts';
import { trainingStride } from '../../families/patch/graph/dense-plan.ts';
import { seededRandom, type Random } from '../../networks/random.ts';
import type { BackboneFeatures } from '../../learning/backbone-features.ts';
import { loadCrops } from '../crop-batch.ts';
import { patchesAt } from '../cut-patches.ts';
import { listImages, type ListedImage } from '../image-list.ts';
import { openBackbone } from '../open-backbone.ts';
import { pretrainingStride } from '../pretraining-network.ts';
import { targetStatistics } from '../target-statistics.ts';
import type { Teacher } from '../../families/patch/teacher-store.ts';
import type { PatchVectors } from './nearest-patches.ts';
import { cornerOf, randomPlaces, type Place } from './crop-places.ts';
import { openPatchDescriptors, type PatchDescriptors } from './patch-descriptors.ts';

/** Patches of natural photographs with their vectors by the teacher and the pretrained network. */
export interface PatchSample {
  /** uint8 `[n, p, p, 3]`. */
  readonly pixels: Uint8Array;
  readonly teacher: PatchVectors;
  /** P's features as the teacher's pretraining uses them, each component standardised over the sample; null without P. */
  readonly backbone: (PatchVectors & { readonly sha256: string }) | null;
  /** Number of pictures that the patches come from. */
  readonly pictureCount: number;
}

export interface SampleOptions {
  /** Folder of natural photographs, read with its subfolders. */
  readonly images: string;
  /** Path of the pretrained network as ONNX; null for none. */
  readonly backbone: string | null;
  /** Least number of patches. */
  readonly patches: number;
  readonly seed: number;
  /** @param fraction 0 to 1 */
  readonly onProgress?: (fraction: number) => void;
  readonly signal?: AbortSignal;
}

const patchesACrop = 20;
/** Side of the smallest crop that has room for patches of every size, a multiple of 32. */
const smallestCrop = 96;
const purpose = { order: 1, crop: 2, places: 3 } as const;

/**
 * Cuts patches at random places of random crops, as pretraining does, and describes them. The same seed and pictures
 * give the same sample.
 *
 * @throws StationError NO_IMAGES, TOO_FEW_IMAGES if all are from one picture, UNREADABLE_IMAGE, NO_TEACHER for an
 *   unreadable backbone
 */
export async function samplePatches(teacher: Teacher, options: SampleOptions): Promise<PatchSample> {
  const { images } = await listImages(options.images, teacher.spec.receptiveField);
  if (images.length < 2) {
    throw new StationError(
      'TOO_FEW_IMAGES',
      `There is one usable image in ${options.images}. Neighbours are looked for in other images: give at least two.`,
    );
  }
  const { settings } = teacher.card;
  const side = Math.max(settings.cropSize, smallestCrop);
  const grid = side / trainingStride(teacher.spec, pretrainingStride);
  const descriptors = await openPatchDescriptors(teacher);
  try {
    const backbone =
      options.backbone === null
        ? null
        : await openBackbone(options.backbone, teacher.spec, { ...settings, cropSize: side });
    try {
      return await sample(teacher, images, { side, grid, descriptors, backbone }, options);
    } finally {
      await backbone?.release();
    }
  } finally {
    await descriptors.release();
  }
}

interface Networks {
  /** Side of a crop, pixels, and number of descriptors along it. */
  readonly side: number;
  readonly grid: number;
  readonly descriptors: PatchDescriptors;
  readonly backbone: BackboneFeatures | null;
}

async function sample(
  { spec, card }: Teacher,
  images: readonly ListedImage[],
  { side, grid, descriptors, backbone }: Networks,
  { patches, seed, onProgress, signal }: SampleOptions,
): Promise<PatchSample> {
  const patch = spec.receptiveField;
  const { target } = card.settings;
  const crops = Math.ceil(patches / patchesACrop);
  const count = crops * patchesACrop;
  const pixels = new Uint8Array(count * patch * patch * 3);
  const vectors = new Float32Array(count * spec.descriptorSize);
  const channels = backbone?.channels ?? 0;
  const features = new Float32Array(count * channels);
  const order = shuffled(images.length, seededRandom(seed, purpose.order));
  const pictures: number[] = [];
  for (let index = 0; index < crops; index++) {
    signal?.throwIfAborted();
    const picture = order[index % order.length] ?? 0;
    const crop = await loadCrops(images.slice(picture, picture + 1), {
      count: 1,
      side,
      seeds: [seed, purpose.crop, index],
    });
    const layout = { side, grid, patch };
    const places = randomPlaces(layout, patchesACrop, seededRandom(seed, purpose.places, index));
    const corners = places.map((place) => cornerOf(layout, place));
    const cut = patchesAt(crop, layout, corners);
    const first = index * patchesACrop;
    pixels.set(cut, first * patch * patch * 3);
    vectors.set(await descriptors.run(cut, patchesACrop), first * spec.descriptorSize);
    if (backbone) {
      const asked =
        target === 'patch'
          ? await backbone.run(cut, patchesACrop)
          : rowsAt(await backbone.run(crop, 1), channels, places, grid);
      features.set(asked, first * channels);
    }
    pictures.push(...places.map(() => picture));
    onProgress?.((index + 1) / crops);
  }
  return {
    pixels,
    teacher: { vectors, size: spec.descriptorSize, pictures },
    backbone: backbone && {
      vectors: standardised(features, channels),
      size: channels,
      pictures,
      sha256: backbone.sha256,
    },
    pictureCount: new Set(pictures).size,
  };
}

/** Takes the rows `[n, channels]` at these places from a crop's features `[grid, grid, channels]`. */
function rowsAt(map: Float32Array, channels: number, places: readonly Place[], grid: number): Float32Array {
  const rows = new Float32Array(places.length * channels);
  places.forEach(({ row, column }, index) => {
    const at = (row * grid + column) * channels;
    rows.set(map.subarray(at, at + channels), index * channels);
  });
  return rows;
}

/** Standardises features like the teacher's targets, so that every component counts alike. */
function standardised(features: Float32Array, channels: number): Float32Array {
  const moments = new RunningMoments(channels);
  moments.addRows(features);
  const { mean, deviation } = targetStatistics(moments);
  return features.map((value, index) => {
    const component = index % channels;
    return (value - (mean[component] ?? 0)) / (deviation[component] ?? 1);
  });
}

/** Returns 0..count−1 in random order. */
function shuffled(count: number, random: Random): number[] {
  const rest = Array.from({ length: count }, (_, index) => index);
  return Array.from({ length: count }, () => rest.splice(random.integer(rest.length), 1)[0] ?? 0);
}
