import { z } from 'zod';
import { orderSchema } from '../../../shared/contract/log.ts';
import { outcomes } from '../../../shared/domain/outcome.ts';
import { times, type FilterChoice } from './filter-choice.ts';

const text = z.string().catch('');
const score = z.union([z.literal(''), z.coerce.number()]).catch('');

const schema = z.object({
  product: text,
  model: text,
  time: z.enum(times).catch('all'),
  from: text,
  to: text,
  verdict: z.enum(['', ...outcomes]).catch(''),
  decision: z.enum(['', 'undecided', 'good', 'defect']).catch(''),
  shift: text,
  lane: text,
  source: text,
  cause: text,
  search: text,
  minimum: score,
  maximum: score,
  order: orderSchema.catch('newest'),
  layout: z.enum(['gallery', 'table']).catch('gallery'),
});

/** What the log shows, as written in the window's address. */
export interface ShownLog {
  readonly filter: FilterChoice;
  readonly order: z.infer<typeof orderSchema>;
  readonly layout: 'gallery' | 'table';
}

/** Reads an address; missing and invalid values do not filter. */
export function readAddress(query: Readonly<Record<string, unknown>>): ShownLog {
  const { product, model, minimum, maximum, order, layout, ...filter } = schema.parse(query);
  return {
    filter: {
      ...filter,
      productId: product,
      modelId: product === '' ? '' : model,
      minimumScore: minimum,
      maximumScore: maximum,
    },
    order,
    layout,
  };
}

const first = schema.parse({});

/** Writes an address with only the values that differ from the defaults. */
export function addressOf({ filter, order, layout }: ShownLog): Record<string, string> {
  const { productId, modelId, minimumScore, maximumScore, ...same } = filter;
  const whole = {
    product: productId,
    model: modelId,
    minimum: minimumScore,
    maximum: maximumScore,
    ...same,
    order,
    layout,
  };
  const unchanged = new Map<string, unknown>(Object.entries(first));
  const changed = Object.entries(whole).filter(([name, value]) => value !== unchanged.get(name));
  return Object.fromEntries(changed.map(([name, value]) => [name, String(value)]));
}
