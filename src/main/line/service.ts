import type { PartResult } from '../../shared/contract/part-result.ts';
import type { PartView } from '../../shared/contract/part-views.ts';
import { ownTimeZone } from '../../shared/domain/time-zone.ts';
import { createOutputConfiguration, type OutputConfigurationParts } from './configuration.ts';
import { partMessage, type Sender } from './message.ts';
import { createOpenOutputs, type OpenOutputsParts } from './open-outputs.ts';
import { tryOutput } from './try-output.ts';

export interface OutputServiceParts extends OutputConfigurationParts, OpenOutputsParts {
  readonly outputs: OutputConfigurationParts['outputs'];
  readonly timeZone?: string;
  /** Messages that may wait for one output; the oldest are given up beyond. */
  readonly mostWaiting?: number;
}

/** About a day of one part a second, and some 100 MB of the database. */
const usuallyMostWaiting = 100_000;
/** Counting what waits takes its time: it is done each time that so many messages were added. */
const countEvery = 100;

export type OutputService = ReturnType<typeof createOutputService>;

/** The ways out for results: how they are set up, and what they are given. */
export function createOutputService(parts: OutputServiceParts) {
  const { outputs, outbox, settings, report } = parts;
  const { timeZone = ownTimeZone(), mostWaiting = usuallyMostWaiting, now = Date.now } = parts;
  const configuration = createOutputConfiguration(parts);
  const open = createOpenOutputs(parts);
  const sender = (): Sender => ({ station: settings.current()['station.name'], timeZone });
  let enabled: { version: number; ids: readonly string[] } = { version: 0, ids: [] };

  /** Those that are switched on; asked for with each part. */
  function enabledIds(): readonly string[] {
    const version = outputs.version();
    if (version !== enabled.version) {
      const rows = outputs.list().filter(({ output }) => output.enabled);
      enabled = { version, ids: rows.map(({ id }) => id) };
    }
    return enabled.ids;
  }

  return {
    ...configuration,

    /** Opens the outputs; what waited from before leaves. Its parameter: what the other ends may ask of the line. */
    start: open.start,

    /**
     * Keeps a part for every output, in the transaction that logs it. It leaves after that. Never throws: a part whose message
     * cannot be kept is logged all the same, and the fault is reported.
     *
     * @param entryId the log's entry that shows it; null for a good one that is not kept, `not-logged` where the log does not hold the part
     */
    keep(part: PartResult, entryId: number | null | 'not-logged', views: readonly PartView[] = []): void {
      try {
        const ids = enabledIds();
        if (ids.length === 0) return;
        const message = partMessage(part, outputs.productName(part.productId), entryId, sender(), views);
        const number = outbox.add(message, ids, now());
        if (number % Math.min(countEvery, mostWaiting) === 0) {
          for (const id of ids) outbox.dropBeyond(id, mostWaiting, now());
        }
        open.acceptSoon(number);
      } catch (error) {
        report(error, 'outputs.keep');
      }
    },

    /** @throws StationError NOT_FOUND, CONFLICT */
    test: (id: string) => tryOutput({ configuration, outbox, sender, tryNow: open.tryNow, now }, id),

    /** What can leave within a moment does; the rest waits for the next start. */
    close: open.close,
  };
}
