import { checkServerIdentity, type PeerCertificate } from 'node:tls';
import type { TlsOptions } from '@nats-io/transport-node';

/**
 * TLS with a NATS server whose certificate has to name one of the addresses. The client upgrades a connection that stands, and tells
 * TLS no name where the address is a number.
 *
 * @param authority certificates (PEM) that the server's is signed by; null: those that the machine trusts
 * @returns nothing where no address asks for TLS
 */
export function serverTls(
  servers: readonly string[],
  authority: string | null,
): { readonly tls?: TlsOptions } {
  if (!servers.some((address) => address.startsWith('tls:'))) return {};
  const names = servers.map((address) => new URL(address).hostname.replaceAll(/[[\]]/g, ''));
  const tls = {
    ...(authority === null ? {} : { ca: authority }),
    checkServerIdentity(_name: string, certificate: PeerCertificate): Error | undefined {
      const failures = names.map((name) => checkServerIdentity(name, certificate));
      return failures.includes(undefined) ? undefined : failures[0];
    },
  };
  return { tls };
}
