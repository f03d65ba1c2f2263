import { createLanes } from '../lanes/lanes.ts';
import { createRecipes } from '../lanes/recipes.ts';
import { createOutputsRepository } from '../line/outputs-repository.ts';
import { messageOf } from '../../shared/domain/station-error.ts';
import { createProductRepository } from '../products/repository.ts';
import { openReadOnlyIfCurrent } from './read-only-database.ts';
import { settingsIn, unheard } from './settings-in.ts';
import { DatabaseNeededError } from './subject.ts';

/** Returns settings, lanes, recipes and outputs as JSON without secrets; null if the database cannot be read. */
export function setUpText(file: string, hide: (text: string) => string): string | null {
  try {
    const database = openReadOnlyIfCurrent(file);
    try {
      const lanes = createLanes(database, unheard);
      const products = createProductRepository(database);
      const setUp = {
        settings: settingsIn(database),
        lanes: lanes.list(),
        recipes: createRecipes({ database, changes: unheard, lanes, products }).list(),
        outputs: createOutputsRepository(database)
          .list()
          .map(({ id, output, setBy, setAt }) => ({ id, ...output, setBy, setAt })),
      };
      const hidden = (_name: string, value: unknown): unknown =>
        typeof value === 'string' ? hide(value) : value;
      return `${JSON.stringify(setUp, hidden, 2)}\n`;
    } finally {
      database.close();
    }
  } catch (error) {
    if (error instanceof DatabaseNeededError) return null;
    // Rows that this version does not understand must not prevent the rest of the archive.
    return `${JSON.stringify({ unreadable: hide(messageOf(error)) }, null, 2)}\n`;
  }
}
