import { createRouterClient, ORPCError } from '@orpc/server';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { singleUser } from '../../src/main/users/single-user.ts';
import { errorCodes } from '../../src/shared/domain/station-error.ts';
import { openStationUnderTest } from '../contract/station-under-test.ts';
import { arbitraryOf } from '../support/fuzz/arbitrary-of.ts';
import { procedures } from '../support/fuzz/contract-schemas.ts';
import { everyInput, garbage, mutated, patience } from '../support/fuzz/inputs.ts';

/** Procedures that this test does not call: they start programs, reach out to addresses, render for long, or write anywhere. */
const onlyRead =
  /^(products\.createSample|cameras\.(list|preview|snapshot)|outputs\.(add|change|test)|backup\.take|training\.speed|settings\.apply)$/;

/** Number of calls to procedures without input that take a second or more. */
const slow = new Map([
  ['diagnosis.run', 2],
  ['diagnosis.archive', 2],
]);

const isCallable = (value: unknown): value is (input: unknown) => Promise<unknown> =>
  typeof value === 'function';
const isIterator = (value: unknown): value is AsyncIterator<unknown> =>
  typeof value === 'object' && value !== null && Symbol.asyncIterator in value;

test(
  'no input of any procedure, right or wrong, is answered by a failure that nobody expected',
  async () => {
    const { station, bugs } = await openStationUnderTest();
    const client: unknown = createRouterClient(station.router, { context: { user: singleUser } });
    const calls = procedures.map(({ path, input }) => {
      const valid = input === null ? fc.constant(undefined) : arbitraryOf(input);
      return fc
        .oneof(
          { weight: 5, arbitrary: valid },
          { weight: 4, arbitrary: mutated(valid) },
          { weight: 1, arbitrary: garbage },
        )
        .map((given) => ({ name: path.join('.'), given }));
    });
    const byName = new Map(procedures.map((one) => [one.path.join('.'), one]));
    let [answered, refused, malformed] = [0, 0, 0];
    await everyInput(0.45, fc.oneof(...calls), async ({ name, given }) => {
      const { path, input } = byName.get(name) ?? { path: [], input: null };
      const isValid = input === null || input.safeParse(given).success;
      const left = slow.get(name);
      if (onlyRead.test(name) || left === 0) return;
      if (left !== undefined) slow.set(name, left - 1);
      const procedure = path.reduce<unknown>((at, key) => Reflect.get(Object(at), key), client);
      if (!isCallable(procedure)) throw new TypeError(`${name} is no procedure`);
      // Forget earlier bugs, so that they do not make smaller inputs look wrong.
      bugs.splice(0);
      try {
        const output = await procedure(given);
        if (isIterator(output)) await output.return?.();
        expect(isValid, `${name} takes what its schema refuses`).toBe(true);
        answered += 1;
      } catch (error) {
        if (!(error instanceof ORPCError)) throw error;
        const known: readonly string[] = isValid ? errorCodes : ['BAD_INPUT'];
        expect(known).toContain(error.code);
        if (isValid) refused += 1;
        else malformed += 1;
      }
      expect(bugs).toEqual([]);
    });
    // Each of the three ways was taken, so the inputs are neither all nonsense nor all harmless.
    for (const times of [answered, refused, malformed]) expect(times).toBeGreaterThan(0);
    expect(Object.keys(Object.prototype)).toEqual([]);
  },
  patience,
);
