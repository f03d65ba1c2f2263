import { z } from 'zod';
import { userRoles, roles } from '../domain/role.ts';
import { instant, procedure, rowId } from './base.ts';

export const userRoleSchema = z.enum(userRoles);

/** A person's name. It stands beside their decisions. */
export const userNameSchema = z
  .string()
  .trim()
  .min(1)
  .max(80)
  .regex(/^[^\p{C}\p{Zl}\p{Zp}]*$/u, 'A name is one line of visible characters');

/** PIN or password, at least four characters. */
export const secretSchema = z.string().min(4).max(200);

/** A badge's or label's content, as a scanner types it. */
export const badgeSchema = z.string().trim().min(8).max(200);

/** Somebody who signs in. Their secrets never leave the station. */
export const personSchema = z.object({
  id: rowId,
  name: z.string(),
  role: userRoleSchema,
  hasBadge: z.boolean(),
  createdBy: z.string(),
  createdAt: instant,
});
export type Person = z.infer<typeof personSchema>;

/** The user at this window. */
export const meSchema = z.object({
  /** `single`: everybody at the station has every role · `people`: people sign in. */
  mode: z.enum(['single', 'people']),
  /** Null: nobody is signed in at this window. */
  user: z.object({ name: z.string(), roles: z.array(z.enum(roles)) }).nullable(),
  /**
   * Whether the user signed in with name or badge and so can sign out; false in single-user mode and for
   * links.
   */
  signedIn: z.boolean(),
  /** Name of the sign-in provider for this window; null: there is none. */
  provider: z.string().nullable(),
  /** Whether there is no administrator yet, so that the first person may become one. */
  setUp: z.boolean(),
});
export type Me = z.infer<typeof meSchema>;

/** The result of signing in. Wrong names and wrong secrets give the same answer. */
export const signInOutcomeSchema = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('in') }),
  z.object({ outcome: z.literal('refused') }),
  /** Too many failed attempts: nothing was checked. */
  z.object({ outcome: z.literal('wait'), seconds: z.number().positive() }),
]);
export type SignInOutcome = z.infer<typeof signInOutcomeSchema>;

const newPersonSchema = z.object({ name: userNameSchema, role: userRoleSchema, secret: secretSchema });
export type NewPerson = z.infer<typeof newPersonSchema>;

export const people = {
  me: procedure('people.signIn').output(meSchema),
  /** Signs in. The window's connections close afterwards; it reconnects as the new user. */
  signIn: procedure('people.signIn')
    .input(z.object({ name: z.string().trim().max(80), secret: z.string().max(200) }))
    .output(signInOutcomeSchema),
  signInByBadge: procedure('people.signIn')
    .input(z.object({ code: z.string().trim().max(200) }))
    .output(signInOutcomeSchema),
  signOut: procedure('people.signIn').output(z.void()),
  /** Reports activity at the window, which postpones its lock. */
  active: procedure('people.signIn').output(z.void()),
  /** Makes the first administrator; only possible while there is none. */
  setUp: procedure('people.signIn')
    .input(newPersonSchema.omit({ role: true }))
    .output(z.void()),
  /** Changes the caller's own PIN or password. */
  changeSecret: procedure('people.signIn')
    .input(z.object({ secret: z.string().max(200), next: secretSchema }))
    .output(signInOutcomeSchema),
  list: procedure('users.manage').output(z.array(personSchema)),
  add: procedure('users.manage').input(newPersonSchema).output(personSchema),
  setRole: procedure('users.manage')
    .input(z.object({ id: rowId, role: userRoleSchema }))
    .output(personSchema),
  setSecret: procedure('users.manage')
    .input(z.object({ id: rowId, secret: secretSchema }))
    .output(personSchema),
  /** Gives a person a badge; null removes it. */
  setBadge: procedure('users.manage')
    .input(z.object({ id: rowId, code: badgeSchema.nullable() }))
    .output(personSchema),
  remove: procedure('users.manage')
    .input(z.object({ id: rowId }))
    .output(z.void()),
};
