import { membershipSchema, tokenPrefix, type Membership } from '../../shared/plant/membership.ts';
import { longestToken } from '../../shared/plant/limits.ts';

/** Writes a membership as a token: one word that can be copied or passed on as a file. */
export function writeToken(membership: Membership): string {
  return tokenPrefix + Buffer.from(JSON.stringify(membership)).toString('base64url');
}

/** Reads a token; null if it is invalid or cut off. Spaces and line breaks in it are ignored. */
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
