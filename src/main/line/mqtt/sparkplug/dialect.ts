import type { MqttClient } from 'mqtt';
import type { KeptMessage } from '../../../../shared/contract/line-message.ts';
import { machineUser } from '../../../../shared/domain/role.ts';
import type { LineCommands } from '../../line-commands.ts';
import type { Publication } from '../connection.ts';
import type { Dialect } from '../dialect.ts';
import { decodeCommand, encodePayload, type Metric, type Payload } from './payload.ts';
import { laneMetrics, partMetrics } from './metrics.ts';

/** A node's place in the namespace of the specification. */
export interface SparkplugNode {
  readonly group: string;
  readonly node: string;
}

/** Sequence numbers of messages and births run from 0 to this, then start over. */
const highestNumber = 255;
const longestCommand = 16_384;
const rebirth = 'Node Control/Rebirth';
const user = machineUser('sparkplug');

/**
 * Messages in the form of Sparkplug B 3.0: the station is a node, each lane a device. Births contain all
 * metrics with types, data messages the changed ones. By the sequence numbers, receivers notice lost messages
 * and then request a rebirth.
 */
export function sparkplugDialect(
  { group, node }: SparkplugNode,
  takesCommands: boolean,
  line: LineCommands,
): Dialect {
  const topic = (kind: string, device?: string): string =>
    ['spBv1.0', group, kind, node, ...(device === undefined ? [] : [device])].join('/');
  let birth = highestNumber;
  let seq = 0;
  /** Lanes born since the node's last birth. */
  let born = new Set<number>();

  const publication = (at: string, payload: Payload, qos: 0 | 1 = 0): Publication => ({
    topic: at,
    payload: encodePayload(payload),
    qos,
    retain: false,
  });

  function numbered(kind: string, metrics: readonly Metric[], device?: string): Publication {
    seq = kind === 'NBIRTH' ? 0 : (seq + 1) % (highestNumber + 1);
    return publication(topic(kind, device), { timestamp: Date.now(), seq, metrics });
  }

  const birthNumber = (): Metric => ({ name: 'bdSeq', type: 'integer', value: birth });

  function bearLane(lane: number): Publication {
    born.add(lane);
    const found = line.lanes().find(({ number }) => number === lane);
    return numbered('DBIRTH', [...laneMetrics(found ?? null), ...partMetrics(null)], deviceOf(lane));
  }

  function births(): Publication[] {
    const recipe = line.recipe();
    born = new Set();
    return [
      numbered('NBIRTH', [
        birthNumber(),
        { name: rebirth, type: 'flag', value: false },
        { name: 'Recipe/Number', type: 'integer', value: recipe?.number ?? null },
        { name: 'Recipe/Name', type: 'text', value: recipe?.name ?? null },
      ]),
      ...line.lanes().map(({ number }) => bearLane(number)),
    ];
  }

  /** Returns the deaths of removed lanes; without them applications would go on showing their last state. */
  function deaths(): Publication[] {
    const there = new Set(line.lanes().map(({ number }) => number));
    return [...born]
      .filter((lane) => !there.has(lane))
      .map((lane) => {
        born.delete(lane);
        return numbered('DDEATH', [], deviceOf(lane));
      });
  }

  /** Returns a lane's data message, after its birth if the lane is new. */
  function data(lane: number, metrics: readonly Metric[]): Publication[] {
    const before = born.has(lane) ? [] : [bearLane(lane)];
    return [...before, numbered('DDATA', metrics, deviceOf(lane))];
  }

  async function act(
    device: string | undefined,
    values: ReturnType<typeof decodeCommand>,
  ): Promise<Publication[]> {
    if (device === undefined && values.get(rebirth) === true) return births();
    if (!takesCommands) return [];
    const recipe = values.get('Recipe/Number');
    if (device === undefined && typeof recipe === 'number') await line.selectRecipe({ number: recipe }, user);
    const lane = device === undefined ? null : laneOf(device);
    if (lane !== null && values.get('Trigger') === true) {
      const serial = values.get('Serial');
      line.trigger(lane, typeof serial === 'string' && serial !== '' ? serial : null);
    }
    return [];
  }

  return {
    will() {
      birth = (birth + 1) % (highestNumber + 1);
      return publication(topic('NDEATH'), { timestamp: Date.now(), seq: null, metrics: [birthNumber()] }, 1);
    },
    topics: [topic('NCMD'), topic('DCMD', '+')],
    greeting: births,
    parts: (messages: readonly KeptMessage[]) =>
      messages.flatMap((message) => data(laneOfMessage(message), partMetrics(message))),
    // Sparkplug messages are not acknowledged. A broker handles a connection in order, so an answer to this
    // proves the arrival of everything before.
    async arrived(client: MqttClient) {
      await client.subscribeAsync(topic('NCMD'), { qos: 1 });
    },
    changed(event) {
      if (event.kind === 'part') return [];
      if (event.kind === 'lanes') {
        return [...deaths(), ...line.lanes().flatMap((lane) => data(lane.number, laneMetrics(lane)))];
      }
      return [
        numbered('NDATA', [
          { name: 'Recipe/Number', type: 'integer', value: event.recipe?.number ?? null },
          { name: 'Recipe/Name', type: 'text', value: event.recipe?.name ?? null },
        ]),
      ];
    },
    async heard(at, payload, retained) {
      if (retained || payload.byteLength > longestCommand) return [];
      const device = at === topic('NCMD') ? undefined : at.slice(topic('DCMD', '').length);
      try {
        return await act(device, decodeCommand(payload));
      } catch {
        // Sparkplug has no answer to a command, so a failed one just changes nothing.
        return [];
      }
    },
    farewell: () => [
      publication(topic('NDEATH'), { timestamp: Date.now(), seq: null, metrics: [birthNumber()] }, 0),
    ],
  };
}

const deviceOf = (lane: number): string => `lane-${lane}`;

function laneOf(device: string): number | null {
  const number = Number(/^lane-(\d{1,4})$/.exec(device)?.[1] ?? Number.NaN);
  return Number.isNaN(number) ? null : number;
}

/** Returns a message's lane; messages older than lanes belong to the first one. */
function laneOfMessage({ body }: KeptMessage): number {
  return typeof body['lane'] === 'number' ? body['lane'] : 1;
}
