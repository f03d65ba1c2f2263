import type { Preset } from '../../shared/domain/families.ts';
import type { PresetDescription, TrainingChoices } from '../../shared/contract/training.ts';

/** Where the frozen networks lie that trainings start from. */
export interface NetworkPlaces {
  readonly teachersFolder: string;
  readonly backboneFile: string;
}

/** What the station knows of a family before it trains. */
export interface FamilyDescription {
  /** Its presets with their figures, and whether they can run here. */
  describe(places: NetworkPlaces): Promise<PresetDescription[]>;
  /** Why a training cannot run for lack of a frozen network, and what to do; null when it can. */
  missing(places: NetworkPlaces, preset: Preset, choices: TrainingChoices): Promise<string | null>;
}
