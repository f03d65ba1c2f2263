import { join } from 'node:path';

/** Where a plant host keeps what is the plant's, below its home. */
export interface PlantPaths {
  /** The embedded log. */
  readonly log: string;
  /** Who this plant is. */
  readonly identity: string;
  /** Configuration of the NATS server, with the stations that may come in. */
  readonly configuration: string;
  readonly users: string;
  /** The number of the server's process. */
  readonly serverProcess: string;
  /** Where a server that the host starts keeps its streams. */
  readonly streams: string;
  /** The stations that are invited, with the public half of their keys. */
  readonly stations: string;
  /** How stations reach the server; written when the host starts, read by whoever invites. */
  readonly reach: string;
  /** The host's own key at the server; no backup or export has it. */
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
    reach: join(folder, 'reach.json'),
    key: join(home, 'secrets', 'plant-host.nk'),
  };
}
