import { permissionsOf } from '../../../shared/plant/subjects.ts';

/** Certificate and key of the server, PEM files. */
export interface ServerCertificate {
  readonly cert: string;
  readonly key: string;
}

export interface ServerSettings {
  readonly host: string;
  readonly port: number;
  /** Folder of the streams. */
  readonly streams: string;
  /** File to which the server writes its process id. */
  readonly processFile: string;
  /** Disk space of the streams, bytes. A full server refuses messages, and the stations keep them. */
  readonly mostBytes: number;
  /** Null for a server without TLS, for trials. */
  readonly certificate: ServerCertificate | null;
}

/** Writes the configuration for nats-server; it includes the file of users beside it. */
export function serverText(settings: ServerSettings): string {
  const { host, port, streams, processFile, mostBytes, certificate } = settings;
  const text = (value: string): string => JSON.stringify(value);
  return [
    '# Written by the plant host at each start; changes here are lost.',
    `host: ${text(host)}`,
    `port: ${port}`,
    'server_name: loupe-plant',
    'max_payload: 1MB',
    `jetstream { store_dir: ${text(streams)}, max_file_store: ${mostBytes}, max_memory_store: 0 }`,
    ...(certificate === null
      ? []
      : [`tls { cert_file: ${text(certificate.cert)}, key_file: ${text(certificate.key)} }`]),
    `pid_file: ${text(processFile)}`,
    'include stations.conf',
    '',
  ].join('\n');
}

/**
 * Writes the server's users: the host, and each station, which may use only its own subjects. The plant has its own account, so that
 * other programs at the same server see none of its messages.
 *
 * @param host the host's public key
 */
export function usersText(
  host: string,
  stations: readonly { readonly station: number; readonly name: string; readonly key: string }[],
): string {
  const users = stations.map(({ station, name, key }) => {
    const { publish, subscribe } = permissionsOf(station);
    const allow = (subjects: readonly string[]): string => `{ allow: ${JSON.stringify(subjects)} }`;
    const permissions = `{ publish: ${allow(publish)}, subscribe: ${allow(subscribe)} }`;
    return `      # ${station}: ${name}\n      { nkey: ${key}, permissions: ${permissions} }`;
  });
  return [
    '# Written by the plant host when a station is invited or removed; changes here are lost.',
    'accounts {',
    '  LOUPE {',
    '    jetstream: enabled',
    '    users: [',
    `      { nkey: ${host} }`,
    ...users,
    '    ]',
    '  }',
    '}',
    '',
  ].join('\n');
}
