import type { StatisticsFilter } from '../../shared/contract/statistics.ts';
import type { SourceKind } from '../../shared/domain/source-kinds.ts';
import { productInLog, type CommandContext } from './command-context.ts';
import { periodOf, type PeriodOptions } from './period.ts';

/** The part of the log that a command uses; an option left out selects all. */
export interface LogOptions extends PeriodOptions {
  readonly product?: string;
  readonly lane?: number;
  readonly shift?: number;
  readonly source?: SourceKind;
  readonly cause?: string;
}

/** Converts the options to a filter. @throws StationError NOT_FOUND for an unknown product, BAD_INPUT */
export async function logFilterOf(
  client: CommandContext['client'],
  { product: name, lane, shift: shiftId, source, cause, ...period }: LogOptions,
  timeZone: string,
): Promise<StatisticsFilter> {
  const span = periodOf(period, timeZone);
  const product = name === undefined ? null : await productInLog(client, name);
  return { ...span, ...(product === null ? {} : { productId: product.id }), lane, shiftId, source, cause };
}
