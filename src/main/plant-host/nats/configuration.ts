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
  /** Where the server writes the number of its process. */
  readonly processFile: string;
  /** Bytes that the streams may take on the disk; what comes beyond is refused, and stations keep it. */
  readonly mostBytes: number;
  /** Null: without TLS, for a trial. */
  readonly certificate: ServerCertificate | null;
}

/** Configuration of a server that the host starts, in the language of nats-server; the users come from the file beside it. */
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
 * Who may come to the server: the host, and each station with its own subjects alone. The account is the plant's own, so that other
 * programs at the same server hear nothing of it.
 *
 * @param host public key of the host
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
