import type { z } from 'zod';
import type { Permission } from './permissions.ts';

/** How a setting is asked for. */
export type SettingField =
  /** One line; `offers` is what it may be chosen from. */
  | { readonly kind: 'text'; readonly longest: number; readonly offers?: 'time-zones' }
  /** A whole number. */
  | { readonly kind: 'number'; readonly least: number; readonly most: number }
  /** One of a few; each has its word in the window. */
  | { readonly kind: 'choice'; readonly values: readonly string[] };

export interface Setting {
  /** What fits; its description is for files and the command line, the window has its own words. */
  readonly schema: z.ZodType;
  /** In force until somebody sets it. */
  readonly standard: unknown;
  readonly permission: Permission;
  /** Whether it says where files lie, which is told to who may change settings only. */
  readonly namesPlace?: boolean;
  /** Symbol behind the value, the same in every language. */
  readonly unit: string | null;
  readonly field: SettingField;
}
