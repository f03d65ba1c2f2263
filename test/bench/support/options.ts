import { parseArgs } from 'node:util';
import { z } from 'zod';
import { providerNameSchema, type ProviderName } from '../../../src/main/inference/provider-protocol.ts';
import { outputStrides, type OutputStride } from '../../../src/main/families/patch/graph/dense-plan.ts';
import {
  networkWidths,
  receptiveFields,
  type NetworkWidth,
  type ReceptiveField,
} from '../../../src/main/families/patch/graph/spec.ts';
import { trainingDeviceSchema } from '../../../src/shared/contract/training-device.ts';
import type { TrainingDevice } from '../../../src/shared/domain/training-device.ts';
import type { Effort } from './timing.ts';

/** The requested options; null where the command line has none. */
export interface BenchOptions {
  /** A short run: fewer cases, less time for each. */
  readonly quick: boolean;
  readonly provider: ProviderName;
  /** Device for training students. */
  readonly device: TrainingDevice;
  /** Number of runs of each case. */
  readonly effort: Effort;
  readonly receptiveFields: readonly ReceptiveField[] | null;
  readonly widths: readonly NetworkWidth[] | null;
  readonly strides: readonly OutputStride[] | null;
  readonly students: readonly number[] | null;
  /** Sides of the square frames, pixels. */
  readonly sides: readonly number[] | null;
}

/**
 * Reads the options that all benchmarks share: `--quick`, `--provider cpu|cuda`, `--device cpu|gpu`,
 * `--receptive-fields 17,33`, `--widths compact,paper`, `--strides 4,8`, `--students 1,3`, `--sides 256,512`. A
 * benchmark ignores those that it does not need.
 *
 * @throws Error naming the invalid option
 */
export function benchOptions(): BenchOptions {
  const { values } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      provider: { type: 'string', default: 'cpu' },
      device: { type: 'string', default: 'cpu' },
      'receptive-fields': { type: 'string' },
      widths: { type: 'string' },
      strides: { type: 'string' },
      students: { type: 'string' },
      sides: { type: 'string' },
    },
  });
  const list = <Value>(
    name: Exclude<keyof typeof values, 'quick'>,
    element: z.ZodType<Value>,
  ): Value[] | null => values[name]?.split(',').map((value) => parsed(name, element, value.trim())) ?? null;
  return {
    quick: values.quick,
    provider: parsed('provider', providerNameSchema, values.provider),
    device: parsed('device', trainingDeviceSchema, values.device),
    effort: values.quick
      ? { warmUps: 1, runs: 10, budgetMs: 1000 }
      : { warmUps: 3, runs: 60, budgetMs: 4000 },
    receptiveFields: list('receptive-fields', z.coerce.number().pipe(z.literal(receptiveFields))),
    widths: list('widths', z.enum(networkWidths)),
    strides: list('strides', z.coerce.number().pipe(z.literal(outputStrides))),
    students: list('students', z.coerce.number().int().min(1).max(16)),
    sides: list('sides', z.coerce.number().int().min(64).max(4096)),
  };
}

function parsed<Value>(name: string, schema: z.ZodType<Value>, text: string): Value {
  const result = schema.safeParse(text);
  if (result.success) return result.data;
  throw new Error(`--${name} ${text}: ${z.prettifyError(result.error)}`);
}
