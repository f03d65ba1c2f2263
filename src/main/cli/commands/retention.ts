import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  newRetentionRuleSchema,
  type Going,
  type RetentionRule,
} from '../../../shared/contract/retention.ts';
import { StationError } from '../../../shared/domain/station-error.ts';
import { openBesideStation } from '../../database/open-beside-station.ts';
import { createRetention, type Retention } from '../../log/retention/retention.ts';
import { createRetentionRepository } from '../../log/retention/retention-repository.ts';
import { defaultHome, stationPaths } from '../../station/paths.ts';
import { singleUser } from '../../users/single-user.ts';
import type { Terminal } from '../terminal.ts';

export interface RetentionOptions {
  readonly product?: string;
  readonly verdict?: string;
  readonly days?: number;
  readonly gigabytes?: number;
  readonly decided: boolean;
  readonly exported: boolean;
}

/** Opens the home folder's retention, even while the station runs, and calls `run`. */
async function withRetention(run: (retention: Retention, home: string) => Promise<void>): Promise<void> {
  const paths = stationPaths(defaultHome(process.env, process.platform));
  const { database, close } = openBesideStation(paths);
  const retention = createRetention({
    repository: createRetentionRepository(database),
    remove: (path) => rm(join(paths.home, path), { force: true }),
    busy: () => false,
    changes: { publish: () => undefined },
  });
  try {
    await run(retention, paths.home);
  } finally {
    retention.close();
    close();
  }
}

const amount = ({ entries, bytes }: Going): string => `${entries} entries, ${(bytes / 1e9).toFixed(2)} GB`;

function ruleText(rule: RetentionRule): string {
  const { id, productName, verdict, days, gigabytes, takesDecided, takesExported, setBy } = rule;
  const words = [
    ...(days === null ? [] : [`older than ${days} days`]),
    ...(gigabytes === null ? [] : [`the oldest beyond ${gigabytes} GB`]),
  ].join(', and ');
  const also = `decided on: ${takesDecided ? 'yes' : 'no'}, in a report: ${takesExported ? 'yes' : 'no'}`;
  return `${id}  ${productName ?? 'every product'}, ${verdict ?? 'every verdict'}: pictures ${words} (${also}; by ${setBy})`;
}

/** Prints the rules in force, the size of the log, and what the rules would delete now. */
export const showRetention = (terminal: Terminal): Promise<void> =>
  withRetention(async (retention) => {
    const state = retention.state();
    const going = await retention.preview();
    for (const rule of state.rules) terminal.print(ruleText(rule));
    if (state.rules.length === 0) terminal.print('No rule: pictures are kept for ever.');
    terminal.print(`Pictures: ${amount(state.kept)}; ${amount(going)} would go now`);
    terminal.printJson({ ...state, going });
  });

/** Sets a rule. @param dryRun only prints what the rule would delete */
export const setRetention = (terminal: Terminal, options: RetentionOptions, dryRun: boolean): Promise<void> =>
  withRetention(async (retention) => {
    const asked = newRetentionRuleSchema.safeParse({
      productId: options.product ?? null,
      verdict: options.verdict ?? null,
      days: options.days ?? null,
      gigabytes: options.gigabytes ?? null,
      takesDecided: options.decided,
      takesExported: options.exported,
    });
    if (!asked.success) {
      throw new StationError('BAD_INPUT', asked.error.issues.map(({ message }) => message).join('; '));
    }
    const going = await retention.preview(asked.data);
    const rule = dryRun ? null : retention.set(asked.data, singleUser);
    if (rule !== null) terminal.print(ruleText(rule));
    terminal.print(`${amount(going)} ${dryRun ? 'would go' : 'go by it, little by little'}`);
    terminal.printJson({ rule, going });
  });

/** Removes a rule. @throws StationError NOT_FOUND */
export const removeRetention = (terminal: Terminal, id: number): Promise<void> =>
  withRetention(async (retention) => {
    retention.remove(id, singleUser);
    terminal.print(`Rule ${id} is no longer in force`);
    terminal.printJson({ removed: id });
    await Promise.resolve();
  });

/** Deletes pictures by the rules in force. @param dryRun only prints what the rules would delete */
export const runRetention = (terminal: Terminal, dryRun: boolean, signal: AbortSignal): Promise<void> =>
  withRetention(async (retention) => {
    let gone: Going = { entries: 0, bytes: 0 };
    if (dryRun) gone = await retention.preview();
    else {
      for await (const step of retention.run(signal)) {
        gone = step;
        terminal.progress(amount(gone));
      }
    }
    terminal.print(`${amount(gone)} ${dryRun ? 'would go' : 'went; the rows of the log stay'}`);
    terminal.printJson({ dryRun, gone });
  });
