import { join } from 'node:path';

/** A plant host's own files and folders below its home. */
export interface PlantPaths {
  /** The embedded log. */
  readonly log: string;
  /** The plant's identity. */
  readonly identity: string;
  /** The NATS server's configuration; includes the stations that may connect. */
  readonly configuration: string;
  readonly users: string;
  /** Process id of the NATS server. */
  readonly serverProcess: string;
  /** JetStream's folder of a NATS server that the host starts. */
  readonly streams: string;
  /** The invited stations with their public keys. */
  readonly stations: string;
  /** Held by whoever changes that list. */
  readonly stationsLock: string;
  /** The highest station number that the log knows: the list may be that of an earlier backup. */
  readonly lastStation: string;
  /** The server's address for stations; written when the host starts, read when a station is invited. */
  readonly reach: string;
  /** The host's own key at the NATS server; in a backup only with the other secrets. */
  readonly key: string;
}

export function plantPaths(home: string): PlantPaths {
  const folder = join(home, 'plant');
  return {
    log: join(folder, 'log'),
    identity: join(folder, 'identity'),
    configuration: join(folder, 'nats', 'server.conf'),
    users: join(folder, 'nats', 'stations.conf'),
    serverProcess: join(folder, 'nats', 'server.pid'),
    streams: join(folder, 'nats', 'streams'),
    stations: join(folder, 'stations.json'),
    stationsLock: join(folder, 'stations.lock'),
    lastStation: join(folder, 'last-station'),
    reach: join(folder, 'reach.json'),
    key: join(home, 'secrets', 'plant-host.nk'),
  };
}
