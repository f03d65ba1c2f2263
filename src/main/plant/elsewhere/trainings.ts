import type { Trainers } from '../../training/trainers.ts';
import type { FromLink, ToLink } from '../protocol.ts';
import { createGivenTrainings, type GivenTrainingsParts } from './given-trainings.ts';
import { createWantedTrainings, type WantedTrainingsParts } from './wanted-trainings.ts';

export interface TrainingsParts {
  readonly training: WantedTrainingsParts['training'] &
    GivenTrainingsParts['training'] & {
      counts(): { readonly gpu: string | null };
      readonly trainers: Pick<Trainers, 'hear' | 'forget'>;
    };
  readonly modelExchange: WantedTrainingsParts['models'];
  readonly jobsFolder: string;
  readonly name: () => string;
  /** Tells whether the station trains for others now. */
  readonly mayTake: () => boolean;
  readonly send: (message: ToLink) => void;
}

export type Trainings = ReturnType<typeof createTrainings>;

/** Trainings between the plant's stations: those that this station requests, and those that it does for others. */
export function createTrainings({ training, modelExchange, ...parts }: TrainingsParts) {
  const { jobsFolder, name, mayTake, send } = parts;
  const wanted = createWantedTrainings({ training, models: modelExchange, send });
  const given = createGivenTrainings({ training, jobsFolder, send });
  return {
    /** Looks for work; called repeatedly while the plant is reached. */
    look: wanted.look,
    /** Publishes whether the station trains for others. */
    offer(): void {
      const { gpu } = training.counts();
      send({ kind: 'offer', offer: mayTake() ? { name: name(), gpu, waiting: given.count() } : null });
    },
    /** Handles the end of the link process. */
    restart: wanted.restart,
    /** Handles that the station leaves its plant. */
    forget: training.trainers.forget,
    /** Ends trainings that were started while the station was in another plant, where another station had the trainer's number. */
    ofBefore(leftAt: number | null): void {
      for (const { id, createdAt } of training.elsewhere.unended()) {
        if (leftAt === null || createdAt > leftAt) continue;
        const message =
          'The station has left the plant in which it was to be trained. Start the training again.';
        training.elsewhere.end(id, { state: 'failed', code: 'CONFLICT', message });
      }
    },
    /** Handles a message about trainings. */
    async take(message: FromLink): Promise<void> {
      switch (message.kind) {
        case 'trainer': {
          const { station, name: called, gpu, waiting } = message.offer;
          return training.trainers.hear({ station, name: called, gpu, waiting });
        }
        case 'training':
          return given.take(message);
        case 'training-done':
          return given.done(message.job);
        case 'training-sent':
        case 'training-unsent':
        case 'tidings':
        case 'trained':
        case 'untrained':
          return wanted.take(message);
        default:
      }
    },
    close: given.close,
  };
}
