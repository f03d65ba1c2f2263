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
  /** Most waiting messages per output; beyond this the oldest are given up. */
  readonly mostWaiting?: number;
}

/** Limit for about a day of one part a second, some 100 MB of the database. */
const usuallyMostWaiting = 100_000;
/** Number of added messages between two counts of waiting ones, because counting takes time. */
const countEvery = 100;

export type OutputService = ReturnType<typeof createOutputService>;

/** The outputs: their set-up and the messages for them. */
export function createOutputService(parts: OutputServiceParts) {
  const { outputs, outbox, settings, report } = parts;
  const { timeZone = ownTimeZone(), mostWaiting = usuallyMostWaiting, now = Date.now } = parts;
  const configuration = createOutputConfiguration(parts);
  const open = createOpenOutputs(parts);
  const sender = (): Sender => ({ station: settings.current()['station.name'], timeZone });
  let enabled: { version: number; ids: readonly string[] } = { version: 0, ids: [] };

  /** Returns the enabled outputs; called for each part. */
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

    /** Opens the outputs and sends what waited. Its parameter: commands for the receiving ends. */
    start: open.start,

    /**
     * Stores a part's message for every output, in the transaction that logs the part; the message leaves
     * afterwards. Never throws: if the message cannot be stored, the part is logged anyway and the fault is
     * reported.
     *
     * @param entryId the log entry that shows the part; null: the part is good and not kept; `not-logged`: it
     *   is not in the log
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

    /** Sends what can leave within a moment; the rest waits for the next start. */
    close: open.close,
  };
}
