import type { Openings } from './openings.ts';
import type { Doors } from './origins.ts';

/** What a request is checked against. */
export interface Gate {
  readonly port: number;
  readonly token: string;
  readonly doors: Doors;
  readonly openings: Openings;
  /** Hears why a page or a socket was refused by the way it came: whoever set the station up has to know. */
  refused(reason: string): void;
}
