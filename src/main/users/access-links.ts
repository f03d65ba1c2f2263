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
import { singleUser } from './single-user.ts';

const day = 86_400_000;
/** The last use of a link is kept to this, milliseconds. */
const useEvery = 60_000;

export type AccessLinks = ReturnType<typeof createAccessLinks>;

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/**
 * Links that let people at other machines in, each with a name and a role. A token has 256 random bits, so that its hash
 * needs no salt and finding it in an index tells nothing (decision 0098).
 *
 * @param now milliseconds since 1970
 */
export function createAccessLinks(links: AccessRepository, now: () => number = Date.now) {
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
     * @throws StationError BAD_INPUT for the name of the station's own user
     */
    create({ name, role, days }: NewAccessLink, by: User): { link: AccessLink; token: string } {
      if (looksLike(name, singleUser.name)) {
        throw new StationError(
          'BAD_INPUT',
          `“${name}” is whoever sits at the station. Give the link the name of the person it is for.`,
        );
      }
      const token = randomBytes(32).toString('base64url');
      const createdAt = now();
      const expiresAt = days === null ? null : createdAt + days * day;
      const row = { name, role, createdBy: by.name, createdAt, expiresAt, tokenSha256: hashOf(token) };
      return { link: get(links.insert(row)), token };
    },

    /** Ends a link, for good; one that has ended stays as it is. @throws StationError NOT_FOUND */
    revoke(id: number): AccessLink {
      get(id);
      links.revoke(id, now());
      for (const listener of listeners) listener(id);
      return get(id);
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
