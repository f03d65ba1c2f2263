import { membershipSchema, tokenPrefix, type Membership } from '../../shared/plant/membership.ts';
import { longestToken } from '../../shared/plant/limits.ts';

/** A token as text: one word that is copied, or handed over as a file. */
export function writeToken(membership: Membership): string {
  return tokenPrefix + Buffer.from(JSON.stringify(membership)).toString('base64url');
}

/** What a token says; null: it is none, or was cut off. Spaces and line ends in it are passed over. */
export function readToken(text: string): Membership | null {
  if (text.length > longestToken) return null;
  const word = text.replaceAll(/\s/g, '');
  if (!word.startsWith(tokenPrefix)) return null;
  try {
    const json = Buffer.from(word.slice(tokenPrefix.length), 'base64url').toString('utf8');
    return membershipSchema.safeParse(JSON.parse(json)).data ?? null;
  } catch {
    return null;
  }
}
