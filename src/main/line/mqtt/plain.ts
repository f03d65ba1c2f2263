import type { LanesMessage, RecipeMessage, StateMessage } from '../../../shared/contract/broker-messages.ts';
import type { KeptMessage } from '../../../shared/contract/line-message.ts';
import { isoWithOffset, ownTimeZone } from '../../../shared/domain/time-zone.ts';
import type { LineCommands } from '../line-commands.ts';
import type { OutputSurroundings } from '../output.ts';
import { brokerCommands } from './commands.ts';
import type { Publication } from './connection.ts';
import type { Dialect } from './dialect.ts';

/** Messages in the station's own JSON form, below one topic (docs/line/mqtt.md). */
export function plainDialect(
  topic: string,
  takesCommands: boolean,
  { commands, settings }: Pick<OutputSurroundings, 'commands' | 'settings'>,
): Dialect {
  const station = (): string => settings()['station.name'];
  const stateAs = (state: 'online' | 'offline'): Publication =>
    kept(`${topic}/state`, {
      format: 1,
      station: station(),
      state,
      time: isoWithOffset(Date.now(), ownTimeZone()),
    } satisfies StateMessage);
  const asked = `${topic}/commands/`;
  const broker = brokerCommands(commands);

  return {
    // Without a time, because the broker sends the will when the station disappears, long after it was made.
    will: () =>
      kept(`${topic}/state`, { format: 1, station: station(), state: 'offline' } satisfies StateMessage),
    topics: takesCommands ? [`${asked}+`] : [],
    greeting: () => [stateAs('online'), ...lineNow(topic, commands)],
    parts: (messages: readonly KeptMessage[]) =>
      messages.map(({ number, body }) => sent(`${topic}/parts`, { number, ...body })),
    arrived: () => Promise.resolve(),
    changed: (event) => (event.kind === 'part' ? [] : lineNow(topic, commands)),
    async heard(at, payload, retained) {
      if (!takesCommands || !at.startsWith(asked)) return [];
      const answer = await broker.answer(at.slice(asked.length), payload, retained);
      return answer === null ? [] : [sent(`${topic}/answers`, answer)];
    },
    farewell: () => [stateAs('offline')],
  };
}

/** Returns the line's present state; the broker retains it for later subscribers. */
function lineNow(topic: string, line: LineCommands): Publication[] {
  return [
    kept(`${topic}/lanes`, { format: 1, lanes: [...line.lanes()] } satisfies LanesMessage),
    kept(`${topic}/recipe`, { format: 1, recipe: line.recipe() } satisfies RecipeMessage),
  ];
}

function sent(topic: string, what: unknown): Publication {
  return { topic, payload: JSON.stringify(what), qos: 1, retain: false };
}

function kept(topic: string, what: unknown): Publication {
  return { ...sent(topic, what), retain: true };
}
