import { fingerprintSchema } from '../../../shared/contract/client-certificates.ts';
import type { Terminal } from '../terminal.ts';
import { checkedValues } from '../given-values.ts';
import { named, withOutputs } from './outputs.ts';

/** Prints the certificates of all clients that tried to connect to an output. */
export async function listClients(terminal: Terminal, called: string): Promise<void> {
  const clients = await withOutputs((outputs) => outputs.clients(named(outputs, called).id));
  for (const { subject, fingerprint, thumbprint, firstSeen, trusted } of clients) {
    terminal.print(`${trusted ? 'trusted' : 'not trusted'}: ${subject}`);
    terminal.print(`  SHA-256 ${fingerprint}`);
    terminal.print(`  SHA-1 ${thumbprint}, first seen ${new Date(firstSeen).toISOString()}`);
  }
  if (clients.length === 0) terminal.print('No client with a certificate has tried to connect yet.');
  terminal.printJson({ clients });
}

/** Trusts a client's certificate, so that the client may connect. */
export async function trustClient(terminal: Terminal, called: string, given: string): Promise<void> {
  const fingerprint = checkedValues(fingerprintSchema, given.toUpperCase(), 'The fingerprint');
  await withOutputs((outputs) => outputs.trustClient(named(outputs, called).id, fingerprint));
  terminal.print('The client is trusted.');
  terminal.printJson({ fingerprint, trusted: true });
}

/** Removes a client's certificate, so that the client may no longer connect. */
export async function removeClient(terminal: Terminal, called: string, given: string): Promise<void> {
  const fingerprint = checkedValues(fingerprintSchema, given.toUpperCase(), 'The fingerprint');
  await withOutputs((outputs) => outputs.removeClient(named(outputs, called).id, fingerprint));
  terminal.print('The certificate was removed.');
  terminal.printJson({ fingerprint, trusted: false });
}
