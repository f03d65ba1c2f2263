import type { KeptMessage } from '../../shared/contract/line-message.ts';
import type { OutputKind, TargetOf } from '../../shared/domain/output-kinds.ts';
import type { StationSettings } from '../../shared/domain/station-settings.ts';
import type { Host } from '../host/host.ts';
import type { LineCommands } from './line-commands.ts';
import type { SecretsOfOutput } from './secrets.ts';

/**
 * An open output. Its messages lie in its {@link Outbox}, on disk and in the order of the line; the log was
 * written before. The outbox also holds its state and its latest messages.
 */
export interface LineOutput {
  /**
   * Announces messages in the outbox. Returns at once and never throws, because the line must not wait for an
   * output.
   */
  accept(): void;
  /** Like `accept`, but ends a pause after a failure, because somebody watches. */
  tryNow(): void;
  /** Sends waiting messages if that takes only a moment; the rest stays in the outbox. Never rejects. */
  close(): Promise<void>;
}

/** An output's access to its messages. */
export interface Outbox {
  /** Returns waiting messages, oldest first. */
  waiting(limit: number): KeptMessage[];
  /** Marks messages that the receiver has safely. They never come again; the output is fine. */
  delivered(messages: readonly KeptMessage[]): void;
  /** Marks messages that a receiver of the present has missed for good. Their number is shown. */
  givenUp(messages: readonly KeptMessage[]): void;
  /** Reports why nothing leaves. The output's lamp shows it until a message is delivered. */
  failed(error: unknown): void;
}

/** What the station offers an output. */
export interface OutputSurroundings {
  /** Id of the output; stays when the output is changed. */
  readonly id: string;
  /** The home folder. */
  readonly home: string;
  /** Commands that the receiving end may give the line. */
  readonly commands: LineCommands;
  readonly secrets: SecretsOfOutput;
  readonly outbox: Outbox;
  /** Starts a process for work that must not delay the line. */
  readonly forkWorker: Host['forkWorker'];
  /** Returns the station's settings in force. */
  readonly settings: () => StationSettings;
}

/** A kind of output: how to check and how to open one. */
export interface OutputOpener<Kind extends OutputKind> {
  /**
   * Checks whether an output can be used.
   *
   * @param home the home folder, which no output may write to
   * @throws StationError with what cannot be used and what to do
   */
  check(target: TargetOf<Kind>, home: string): Promise<void>;
  open(target: TargetOf<Kind>, surroundings: OutputSurroundings): LineOutput;
}
