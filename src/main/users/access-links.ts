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
/** The last use of a link is kept to this, milliseconds. */
const useEvery = 60_000;

export type AccessLinks = ReturnType<typeof createAccessLinks>;

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Who makes a link. */
export interface LinkMaker extends Pick<User, 'name'> {
  /** The link that they came in by; left out: none. */
  readonly linkId?: number | undefined;
}

/**
 * Links that let people at other machines in, each with a name and a role. A link does not outlast who made it: it ends with the link
 * that it was made by, or with the user. A token has 256 random bits, so that its hash
 * needs no salt and finding it in an index tells nothing (decision 0098).
 *
 * @param isOfUser whether a name looks like that of somebody who signs in
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

    /** Told by the host that serves windows elsewhere. */
    serveAt: (found: () => readonly string[], own: StationCertificate | null): void => {
      origins = found;
      certificate = own;
    },

    /** Where windows elsewhere reach the station. */
    addresses: (): AccessAddresses => ({
      served: origins !== null,
      origins: [...(origins?.() ?? [])],
      certificate,
    }),

    /**
     * A new link. Its token is not kept: it is told this once.
     *
     * @throws StationError BAD_INPUT for a name that is the station's own; CONFLICT for that of somebody else who signs in
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
     * Ends a link and those that were made by it, for good; one that has ended stays as it is.
     *
     * @throws StationError NOT_FOUND
     */
    revoke(id: number): AccessLink {
      get(id);
      tell(links.revoke(id, now()));
      return get(id);
    },

    /** Ends the links that a user made, and those that were made by these. @returns how many had not ended yet */
    revokeMadeBy(name: string): number {
      const ended = links.madeByUser(name).flatMap((id) => links.revoke(id, now()));
      tell(ended);
      return ended.length;
    },

    /** Whom a token lets in; null for one that is unknown, expired or revoked. */
    admit(token: string): Admitted | null {
      const link = links.findByToken(hashOf(token));
      if (link === null || !isOpen(link)) return null;
      if (now() - (link.lastUsedAt ?? 0) >= useEvery) links.use(link.id, now());
      const user = { name: link.name, roles: rolesOfLink(link.role) };
      return { linkId: link.id, user, expiresAt: link.expiresAt };
    },

    /** False once a link has expired or was revoked, by whatever process. */
    isOpen: (id: number): boolean => {
      const link = links.find(id);
      return link !== null && isOpen(link);
    },

    /** Hears of each link that is revoked here, until the returned function is called. */
    onRevoked(listener: (linkId: number) => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
