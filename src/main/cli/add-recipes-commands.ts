import { Argument, type Command } from 'commander';
import { highestRecipe } from '../../shared/domain/recipes.ts';
import type { RunAlone } from './add-pretrain-command.ts';
import { wholeNumber } from './options.ts';

/** Adds `recipes`, which choose the products of several lanes together. It also works while the station runs. */
export function addRecipesCommands(program: Command, alone: RunAlone): void {
  const recipes = program.command('recipes').description('recipes: a product for each lane, chosen together');
  const number = (): Argument =>
    new Argument('<number>', `of the recipe, 1 to ${highestRecipe}`).argParser(wholeNumber(1, highestRecipe));
  recipes
    .command('list')
    .description('list the recipes, since when and by whom')
    .action(() =>
      alone(async (terminal) => {
        const { listRecipes } = await import('./commands/recipes.ts');
        listRecipes(terminal);
      }),
    );
  recipes
    .command('set')
    .description('add a recipe or change it; what is not named stays')
    .addArgument(number())
    .argument(
      '[values...]',
      "name='Blue lid' code=4711 lane.1=Disc lane.2=Lid; “lane.2=” takes lane 2 out of the recipe",
    )
    .action((recipe: number, given: string[]) =>
      alone(async (terminal) => {
        const { setRecipe } = await import('./commands/recipes.ts');
        setRecipe(terminal, recipe, given);
      }),
    );
  recipes
    .command('remove')
    .description('remove a recipe; what the lanes inspect stays')
    .addArgument(number())
    .action((recipe: number) =>
      alone(async (terminal) => {
        const { removeRecipe } = await import('./commands/recipes.ts');
        removeRecipe(terminal, recipe);
      }),
    );
}
