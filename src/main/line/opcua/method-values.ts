import { DataType, VariantArrayType, type Variant, type VariantOptions } from 'node-opcua-variant';
import { z } from 'zod';
import { StationError } from '../../../shared/domain/station-error.ts';

/** Values of the output `Error` of methods. */
export const errors = {
  none: 0,
  failed: -1,
  notFound: -2,
  wrongState: -3,
  badInput: -4,
  unsupported: -5,
} as const;
export const errorOf = (error: unknown): number => {
  if (!(error instanceof StationError)) return errors.failed;
  if (error.code === 'NOT_FOUND') return errors.notFound;
  if (error.code === 'CONFLICT' || error.code === 'NO_ACTIVE_MODEL') return errors.wrongState;
  return error.code === 'BAD_INPUT' ? errors.badInput : errors.failed;
};

/** Most names in one argument. */
const mostListed = 1000;
const identified = z.object({ id: z.string().nullish() });
/** Returns the identifier in an argument; empty: none. */
export function idOf(input: Variant | undefined): string {
  const parsed = identified.safeParse(input?.value);
  return parsed.success ? (parsed.data.id ?? '').trim() : '';
}
export const numberOf = (input: Variant | undefined): number => z.number().catch(0).parse(input?.value);

/** Returns the words of a list argument; empty if it is no list of words. */
export const stringsOf = (input: Variant | undefined): string[] =>
  z.array(z.string()).max(mostListed).catch([]).parse(input?.value);

export const int32 = (value: number): VariantOptions => ({ dataType: DataType.Int32, value });
export const uint32 = (value: number): VariantOptions => ({ dataType: DataType.UInt32, value });
export const boolean = (value: boolean): VariantOptions => ({ dataType: DataType.Boolean, value });
export const list = (value: unknown[]): VariantOptions => ({
  dataType: DataType.ExtensionObject,
  arrayType: VariantArrayType.Array,
  value,
});
