import { z } from 'zod';
import { userRoles, roles } from '../domain/role.ts';
import { instant, procedure, rowId } from './base.ts';

export const userRoleSchema = z.enum(userRoles);

/** What a person is called; it stands beside their decisions. */
export const userNameSchema = z
  .string()
  .trim()
  .min(1)
  .max(80)
  .regex(/^[^\p{C}\p{Zl}\p{Zp}]*$/u, 'A name is one line of visible characters');

/** PIN or password, at least four characters. */
export const secretSchema = z.string().min(4).max(200);

/** What a badge or a label says, as a scanner types it. */
export const badgeSchema = z.string().trim().min(8).max(200);

/** Somebody who signs in; their secrets are told to nobody. */
export const personSchema = z.object({
  id: rowId,
  name: z.string(),
  role: userRoleSchema,
  hasBadge: z.boolean(),
  createdBy: z.string(),
  createdAt: instant,
});
export type Person = z.infer<typeof personSchema>;

/** Who sits at this window. */
export const meSchema = z.object({
  /** `single`: whoever uses the station has every role · `people`: people sign in. */
  mode: z.enum(['single', 'people']),
  /** Null: nobody has signed in at this window. */
  user: z.object({ name: z.string(), roles: z.array(z.enum(roles)) }).nullable(),
  /** Whether the user signed in with name or badge, and can sign out: not in single mode, nor by a link. */
  signedIn: z.boolean(),
  /** What the provider is called by which people may sign in at this window; null: there is none. */
  provider: z.string().nullable(),
  /** Nobody could sign in as administrator yet: the first one makes themselves. */
  setUp: z.boolean(),
});
export type Me = z.infer<typeof meSchema>;

/** What came of signing in. Wrong names and wrong secrets are told alike. */
export const signInOutcomeSchema = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('in') }),
  z.object({ outcome: z.literal('refused') }),
  /** Too many wrong ones: nothing was tried. */
  z.object({ outcome: z.literal('wait'), seconds: z.number().positive() }),
]);
export type SignInOutcome = z.infer<typeof signInOutcomeSchema>;

const newPersonSchema = z.object({ name: userNameSchema, role: userRoleSchema, secret: secretSchema });
export type NewPerson = z.infer<typeof newPersonSchema>;

export const people = {
  me: procedure('people.signIn').output(meSchema),
  /** Connections of the window end once somebody has signed in or out: it comes back as who it is then. */
  signIn: procedure('people.signIn')
    .input(z.object({ name: z.string().trim().max(80), secret: z.string().max(200) }))
    .output(signInOutcomeSchema),
  signInByBadge: procedure('people.signIn')
    .input(z.object({ code: z.string().trim().max(200) }))
    .output(signInOutcomeSchema),
  signOut: procedure('people.signIn').output(z.void()),
  /** Somebody does something at the window: it is not locked yet. */
  active: procedure('people.signIn').output(z.void()),
  /** Makes the first administrator, while there is none. */
  setUp: procedure('people.signIn')
    .input(newPersonSchema.omit({ role: true }))
    .output(z.void()),
  /** Sets one's own PIN or password. */
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
  /** Null takes the badge away. */
  setBadge: procedure('users.manage')
    .input(z.object({ id: rowId, code: badgeSchema.nullable() }))
    .output(personSchema),
  remove: procedure('users.manage')
    .input(z.object({ id: rowId }))
    .output(z.void()),
};
