import { createHash, randomBytes } from 'node:crypto';
import type {
  AccessAddresses,
  AccessLink,
  NewAccessLink,
  StationCertificate,
} from '../../shared/contract/access.ts';
import { rolesOfLink } from '../../shared/domain/role.ts';
import type { User } from '../../shared/domain/role.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import { looksLike } from '../../shared/domain/visible-text.ts';
import type { Admitted } from '../host/served-station.ts';
import type { AccessRepository } from './access-repository.ts';
import { refuseOwnName } from './own-names.ts';

const day = 86_400_000;
/** Precision of a link's last use, milliseconds. */
const useEvery = 60_000;

export type AccessLinks = ReturnType<typeof createAccessLinks>;

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/** The person who makes a link. */
export interface LinkMaker extends Pick<User, 'name'> {
  /** The access link that let the person in; absent without one. */
  readonly linkId?: number | undefined;
}

/**
 * Manages the links that let in people at other machines, each with a name and a role. A link does not outlast its maker: it ends with
 * the maker's own link or user. A token has 256 random bits, so its hash needs no salt, and the time of its look-up in an index reveals
 * nothing (decision 0098).
 *
 * @param isOfUser tells whether a name looks like that of a user
 * @param now milliseconds since 1970
 */
export function createAccessLinks(
  links: AccessRepository,
  isOfUser: (name: string) => boolean,
  now: () => number = Date.now,
) {
  const listeners = new Set<(linkId: number) => void>();
  let origins: (() => readonly string[]) | null = null;
  let certificate: StationCertificate | null = null;

  const isOpen = ({ revokedAt, expiresAt }: AccessLink): boolean =>
    revokedAt === null && (expiresAt === null || now() < expiresAt);

  /** @throws StationError NOT_FOUND */
  function get(id: number): AccessLink {
    const found = links.find(id);
    if (found !== null) return found;
    throw new StationError('NOT_FOUND', `There is no access link ${id}. List them to see which there are.`);
  }

  function tell(ended: readonly number[]): void {
    for (const id of ended) for (const listener of listeners) listener(id);
  }

  return {
    list: (): AccessLink[] => links.all(),

    /** Sets the addresses at which the host serves windows of other machines, and its certificate. */
    serveAt: (found: () => readonly string[], own: StationCertificate | null): void => {
      origins = found;
      certificate = own;
    },

    /** Returns the addresses at which windows of other machines reach the station. */
    addresses: (): AccessAddresses => ({
      served: origins !== null,
      origins: [...(origins?.() ?? [])],
      certificate,
    }),

    /**
     * Makes a new link. Only its token's hash is stored, so the token is returned just this once.
     *
     * @throws StationError BAD_INPUT for one of the station's own names; CONFLICT for the name of another user
     */
    create({ name, role, days }: NewAccessLink, by: LinkMaker): { link: AccessLink; token: string } {
      refuseOwnName(name);
      if (isOfUser(name) && !looksLike(name, by.name)) {
        throw new StationError(
          'CONFLICT',
          `“${name}” is a user of the station, who signs in. What is done by a link of that name would be taken for theirs.`,
        );
      }
      const token = randomBytes(32).toString('base64url');
      const createdAt = now();
      const madeByLink = by.linkId ?? null;
      const lasts = days === null ? null : createdAt + days * day;
      const ends = [lasts, madeByLink === null ? null : get(madeByLink).expiresAt].filter(
        (end) => end !== null,
      );
      const expiresAt = ends.length === 0 ? null : Math.min(...ends);
      const origin = { createdBy: by.name, createdAt, madeByLink };
      return {
        link: get(links.insert({ name, role, ...origin, expiresAt, tokenSha256: hashOf(token) })),
        token,
      };
    },

    /**
     * Ends a link, and those made through it, for good. Nothing changes for a link that has ended.
     *
     * @throws StationError NOT_FOUND
     */
    revoke(id: number): AccessLink {
      get(id);
      tell(links.revoke(id, now()));
      return get(id);
    },

    /** Ends the links that a user made, and those made through them. @returns the number of links that had not ended before */
    revokeMadeBy(name: string): number {
      const ended = links.madeByUser(name).flatMap((id) => links.revoke(id, now()));
      tell(ended);
      return ended.length;
    },

    /** Returns the person whom a token lets in; null for an unknown, expired or revoked token. */
    admit(token: string): Admitted | null {
      const link = links.findByToken(hashOf(token));
      if (link === null || !isOpen(link)) return null;
      if (now() - (link.lastUsedAt ?? 0) >= useEvery) links.use(link.id, now());
      const user = { name: link.name, roles: rolesOfLink(link.role) };
      return { linkId: link.id, user, expiresAt: link.expiresAt };
    },

    /** Tells whether a link is neither expired nor revoked, by this process or another. */
    isOpen: (id: number): boolean => {
      const link = links.find(id);
      return link !== null && isOpen(link);
    },

    /** Calls back with each link that this process revokes. @returns a function that ends it */
    onRevoked(listener: (linkId: number) => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
