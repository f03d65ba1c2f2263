import { computed, type Ref } from 'vue';
import type { MachineSpeed, PresetDescription } from '../../../shared/contract/training.ts';
import type { Preset } from '../../../shared/domain/families.ts';
import { predictFrameMs, predictTrainingSeconds } from '../../../shared/domain/predicted-times.ts';
import type { PictureSize } from '../../../shared/domain/predicted-times.ts';
import { coveredIn, type Covered } from '../../../shared/domain/seen-defects.ts';
import { keepsRate, recommendPreset, seesDefect } from '../../../shared/domain/recommend-preset.ts';

/** A preset's expected performance with the product's pictures. */
export interface Prediction {
  /** Milliseconds; null until this machine was measured. */
  readonly frameMs: number | null;
  /** Null if nobody has measured the preset. */
  readonly trainingSeconds: number | null;
  /** Whether the preset keeps up with the line's parts per second; null while unknown. */
  readonly keepsRate: boolean | null;
  /** Whether the preset sees the smallest defect that matters; null if the defect is not stated or nobody has measured the preset. */
  readonly seesDefect: boolean | null;
  /** How much of the finest view that defect covers; null if the defect is not stated. */
  readonly covered: Covered | null;
}

/** Speed of the two-core machine on which the presets' figures were measured. */
const ordinarySpeed = { readMs: 20, showMs: 8 };
/** A rate below that of any line, so that the rate decides nothing. */
const anyRate = 1e-6;

/** Predicts the presets' performance with the product's pictures on this machine, and recommends one. */
export function usePredictions(known: {
  readonly presets: Ref<readonly PresetDescription[]>;
  readonly speed: Ref<MachineSpeed | null>;
  readonly picture: Ref<PictureSize | null>;
  readonly images: () => number;
  /** Parts per second; null: not stated. */
  readonly rate: () => number | null;
  /** Share of the picture's side; null: not stated. */
  readonly smallestDefect: () => number | null;
}) {
  const { presets, speed, picture, images } = known;

  /** Until this machine was measured, the prediction uses the two-core machine's speed. */
  function expectedFrameMs({ preset, frameMs }: PresetDescription): number | null {
    if (speed.value === null) return frameMs && predictFrameMs(frameMs, ordinarySpeed, picture.value);
    const networks = speed.value.presets.find((other) => other.preset === preset);
    return networks ? predictFrameMs(networks.milliseconds, speed.value, picture.value) : null;
  }

  const predictions = computed<ReadonlyMap<Preset, Prediction>>(
    () =>
      new Map(
        presets.value.map((one) => {
          const frameMs = speed.value === null ? null : expectedFrameMs(one);
          const rate = known.rate();
          const smallest = known.smallestDefect();
          const seconds =
            one.duration &&
            predictTrainingSeconds(one.duration, speed.value ?? ordinarySpeed, {
              images: images(),
              picture: picture.value,
            });
          return [
            one.preset,
            {
              frameMs,
              trainingSeconds: seconds,
              keepsRate: frameMs === null || rate === null ? null : keepsRate(frameMs, rate),
              seesDefect: seesDefect(one, smallest),
              covered: smallest === null ? null : (coveredIn(one.views, smallest).at(-1) ?? null),
            },
          ];
        }),
      ),
  );
  /** The recommended preset; until the machine was measured, it depends on images and known figures only. */
  const recommendation = computed(() =>
    recommendPreset(
      presets.value.map((one) => ({ ...one, frameMs: expectedFrameMs(one) })),
      { images: images(), rate: known.rate() ?? anyRate, smallestDefect: known.smallestDefect() },
    ),
  );
  return { predictions, recommendation };
}
