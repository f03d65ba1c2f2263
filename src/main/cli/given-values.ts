import type { z } from 'zod';
import { StationError } from '../../shared/domain/station-error.ts';

/** Values by key: text, a switch, a number, null, or nested keys. */
export interface GivenValues {
  readonly [key: string]: string | number | boolean | null | GivenValues;
}

/**
 * Reads pairs `key=value`; `key=` sets null. For example, `source=watched-folder source.folder=/srv` gives `source`
 * a kind and a folder.
 *
 * @param texts keys whose values stay text even if they look like a number or a switch
 * @throws StationError BAD_INPUT naming the word that is no pair
 */
export function givenValues(given: readonly string[], texts: readonly string[]): GivenValues {
  return given.reduce<GivenValues>((values, pair) => {
    const at = pair.indexOf('=');
    if (at < 1) throw new StationError('BAD_INPUT', `“${pair}” is not of the form key=value.`);
    const [key, text] = [pair.slice(0, at), pair.slice(at + 1)];
    return withValue(values, key.split('.'), texts.includes(key) ? text : valueOf(text));
  }, {});
}

function valueOf(text: string): string | number | boolean | null {
  if (text === '') return null;
  if (text === 'true' || text === 'false') return text === 'true';
  return /^\d{1,9}(\.\d{1,6})?$/.test(text) ? Number(text) : text;
}

function withValue(
  values: GivenValues,
  [first = '', ...rest]: readonly string[],
  value: GivenValues[string],
): GivenValues {
  if (rest.length === 0) return { ...values, [first]: value };
  const inner = values[first];
  const known = typeof inner === 'string' ? { kind: inner } : (inner ?? {});
  return { ...values, [first]: withValue(typeof known === 'object' ? known : {}, rest, value) };
}

/** Checks values by a schema. @param what such as `The lane`. @throws StationError BAD_INPUT naming invalid values */
export function checkedValues<Value>(schema: z.ZodType<Value>, value: unknown, what: string): Value {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) =>
    path.length === 0 ? message : `${path.join('.')}: ${message}`,
  );
  throw new StationError('BAD_INPUT', `${what} cannot be used so. ${problems.join('. ')}.`);
}
