import type { Router } from '@orpc/server';
import type { StationCertificate } from '../../shared/contract/access.ts';
import type { api } from '../../shared/contract/api.ts';
import type { contract } from '../../shared/contract/contract.ts';
import type { MediaAddress } from '../../shared/contract/media.ts';
import type { User } from '../../shared/domain/role.ts';
import type { LiveService } from './live.ts';

/** The content of a picture, map, page or file. */
export interface Media {
  /** A large file is backed by the disk: it is read while it is sent, never whole into memory. */
  readonly body: Blob;
  /** Media type, e.g. `image/png`. */
  readonly type: string;
  /** Identifies the content: equal tags always mean equal bytes. */
  readonly etag: string;
  /** The name under which browsers save the document, which they must not show in the window's origin. */
  readonly fileName?: string;
}

/** The access link that a token belongs to, and its user. */
export interface Admitted {
  readonly linkId: number;
  readonly user: User;
  /** Milliseconds since 1970; null: until it is revoked. */
  readonly expiresAt: number | null;
}

/** The access links, as a host uses them. */
export interface Admission {
  /** Looks a token up. @returns null if it is unknown, expired or revoked */
  admit(token: string): Admitted | null;
  isOpen(linkId: number): boolean;
  /** @returns a function that ends the listening */
  onRevoked(listener: (linkId: number) => void): () => void;
  /**
   * Tells the station its addresses for other machines and its own TLS certificate. A host that listens on no port does not
   * call it.
   */
  serveAt(origins: () => readonly string[], certificate: StationCertificate | null): void;
}

/** What the host knows about the caller of a procedure. */
export interface CallContext {
  readonly user: User;
  /** The caller's origin: a machine's address or an `AuditOrigin`; left out for the station itself. */
  readonly origin?: string;
  /** The seat at which the caller signs in; left out where nobody can sign in. */
  readonly seat?: string;
  /** The access link that they came in by; left out: none. */
  readonly linkId?: number;
}

/** Sign-in by an external provider: a host redirects people to it and back. */
export interface ProviderWay {
  label(): string | null;
  begin(seat: { readonly id: string; readonly origin: string }, redirect: string): Promise<string>;
  finish(seat: { readonly id: string; readonly origin: string }, current: URL): Promise<boolean>;
}

/** The seats, i.e. who is signed in at which browser, as a host uses them. */
export interface Seats {
  /** Makes a browser's seat: a name that cannot be guessed. */
  newSeat(): string;
  readonly provider: ProviderWay;
  /** @param seat null where nobody can sign in. @param single the user of a station without sign-in */
  userAt(seat: string | null, single: User): User;
  /** Calls back with each seat whose user changed, so that its connections are ended; with null for all. @returns a function that ends it */
  onChanged(listener: (seat: string | null) => void): () => void;
}

/** The parts of a station that a host serves to windows and programs. */
export interface ServedStation {
  readonly router: Router<typeof contract, CallContext>;
  readonly live: LiveService;
  readonly access: Admission;
  readonly seats: Seats;
  /** The HTTP API for programs. */
  readonly api: {
    readonly router: Router<typeof api, CallContext>;
    /** Returns the figures in Prometheus' text format. */
    metrics(): string;
    readonly version: string;
  };
  /** @throws StationError NOT_FOUND, FORBIDDEN, or the file's own error */
  readMedia(address: MediaAddress, user: User): Promise<Media>;
}

/** Logs an unexpected failure. */
export type ReportBug = (error: unknown, where: string) => void;

/** A station and what its host serves it with. */
export interface Serving {
  readonly station: ServedStation;
  /** The built window's folder. */
  readonly renderer: string;
  /** The user of the desktop's window, and of browsers with the station's start token. */
  readonly user: User;
  readonly report: ReportBug;
}
