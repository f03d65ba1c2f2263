import type { Host } from '../host/host.ts';
import type { ReportBug } from '../host/served-station.ts';
import type { SampleCounts } from '../sample/sample-product.ts';

/** How the plant's NATS server is reached: one that the host starts, or one that runs. */
export type PlantServer = {
  /** Addresses that stations are given, `nats://…` or `tls://…`; the host uses the first of a server that runs. */
  readonly servers: readonly string[];
  /** Certificates (PEM) that the server's is signed by; null: those that the machine trusts. */
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

/** What makes a station the host of a plant. */
export interface PlantOptions {
  /** `postgres://…`; null: embedded in the home. */
  readonly database: string | null;
  readonly server: PlantServer;
}

/** What a station is opened with. */
export interface StationOptions {
  /** The folder that holds everything (`STATION_HOME`). */
  readonly home: string;
  readonly host: Host;
  /** Read-only assets that ship: teachers, backbone. */
  readonly resources: string;
  /** Folder of the teachers (`STATION_TEACHERS`); the ones that ship when left out. */
  readonly teachers?: string | undefined;
  readonly version: string;
  /** Where failures go that nobody expected. */
  readonly report: ReportBug;
  /** Hears what whoever set the station up has to know. */
  readonly notice?: (text: string) => void;
  /** How many pictures the sample product gets; its own numbers when left out. */
  readonly sampleCounts?: SampleCounts;
  /** The plant that is served beside the station; left out: none. */
  readonly plant?: PlantOptions | undefined;
}
