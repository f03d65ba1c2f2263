import { messageOf, StationError } from '../../shared/domain/station-error.ts';
import type { StationSettings } from '../../shared/domain/station-settings.ts';
import type { Host } from '../host/host.ts';
import type { ReportBug } from '../host/served-station.ts';
import type { StationChanges } from '../station/changes.ts';
import type { LineCommands } from './line-commands.ts';
import { noLine } from './no-line.ts';
import type { OutboxRepository, OutputFailure } from './outbox-repository.ts';
import type { LineOutput, Outbox } from './output.ts';
import type { OutputRow, OutputsRepository } from './outputs-repository.ts';
import { troubleOf } from './output-trouble.ts';
import { openOutput } from './registry.ts';
import { createOutputSecrets } from './secrets.ts';

export interface OpenOutputsParts {
  readonly outputs: Pick<OutputsRepository, 'list' | 'version'>;
  readonly outbox: OutboxRepository;
  readonly settings: { current(): StationSettings };
  readonly changes: Pick<StationChanges, 'publish'>;
  readonly report: ReportBug;
  /** Starts the processes of outputs. */
  readonly host: Pick<Host, 'forkWorker'>;
  /** The home folder. */
  readonly home: string;
  readonly now?: () => number;
}

/** Interval of checks for changes and messages by other processes, milliseconds. */
const lookMs = 1000;

interface Opened {
  readonly version: number;
  /** Null while the previous output, with another target, is closing. */
  output: LineOutput | null;
}

export type OpenOutputs = ReturnType<typeof createOpenOutputs>;

/** Keeps the enabled outputs open and follows changes of their set-up by any process. */
export function createOpenOutputs(parts: OpenOutputsParts) {
  const { outputs, outbox, settings, changes, report, home, host, now = Date.now } = parts;
  const secrets = createOutputSecrets(home);
  const opened = new Map<string, Opened>();
  const closing = new Map<string, Promise<void>>();
  let version = 0;
  let commands: LineCommands = noLine;
  let newest = 0;
  let timer: NodeJS.Timeout | null = null;
  let soon = false;

  /**
   * Makes an output's access to its messages. Nothing in it throws, because a failing output must report the
   * failure and continue.
   */
  function outboxOf(id: string): Outbox {
    let failure = outbox.state(id).failure;
    const fail = (next: OutputFailure | null): void => {
      failure = next;
      outbox.setFailure(id, next);
    };
    return {
      waiting: (limit) => outbox.waiting(id, limit),
      delivered(messages) {
        const numbers = messages.map(({ number }) => number);
        outbox.markDelivered(id, numbers, now());
        if (failure !== null) fail(null);
        changes.publish({ kind: 'outputs' });
      },
      givenUp(messages) {
        const numbers = messages.map(({ number }) => number);
        outbox.giveUp(id, numbers, now());
        changes.publish({ kind: 'outputs' });
      },
      failed(error) {
        try {
          const code = error instanceof StationError ? error.code : 'WORKER_FAILED';
          const triedAt = now();
          const since = failure?.since ?? triedAt;
          fail({ code, message: messageOf(error), trouble: troubleOf(error), since, triedAt });
          changes.publish({ kind: 'outputs' });
        } catch (unkept) {
          report(unkept, 'outputs');
        }
      },
    };
  }

  function open({ id, version: row, output: { target } }: OutputRow): void {
    const entry: Opened = { version: row, output: null };
    opened.set(id, entry);
    const begin = (): void => {
      if (opened.get(id) !== entry) return;
      entry.output = openOutput(target, {
        id,
        home,
        commands,
        outbox: outboxOf(id),
        secrets: secrets.of(id),
        settings: () => settings.current(),
        forkWorker: host.forkWorker,
      });
      entry.output.accept();
    };
    const before = closing.get(id);
    if (before) void before.then(() => guarded(begin));
    else begin();
  }

  function end(id: string, { output }: Opened): void {
    opened.delete(id);
    if (output === null) return;
    const ended = output.close().finally(() => {
      if (closing.get(id) === ended) closing.delete(id);
    });
    closing.set(id, ended);
  }

  /** Opens and closes outputs after changes. */
  function follow(): void {
    const current = outputs.version();
    if (current === version) return;
    version = current;
    const wanted = new Map(
      outputs
        .list()
        .filter(({ output }) => output.enabled)
        .map((row) => [row.id, row]),
    );
    for (const [id, entry] of opened) {
      if (wanted.get(id)?.version !== entry.version) end(id, entry);
    }
    for (const [id, row] of wanted) {
      if (!opened.has(id)) open(row);
    }
    changes.publish({ kind: 'outputs' });
  }

  function guarded(act: () => void): void {
    try {
      act();
    } catch (error) {
      report(error, 'outputs');
    }
  }

  /**
   * Sends messages that another process left in the outbox at once: they are trials that somebody waits for.
   */
  function look(): void {
    follow();
    const found = outbox.newest();
    if (found <= newest) return;
    newest = found;
    for (const { output } of opened.values()) output?.tryNow();
  }

  return {
    /** Opens the outputs and sends what waited. @param line commands for the receiving ends */
    start(line: LineCommands): void {
      commands = line;
      newest = outbox.newest();
      guarded(follow);
      timer = setInterval(() => guarded(look), lookMs).unref();
    },

    /** Sends message `number` as soon as it is committed. */
    acceptSoon(number: number): void {
      newest = Math.max(newest, number);
      if (soon) return;
      soon = true;
      setImmediate(() => {
        soon = false;
        if (timer === null) return;
        guarded(follow);
        for (const { output } of opened.values()) output?.accept();
      });
    },

    /** Sends at once because somebody waits. */
    tryNow(id: string): void {
      guarded(follow);
      opened.get(id)?.output?.tryNow();
    },

    /** Sends what can leave within a moment; the rest waits for the next start. */
    async close(): Promise<void> {
      if (timer !== null) clearInterval(timer);
      timer = null;
      for (const [id, entry] of opened) end(id, entry);
      await Promise.all(closing.values());
    },
  };
}
