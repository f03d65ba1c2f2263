import { z } from 'zod';
import { api } from '../../../src/shared/contract/api.ts';
import { contract } from '../../../src/shared/contract/contract.ts';

const declaration = z.looseObject({
  '~orpc': z.looseObject({
    inputSchema: z.instanceof(z.ZodType).optional(),
    outputSchema: z.instanceof(z.ZodType).optional(),
  }),
});

/** A procedure with the schema of its input. */
export interface Procedure {
  /** Names of the call, e.g. `log`, `decide`. */
  readonly path: readonly string[];
  /** Null if the procedure takes no input. */
  readonly input: z.ZodType | null;
}

function proceduresOf(tree: object, path: readonly string[] = []): Procedure[] {
  return Object.entries(tree).flatMap(([key, value]: [string, unknown]): Procedure[] => {
    const found = declaration.safeParse(value);
    if (found.success) {
      return [{ path: [...path, key], input: found.data['~orpc'].inputSchema ?? null }];
    }
    return typeof value === 'object' && value !== null ? proceduresOf(value, [...path, key]) : [];
  });
}

/** Procedures that windows call. */
export const procedures = proceduresOf(contract);
/** Procedures that programs call by HTTP. */
export const apiProcedures = proceduresOf(api);
