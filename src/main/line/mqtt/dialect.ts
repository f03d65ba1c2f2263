import type { MqttClient } from 'mqtt';
import type { KeptMessage } from '../../../shared/contract/line-message.ts';
import type { LineEvent } from '../line-commands.ts';
import type { Publication } from './connection.ts';

/** The form of messages to a broker: the station's own JSON or Sparkplug B. */
export interface Dialect {
  /** Returns the message that the broker sends when the station disappears; made anew for each connection. */
  will(): Publication;
  /** Topics to subscribe to. */
  readonly topics: readonly string[];
  /** Returns the first messages of each connection. */
  greeting(): Publication[];
  parts(messages: readonly KeptMessage[]): Publication[];
  /** @returns resolves when the broker has everything published before */
  arrived(client: MqttClient): Promise<void>;
  /** Returns the messages for a change of the line. */
  changed(event: LineEvent): Publication[];
  /** Handles a received message. @returns the answers; never rejects */
  heard(topic: string, payload: Buffer, retained: boolean): Promise<Publication[]>;
  farewell(): Publication[];
}
