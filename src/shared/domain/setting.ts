import type { z } from 'zod';
import type { Permission } from './permissions.ts';

/** The form field of a setting. */
export type SettingField =
  /** One line of text; `offers` names the list to choose from. */
  | { readonly kind: 'text'; readonly longest: number; readonly offers?: 'time-zones' }
  /** A whole number. */
  | { readonly kind: 'number'; readonly least: number; readonly most: number }
  /** One of a few values; the window has words for each. */
  | { readonly kind: 'choice'; readonly values: readonly string[] };

export interface Setting {
  /** Validates the value. Its description is for files and the command line; the window has its own words. */
  readonly schema: z.ZodType;
  /** The value until somebody sets one. */
  readonly standard: unknown;
  readonly permission: Permission;
  /** Whether the value is a place of files, which only people who may change settings see. */
  readonly namesPlace?: boolean;
  /** Unit symbol after the value, the same in every language; null: none. */
  readonly unit: string | null;
  readonly field: SettingField;
}
