import { computed, type Ref } from 'vue';
import type { MachineSpeed, PresetDescription } from '../../../shared/contract/training.ts';
import type { Preset } from '../../../shared/domain/families.ts';
import { predictFrameMs, predictTrainingSeconds } from '../../../shared/domain/predicted-times.ts';
import type { PictureSize } from '../../../shared/domain/predicted-times.ts';
import { coveredIn, type Covered } from '../../../shared/domain/seen-defects.ts';
import { keepsRate, recommendPreset, seesDefect } from '../../../shared/domain/recommend-preset.ts';

/** What a preset is expected to take with the product's pictures. */
export interface Prediction {
  /** Milliseconds; null while this machine was not measured. */
  readonly frameMs: number | null;
  /** Null where nobody has measured the preset. */
  readonly trainingSeconds: number | null;
  /** Whether it keeps the parts a second that the line needs; null while that is not known. */
  readonly keepsRate: boolean | null;
  /** Whether it sees the smallest defect that matters; null while that is not said, or where nobody has measured it. */
  readonly seesDefect: boolean | null;
  /** What that defect covers of the finest view; null while it is not said. */
  readonly covered: Covered | null;
}

/** Of the machine that the figures of presets were measured on: two cores. */
const ordinarySpeed = { readMs: 20, showMs: 8 };
/** Slower than any line: then the rate decides nothing. */
const anyRate = 1e-6;

/** What presets take with the product's pictures on this machine, and which of them is recommended. */
export function usePredictions(known: {
  readonly presets: Ref<readonly PresetDescription[]>;
  readonly speed: Ref<MachineSpeed | null>;
  readonly picture: Ref<PictureSize | null>;
  readonly images: () => number;
  /** Parts a second; null while none are stated. */
  readonly rate: () => number | null;
  /** Share of the picture's side; null: not said. */
  readonly smallestDefect: () => number | null;
}) {
  const { presets, speed, picture, images } = known;

  /** Until the machine was measured, what the preset took where its figures were measured. */
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
  /** The recommended preset; while the machine was not measured, by images and what is known of presets. */
  const recommendation = computed(() =>
    recommendPreset(
      presets.value.map((one) => ({ ...one, frameMs: expectedFrameMs(one) })),
      { images: images(), rate: known.rate() ?? anyRate, smallestDefect: known.smallestDefect() },
    ),
  );
  return { predictions, recommendation };
}
