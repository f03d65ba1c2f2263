import type { KeptMessage } from '../../../../shared/contract/line-message.ts';
import type { LaneOfLine } from '../../line-commands.ts';
import type { Metric, MetricType } from './payload.ts';

/** Returns a device's metrics of its lane. @param lane null: unknown */
export function laneMetrics(lane: LaneOfLine | null): Metric[] {
  return [
    { name: 'Lane/Name', type: 'text', value: lane?.name ?? null },
    { name: 'Lane/State', type: 'text', value: lane?.state ?? null },
    { name: 'Lane/Product', type: 'text', value: lane?.product?.name ?? null },
    { name: 'Trigger', type: 'flag', value: false },
    { name: 'Serial', type: 'text', value: null },
  ];
}

/** Metrics of a part, named like the message's fields. */
const told = {
  kind: 'text',
  verdict: 'text',
  reason: 'text',
  product: 'text',
  name: 'text',
  partNumber: 'integer',
  score: 'number',
  capturedAt: 'instant',
} as const satisfies Readonly<Record<string, MetricType>>;

/** Returns a part's metrics. @param message null: no part yet, for a birth */
export function partMetrics(message: KeptMessage | null): Metric[] {
  const values: Readonly<Record<string, unknown>> = message?.body ?? {};
  const metric = ([name, type]: readonly [string, MetricType]): Metric => {
    const value = values[name];
    const fits = typeof value === (type === 'text' ? 'string' : 'number');
    const known = typeof value === 'string' || typeof value === 'number' ? value : null;
    return { name: `Part/${name}`, type, value: fits ? known : null };
  };
  return [
    { name: 'Part/number', type: 'integer', value: message?.number ?? null },
    ...Object.entries(told).map(metric),
  ];
}
