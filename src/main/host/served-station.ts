import type { Router } from '@orpc/server';
import type { StationCertificate } from '../../shared/contract/access.ts';
import type { api } from '../../shared/contract/api.ts';
import type { contract } from '../../shared/contract/contract.ts';
import type { MediaAddress } from '../../shared/contract/media.ts';
import type { User } from '../../shared/domain/role.ts';
import type { LiveService } from './live.ts';

/** A picture, map, page or file. */
export interface Media {
  /** A large file is read from the disk while it is sent, never whole into memory. */
  readonly body: Blob;
  /** Media type, e.g. `image/png`. */
  readonly type: string;
  /** Names the content: equal tags mean equal bytes, for ever. */
  readonly etag: string;
  /** A document to be saved under this name, never shown in the window's own origin. */
  readonly fileName?: string;
}

/** Whom a token of an access link lets in. */
export interface Admitted {
  readonly linkId: number;
  readonly user: User;
  /** Milliseconds since 1970; null: until it is revoked. */
  readonly expiresAt: number | null;
}

/** The access links, as a host asks them. */
export interface Admission {
  /** Null for a token that is unknown, expired or revoked. */
  admit(token: string): Admitted | null;
  isOpen(linkId: number): boolean;
  /** @returns what ends the listening */
  onRevoked(listener: (linkId: number) => void): () => void;
  /**
   * Tells where other machines reach the station, and with which certificate it speaks TLS itself; not called by a host that
   * listens on no port.
   */
  serveAt(origins: () => readonly string[], certificate: StationCertificate | null): void;
}

/** What a host knows of each call. */
export interface CallContext {
  readonly user: User;
  /** From where: the address of a machine, or an `AuditOrigin`; left out: the station itself. */
  readonly origin?: string;
  /** The window at which somebody signs in; left out where nobody can. */
  readonly seat?: string;
}

/** People who sign in by a provider elsewhere, as a host leads them there and back. */
export interface ProviderWay {
  label(): string | null;
  begin(seat: { readonly id: string; readonly origin: string }, redirect: string): Promise<string>;
  finish(seat: { readonly id: string; readonly origin: string }, current: URL): Promise<boolean>;
}

/** Who sits at which window, as a host asks it. */
export interface Seats {
  /** A seat for a browser: a name that nobody guesses. */
  newSeat(): string;
  readonly provider: ProviderWay;
  /** @param seat null: nobody can sit there. @param single who it is where people do not sign in */
  userAt(seat: string | null, single: User): User;
  /** Hears of each seat whose connections are to end, since somebody else sits there; null: all. @returns what ends the listening */
  onChanged(listener: (seat: string | null) => void): () => void;
}

/** What a host serves to its windows. */
export interface ServedStation {
  readonly router: Router<typeof contract, CallContext>;
  readonly live: LiveService;
  readonly access: Admission;
  readonly seats: Seats;
  /** What programs ask by HTTP. */
  readonly api: {
    readonly router: Router<typeof api, CallContext>;
    /** Figures in Prometheus' text format. */
    metrics(): string;
    readonly version: string;
  };
  /** @throws StationError NOT_FOUND, FORBIDDEN or that of the file */
  readMedia(address: MediaAddress, user: User): Promise<Media>;
}

/** Takes a failure that nobody expected to the log. */
export type ReportBug = (error: unknown, where: string) => void;

/** A station with what its windows are given beside it. */
export interface Serving {
  readonly station: ServedStation;
  /** Folder of the built window. */
  readonly renderer: string;
  /** Who comes with the station's own token, or at its own window. */
  readonly user: User;
  readonly report: ReportBug;
}
