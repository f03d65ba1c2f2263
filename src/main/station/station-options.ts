import type { Host } from '../host/host.ts';
import type { ReportBug } from '../host/served-station.ts';
import type { SampleCounts } from '../sample/sample-product.ts';

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
}
