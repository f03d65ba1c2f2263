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
import type { FrameTime } from '../../../shared/contract/training.ts';
import { writeFileDurably } from '../../files/durable-file.ts';
import type { Host } from '../../host/host.ts';
import { fromFrameTimeProbeSchema, type FrameTimesByPreset, type ToFrameTimeProbe } from './protocol.ts';

export interface FrameTimesParts {
  readonly host: Host;
  /** Where the times are kept. */
  readonly file: string;
  readonly backboneFile: string;
  /** The station's version: another one may compute otherwise. */
  readonly version: string;
  /** Whether the machine has other work, beside which times would say nothing and disturb. */
  readonly busy: () => boolean;
}

export interface FrameTimes {
  /**
   * Milliseconds that a frame of 256 × 256 pixels takes on this machine's processor, by preset: those kept, else those of a trial of some
   * seconds in a process of its own. Null while the machine is busy, and where the trial failed.
   */
  list(): Promise<FrameTime[] | null>;
  /** Ends a trial that is under way. */
  close(): void;
}

/** A trial that takes longer is taken for a hang. */
const trialTimeoutMs = 120_000;
const fileSchema = z.object({ machine: z.string(), times: fromFrameTimeProbeSchema.shape.times });

/** Finds out once a machine how fast the networks of each preset are on it. */
export function createFrameTimes(parts: FrameTimesParts): FrameTimes {
  const ending = new AbortController();
  const machine = [
    ...[cpus()[0]?.model ?? '', availableParallelism(), runtimeVersion(), parts.version],
    Object.values(families).flatMap(({ presets }) => presets),
  ].join(', ');
  let trial: Promise<FrameTimesByPreset | null> | null = null;

  async function kept(): Promise<FrameTimesByPreset | null> {
    try {
      const found = fileSchema.parse(JSON.parse(await readFile(parts.file, 'utf8')));
      return found.machine === machine ? found.times : null;
    } catch {
      return null;
    }
  }

  async function measure(): Promise<FrameTimesByPreset | null> {
    const times = await runTrial(parts, ending.signal);
    if (times === null) return null;
    const text = `${JSON.stringify({ machine, times } satisfies z.infer<typeof fileSchema>, null, 2)}\n`;
    // What cannot be kept is found out again.
    await writeFileDurably(parts.file, new TextEncoder().encode(text)).catch(() => undefined);
    return times;
  }

  async function tried(): Promise<FrameTimesByPreset | null> {
    if (trial === null && parts.busy()) return null;
    trial ??= measure().finally(() => (trial = null));
    return trial;
  }

  return {
    async list() {
      const times = (await kept()) ?? (await tried());
      return times && presetSchema.options.flatMap((preset) => timeOf(preset, times));
    },
    close: () => ending.abort(),
  };
}

/** The version of ONNX Runtime that the trial's process will load: this process does not load it to ask. */
function runtimeVersion(): string {
  const manifest: unknown = createRequire(import.meta.url)('onnxruntime-node/package.json');
  return z.object({ version: z.string() }).parse(manifest).version;
}

function timeOf(preset: Preset, times: FrameTimesByPreset): FrameTime[] {
  const milliseconds = times[preset];
  return milliseconds === undefined ? [] : [{ preset, milliseconds }];
}

function runTrial({ host, backboneFile }: FrameTimesParts, signal: AbortSignal) {
  return new Promise<FrameTimesByPreset | null>((resolve) => {
    const worker = host.forkWorker('frame-times');
    const conclude = (times: FrameTimesByPreset | null): void => {
      clearTimeout(guard);
      worker.kill();
      resolve(times);
    };
    const guard = setTimeout(conclude, trialTimeoutMs, null);
    signal.addEventListener('abort', () => conclude(null));
    worker.onMessage((message) => {
      const answer = fromFrameTimeProbeSchema.safeParse(message);
      conclude(answer.success ? answer.data.times : null);
    });
    worker.onExit(() => conclude(null));
    const presets = familySchema.options.flatMap((family) =>
      presetsOf(family).map((preset) => ({ family, preset })),
    );
    worker.send({ backboneFile, presets } satisfies ToFrameTimeProbe);
  });
}
