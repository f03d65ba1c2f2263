import type { MqttClient } from 'mqtt';
import type { KeptMessage } from '../../../shared/contract/line-message.ts';
import type { LineEvent } from '../line-commands.ts';
import type { Publication } from './connection.ts';

/** What is told to a broker, and how: as JSON of the station's own, or as Sparkplug B has it. */
export interface Dialect {
  /** What the broker tells others when the station has gone without a word; made anew for each connection. */
  will(): Publication;
  /** What it listens to. */
  readonly topics: readonly string[];
  /** Begins each connection. */
  greeting(): Publication[];
  parts(messages: readonly KeptMessage[]): Publication[];
  /** @returns when the broker has all that was published before */
  arrived(client: MqttClient): Promise<void>;
  /** The line is not as it was told; what changed. */
  changed(event: LineEvent): Publication[];
  /** @returns what it is answered. Never rejects. */
  heard(topic: string, payload: Buffer, retained: boolean): Promise<Publication[]>;
  farewell(): Publication[];
}
