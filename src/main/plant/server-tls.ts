import { checkServerIdentity, type PeerCertificate } from 'node:tls';
import type { TlsOptions } from '@nats-io/transport-node';

/**
 * Returns the TLS options for a NATS server whose certificate must name one of the addresses. The NATS client upgrades an open connection
 * to TLS, and gives TLS no name to check if the address is an IP address.
 *
 * @param authority certificates (PEM) that must have signed the server's; null for those that the machine trusts
 * @returns an empty object if no address uses TLS
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
