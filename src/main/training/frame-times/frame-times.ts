import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { availableParallelism, cpus } from 'node:os';
import { z } from 'zod';
import {
  families,
  familySchema,
  presetSchema,
  presetsOf,
  type Preset,
} from '../../../shared/domain/families.ts';
import type { MachineSpeed, SpeedEvent } from '../../../shared/contract/training.ts';
import type { PictureSize } from '../../../shared/domain/predicted-times.ts';
import { writeFileDurably } from '../../files/durable-file.ts';
import type { Host } from '../../host/host.ts';
import { createSharedWork } from '../../station/shared-work.ts';
import {
  fromFrameTimeProbeSchema,
  measuredSpeedSchema,
  type FromFrameTimeProbe,
  type MeasuredSpeed,
  type ToFrameTimeProbe,
} from './protocol.ts';

/** The size and format of most of a product's training pictures. */
export interface UsualPicture extends PictureSize {
  /** The file's extension, e.g. `jpg`. */
  readonly extension: string;
}

export interface FrameTimesParts {
  readonly host: Host;
  /** File of the measured times. */
  readonly file: string;
  readonly backboneFile: string;
  /** The station's version; the times of another version may differ. */
  readonly version: string;
  /** Tells whether the machine has other work, which would distort the times and be disturbed by the trial. */
  readonly busy: () => boolean;
  readonly datasets: { usualPicture(productId: string): UsualPicture | null };
}

export interface FrameTimes {
  /**
   * Finds this machine's times for a product's pictures: the stored ones, else those of a trial of some seconds in a process of its own.
   * The last event is `finished`. A trial ends without a result when the machine gets other work.
   */
  find(productId: string, signal?: AbortSignal): AsyncGenerator<SpeedEvent>;
  /** Ends a running trial. */
  close(): void;
}

/** A trial that takes longer counts as a hang, milliseconds. */
const trialTimeoutMs = 120_000;
const fileSchema = measuredSpeedSchema.extend({ machine: z.string() });

type Progress = Extract<FromFrameTimeProbe, { kind: 'progress' }>;

/** Measures, once for each machine, how fast each preset's networks are. */
export function createFrameTimes(parts: FrameTimesParts): FrameTimes {
  const ending = new AbortController();
  const machine = [
    ...[cpus()[0]?.model ?? '', availableParallelism(), runtimeVersion(), parts.version],
    Object.values(families).flatMap(({ presets }) => presets),
  ].join(', ');
  const trial = createSharedWork<Progress, MeasuredSpeed | null>();

  async function kept(): Promise<MeasuredSpeed | null> {
    try {
      const found = fileSchema.parse(JSON.parse(await readFile(parts.file, 'utf8')));
      return found.machine === machine ? found : null;
    } catch {
      return null;
    }
  }

  async function measure(tell: (progress: Progress) => void): Promise<MeasuredSpeed | null> {
    const found = await runTrial(parts, ending.signal, tell);
    if (found === null) return null;
    const text = `${JSON.stringify({ machine, ...found } satisfies z.infer<typeof fileSchema>, null, 2)}\n`;
    // If the times cannot be stored, they are measured again next time.
    await writeFileDurably(parts.file, new TextEncoder().encode(text)).catch(() => undefined);
    return found;
  }

  return {
    async *find(productId, signal) {
      const known = await kept();
      const unknown = known === null && (trial.underWay || !parts.busy());
      const found = unknown ? yield* trial.follow(measure, signal) : known;
      const usual = parts.datasets.usualPicture(productId);
      const picture = usual && { width: usual.width, height: usual.height };
      yield { kind: 'finished', speed: found && speedOf(found, usual?.extension), picture };
    },
    close: () => ending.abort(),
  };
}

/** Returns the version of ONNX Runtime from its package, since this process does not load the library. */
function runtimeVersion(): string {
  const manifest: unknown = createRequire(import.meta.url)('onnxruntime-node/package.json');
  return z.object({ version: z.string() }).parse(manifest).version;
}

function speedOf({ times, pixels }: MeasuredSpeed, extension = 'png'): MachineSpeed {
  const timeOf = (preset: Preset): MachineSpeed['presets'] => {
    const milliseconds = times[preset];
    return milliseconds === undefined ? [] : [{ preset, milliseconds }];
  };
  const readMs = pixels.resizing + (/^jpe?g$/.test(extension) ? pixels.jpeg : pixels.png);
  return { presets: presetSchema.options.flatMap(timeOf), readMs, showMs: pixels.showing };
}

function runTrial(
  { host, backboneFile, busy }: FrameTimesParts,
  signal: AbortSignal,
  onProgress: (progress: Progress) => void,
): Promise<MeasuredSpeed | null> {
  return new Promise((resolve) => {
    const worker = host.forkWorker('frame-times');
    const conclude = (found: MeasuredSpeed | null): void => {
      clearTimeout(guard);
      worker.kill();
      resolve(found);
    };
    const guard = setTimeout(conclude, trialTimeoutMs, null);
    signal.addEventListener('abort', () => conclude(null));
    worker.onMessage((message) => {
      const answer = fromFrameTimeProbeSchema.safeParse(message);
      if (!answer.success) conclude(null);
      else if (answer.data.kind === 'finished') conclude(answer.data);
      else if (busy()) conclude(null);
      else onProgress(answer.data);
    });
    worker.onExit(() => conclude(null));
    const presets = familySchema.options.flatMap((family) =>
      presetsOf(family).map((preset) => ({ family, preset })),
    );
    worker.send({ backboneFile, presets } satisfies ToFrameTimeProbe);
  });
}
