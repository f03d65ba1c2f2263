import type { Openings } from './openings.ts';
import type { Doors } from './origins.ts';

/** The rules that each request is checked against. */
export interface Gate {
  readonly port: number;
  readonly token: string;
  readonly doors: Doors;
  readonly openings: Openings;
  /** Called with the reason when a page or socket is refused because of its origin or scheme, so that the administrator learns of it. */
  refused(reason: string): void;
}
