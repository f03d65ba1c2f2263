import type { JetStreamClient, JsMsg } from '@nats-io/jetstream';
import { plantDecisionSchema, type PlantDecision } from '../../shared/plant/decision.ts';
import { decisionsConsumer, stationOf, streams } from '../../shared/plant/subjects.ts';

/** Decisions that are on their way into the log at once, at most. */
const atOnce = 16;

export interface HeardDecisions {
  /** A decision is in the log, or will never be: the plant keeps it no longer. */
  kept(sequence: number): void;
}

/**
 * Hears what the plant decides on entries of the station. What is not kept in time comes again.
 *
 * @param sequence of the plant's stream, by which `kept` names it
 */
export function hearDecisions(
  client: JetStreamClient,
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
      // What cannot be read now never can be: it is not given again.
      if (decision === null) {
        message.term();
        continue;
      }
      open.set(message.seq, message);
      onDecision(message.seq, decision);
    }
  }

  hear().catch(onFailure);
  return {
    kept(sequence) {
      open.get(sequence)?.ack();
      open.delete(sequence);
    },
  };
}
