import type { KeptMessage } from '../../shared/contract/line-message.ts';
import type { OutputKind, TargetOf } from '../../shared/domain/output-kinds.ts';
import type { StationSettings } from '../../shared/domain/station-settings.ts';
import type { Host } from '../host/host.ts';
import type { LineCommands } from './line-commands.ts';
import type { SecretsOfOutput } from './secrets.ts';

/**
 * A way out for results while it is open. What it is to tell lies in its {@link Outbox}, on disk and in the order of the line; the
 * log was written before. How it stands and what it told last is read from there, too.
 */
export interface LineOutput {
  /** Something lies in the outbox. Returns at once: the line waits for no output, and no failure of one reaches it. */
  accept(): void;
  /** As `accept`, and without waiting for a pause after a failure to end: somebody watches. */
  tryNow(): void;
  /** Lets what waits leave where that takes no longer than a moment; the rest stays in the outbox. Never fails. */
  close(): Promise<void>;
}

/** What an output has to do with its messages. */
export interface Outbox {
  /** What has not left yet, the oldest first. */
  waiting(limit: number): KeptMessage[];
  /** They are safe with the receiver: all is well, and they never come again. */
  delivered(messages: readonly KeptMessage[]): void;
  /** They will not arrive any more: a receiver of the present alone missed them. Their number is shown. */
  givenUp(messages: readonly KeptMessage[]): void;
  /** Nothing leaves, and why: the lamp of the output shows it until something is delivered. */
  failed(error: unknown): void;
}

/** What an output may ask the station for. */
export interface OutputSurroundings {
  /** The output's own; stays when the output is changed. */
  readonly id: string;
  /** The station's own folder. */
  readonly home: string;
  /** What the other end may ask of the line. */
  readonly commands: LineCommands;
  readonly secrets: SecretsOfOutput;
  readonly outbox: Outbox;
  /** Starts a process for what must not keep the line waiting. */
  readonly forkWorker: Host['forkWorker'];
  /** The station's settings in force. */
  readonly settings: () => StationSettings;
}

/** A kind of output: how one is tried when an engineer sets it up, and how it is opened. */
export interface OutputOpener<Kind extends OutputKind> {
  /**
   * @param home the station's own folder, which belongs to it alone
   * @throws StationError that names what cannot be used and says what to do
   */
  check(target: TargetOf<Kind>, home: string): Promise<void>;
  open(target: TargetOf<Kind>, surroundings: OutputSurroundings): LineOutput;
}
