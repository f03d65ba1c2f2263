import { setTimeout as sleep } from 'node:timers/promises';
import type { JetStreamClient, JsMsg } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { plantDecisionSchema, type PlantDecision } from '../../shared/plant/decision.ts';
import { decisionsConsumer, stationOf, streams } from '../../shared/plant/subjects.ts';
import { hearAgain } from './hear-again.ts';

/** Number of decisions that may be on their way into the log at the same time. */
const atOnce = 16;
/** Pause between two decisions, milliseconds: each is written to the disk, and after days away many come at once. */
const pauseMs = 100;

export interface HeardDecisions {
  /** Acknowledges a decision that is in the log or will never be, so that the plant does not send it again. */
  kept(sequence: number): void;
}

/**
 * Listens to the plant's decisions on the station's entries. A decision that is not acknowledged in time is sent again.
 *
 * @param sequence number in the plant's stream, by which `kept` acknowledges a decision
 */
export function hearDecisions(
  { connection, client }: { readonly connection: NatsConnection; readonly client: JetStreamClient },
  station: number,
  onDecision: (sequence: number, decision: PlantDecision) => void,
  onFailure: (error: unknown) => void,
): HeardDecisions {
  const open = new Map<number, JsMsg>();

  function read(message: JsMsg): PlantDecision | null {
    try {
      const decision = plantDecisionSchema.parse(message.json());
      return decision.station === station && stationOf(message.subject) === station ? decision : null;
    } catch {
      return null;
    }
  }

  async function hear(): Promise<void> {
    const consumer = await client.consumers.get(streams.decisions.name, decisionsConsumer(station));
    const messages = await consumer.consume({ max_messages: atOnce });
    for await (const message of messages) {
      const decision = read(message);
      // An unreadable decision would stay unreadable, so it must not be sent again.
      if (decision === null) {
        message.term();
        continue;
      }
      open.set(message.seq, message);
      onDecision(message.seq, decision);
      await sleep(pauseMs);
    }
  }

  void hearAgain(connection, hear, onFailure);
  return {
    kept(sequence) {
      open.get(sequence)?.ack();
      open.delete(sequence);
    },
  };
}
