import { isContractProcedure } from '@orpc/contract';
import type { AnyContractProcedure } from '@orpc/contract';
import { z } from 'zod';
import { contract } from '../../src/shared/contract/contract.ts';
import { permissions, rolesWith } from '../../src/shared/domain/permissions.ts';
import type { Role } from '../../src/shared/domain/role.ts';

export interface DeclaredProcedure {
  /** E.g. `['models', 'activate']`. */
  readonly path: readonly [string, string];
  readonly roles: readonly Role[];
  /** Whether anyone who reaches the window may call it, even without a role. */
  readonly forAnybody: boolean;
  readonly takesInput: boolean;
}

const meta = z.object({ permission: z.enum(permissions) });

/** All procedures of the contract. */
export const procedures: readonly DeclaredProcedure[] = Object.entries(contract).flatMap(([domain, group]) =>
  Object.entries(group).map(([name, procedure]: [string, unknown]) => {
    if (!isProcedure(procedure)) throw new Error(`${domain}.${name} is no procedure`);
    const { meta: stated, inputSchema } = procedure['~orpc'];
    const { permission } = meta.parse(stated);
    return {
      path: [domain, name] as const,
      roles: rolesWith(permission),
      forAnybody: permission === 'people.signIn',
      takesInput: inputSchema !== undefined,
    };
  }),
);

function isProcedure(value: unknown): value is AnyContractProcedure {
  return isContractProcedure(value);
}
