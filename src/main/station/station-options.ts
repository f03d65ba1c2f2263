import type { Host } from '../host/host.ts';
import type { ReportBug } from '../host/served-station.ts';
import type { SampleCounts } from '../sample/sample-product.ts';

/** The plant's NATS server: one that the host starts, or one that runs already. */
export type PlantServer = {
  /** Addresses for stations, `nats://…` or `tls://…`; of a running server, the host itself uses the first. */
  readonly servers: readonly string[];
  /** Authorities (PEM) of the server's certificate; null: those that the machine trusts. */
  readonly authority: string | null;
} & (
  | {
      readonly kind: 'own';
      readonly host: string;
      readonly port: number;
      /** PEM files; null: without TLS. */
      readonly certificate: { readonly cert: string; readonly key: string } | null;
    }
  | { readonly kind: 'running' }
);

/** Options of a station that is the host of a plant. */
export interface PlantOptions {
  /** Address of the database, `postgres://…`; null: embedded in the home. */
  readonly database: string | null;
  readonly server: PlantServer;
}

/** Options with which a station is opened. */
export interface StationOptions {
  /** The folder that holds everything (`STATION_HOME`). */
  readonly home: string;
  readonly host: Host;
  /** Folder of the read-only assets that ship with the program: teachers, backbone. */
  readonly resources: string;
  /** Folder of the teachers (`STATION_TEACHERS`); the ones that ship when left out. */
  readonly teachers?: string | undefined;
  readonly version: string;
  /** Reports unexpected failures. */
  readonly report: ReportBug;
  /** Tells something to the person who set the station up. */
  readonly notice?: (text: string) => void;
  /** Numbers of the sample product's pictures; its usual ones when left out. */
  readonly sampleCounts?: SampleCounts;
  /** The plant that the station hosts; absent for none. */
  readonly plant?: PlantOptions | undefined;
}
