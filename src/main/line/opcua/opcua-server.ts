import { timingSafeEqual } from 'node:crypto';
import { chmodSync, mkdirSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { OPCUACertificateManager } from 'node-opcua-certificate-manager';
import { setDebugLogger, setErrorLogger, setWarningLogger } from 'node-opcua-debug';
import { nodesets } from 'node-opcua-nodesets';
import { MessageSecurityMode, SecurityPolicy } from 'node-opcua-secure-channel';
import { OPCUAServer } from 'node-opcua-server';
import type { TargetOf } from '../../../shared/domain/output-kinds.ts';

// The library logs everything that refused clients send; the output itself shows what matters.
for (const silence of [setErrorLogger, setWarningLogger, setDebugLogger]) silence(() => undefined);

const ownerOnly = 0o700;
/** A plant's systems and the controllers of all lanes, each with its own connection. */
const mostSessions = 100;
/** Most subscriptions of all sessions together. */
const mostSubscriptions = 500;

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/**
 * Makes an OPC UA server with the types of Machine Vision, ready for nodes and for listening.
 *
 * @param folder of its keys and certificates
 * @param password of the user; null: no user may sign in
 * @param onStranger called when a client with an unknown certificate is refused
 */
export async function makeOpcuaServer(
  target: TargetOf<'opcua'>,
  folder: string,
  password: string | null,
  onStranger: () => void,
): Promise<OPCUAServer> {
  mkdirSync(folder, { recursive: true, mode: ownerOnly });
  chmodSync(folder, ownerOnly);
  const serverCertificateManager = new OPCUACertificateManager({
    rootFolder: join(folder, 'clients'),
    automaticallyAcceptUnknownCertificate: target.trustNewClients,
  });
  serverCertificateManager.on('certificateAdded', ({ store }) => {
    if (store === 'rejected') onStranger();
  });
  const userCertificateManager = new OPCUACertificateManager({
    rootFolder: join(folder, 'users'),
    automaticallyAcceptUnknownCertificate: false,
  });
  const server = new OPCUAServer({
    host: target.host,
    port: target.port,
    resourcePath: '/loupe',
    serverCertificateManager,
    userCertificateManager,
    allowAnonymous: target.anonymous !== 'none',
    nodeset_filename: [nodesets.standard, nodesets.machineVision],
    serverInfo: { applicationUri: `urn:${hostname()}:Loupe`, applicationName: { text: 'Loupe' } },
    securityPolicies: [
      ...(target.unsecured ? [SecurityPolicy.None] : []),
      ...[SecurityPolicy.Basic256Sha256, SecurityPolicy.Aes128_Sha256_RsaOaep],
      SecurityPolicy.Aes256_Sha256_RsaPss,
    ],
    securityModes: [
      ...(target.unsecured ? [MessageSecurityMode.None] : []),
      ...[MessageSecurityMode.Sign, MessageSecurityMode.SignAndEncrypt],
    ],
    // The library takes ten connections otherwise, whatever the number of sessions.
    maxConnectionsPerEndpoint: mostSessions,
    serverCapabilities: { maxSessions: mostSessions, maxSubscriptions: mostSubscriptions },
    userManager: {
      isValidUser(name: string, given: string) {
        return password !== null && target.user !== '' && same(name, target.user) && same(given, password);
      },
    },
  });
  await server.initialize();
  return server;
}
