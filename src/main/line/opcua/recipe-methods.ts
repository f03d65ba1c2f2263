import type { VariantOptions } from 'node-opcua-variant';
import { StationError } from '../../../shared/domain/station-error.ts';
import type { RecipeOfLine } from '../line-commands.ts';
import type { AskedLine } from './asked-line.ts';
import { boolean, idOf, list, numberOf, uint32 } from './method-values.ts';
import type { BindVisionMethod } from './vision-methods.ts';
import type { VisionTypes } from './vision-types.ts';

export interface RecipeMethodsParts {
  readonly bind: BindVisionMethod;
  readonly types: VisionTypes;
  readonly line: AskedLine;
  /** Makes the vision system unprepared. @throws StationError CONFLICT while it executes */
  readonly unprepare: () => void;
  readonly prepared: () => void;
}

/** Returns a recipe as `RecipeIdInternalDataType`; null: none. */
export const internalRecipe = (recipe: RecipeOfLine | null): Record<string, unknown> =>
  recipe === null ? { id: '' } : { id: String(recipe.number), description: { text: recipe.name } };

/** Returns the recipe that a client's identifier means: by number, else by name. */
export const choiceOf = (id: string): { number: number } | { name: string } =>
  /^\d{1,9}$/.test(id) ? { number: Number(id) } : { name: id };

/**
 * Binds `RecipeManagement` of a lane. Recipes belong to the station, so preparing one changes all lanes over,
 * or none.
 */
export function bindRecipeMethods({ bind, types, line, unprepare, prepared }: RecipeMethodsParts): void {
  const structure = (recipe: RecipeOfLine | null): VariantOptions =>
    types.structure('RecipeIdInternalDataType', internalRecipe(recipe));

  bind('recipes', 'GetRecipeListFiltered', {
    reads: true,
    act([external, , , most, first]) {
      const wanted = idOf(external);
      const all = line.recipes().filter(({ number, name }) => ['', String(number), name].includes(wanted));
      const from = numberOf(first);
      const limit = numberOf(most);
      const shown = all.slice(from, limit > 0 ? from + limit : undefined);
      return [
        boolean(from + shown.length >= all.length),
        uint32(shown.length),
        uint32(0),
        list(shown.map((recipe) => types.part('RecipeIdInternalDataType', internalRecipe(recipe)))),
      ];
    },
    empty: () => [boolean(true), uint32(0), uint32(0), list([])],
  });

  bind('recipes', 'PrepareRecipe', {
    async act([external, given]) {
      const id = idOf(external) || idOf(given);
      if (id === '') throw new StationError('BAD_INPUT', 'No recipe was named.');
      const recipe = await line.selectRecipe(choiceOf(id));
      prepared();
      return [structure(recipe), boolean(true)];
    },
    empty: () => [structure(null), boolean(false)],
  });

  bind('recipes', 'UnprepareRecipe', {
    act([external, given]) {
      const id = idOf(external) || idOf(given);
      const recipe = line.recipe();
      if (recipe === null || ![String(recipe.number), recipe.name].includes(id)) {
        throw new StationError('NOT_FOUND', `The recipe “${id}” is not prepared.`);
      }
      unprepare();
      return [structure(recipe)];
    },
    empty: () => [structure(null)],
  });
}
