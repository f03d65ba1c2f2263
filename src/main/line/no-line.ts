import { StationError } from '../../shared/domain/station-error.ts';
import type { LineCommands } from './line-commands.ts';

function nothingRuns(): never {
  throw new StationError('CONFLICT', 'No line runs here. Start the station, then ask again.');
}

/** A line without lanes, for processes that run none, e.g. when the command line tries an output. */
export const noLine: LineCommands = {
  lanes: () => [],
  recipes: () => [],
  recipe: () => null,
  trigger: nothingRuns,
  selectRecipe: () => Promise.resolve().then(nothingRuns),
  start: () => Promise.resolve().then(nothingRuns),
  stop: () => Promise.resolve().then(nothingRuns),
  subscribe: () => () => undefined,
};
