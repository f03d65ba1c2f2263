import { z } from 'zod';
import type { PlannedChange, PlannedLineChange, SecretsToSet } from '../../shared/contract/settings.ts';
import { outputSchema, type Output } from '../../shared/contract/outputs.ts';
import type { Lane } from '../../shared/domain/lanes.ts';
import type { LineFile, RecipeInFile } from '../../shared/domain/line-file.ts';
import { may, type Permission } from '../../shared/domain/permissions.ts';
import type { Recipe } from '../../shared/domain/recipes.ts';
import type { User } from '../../shared/domain/role.ts';
import { isSameName } from '../../shared/domain/same-name.ts';
import { messageOf, StationError } from '../../shared/domain/station-error.ts';
import type { Lanes } from '../lanes/lanes.ts';
import type { Recipes } from '../lanes/recipes.ts';
import type { OutputConfiguration } from '../line/configuration.ts';
import type { ReportConfiguration } from '../scheduled-reports/configuration.ts';
import { seenSettings } from '../settings/seen-settings.ts';
import type { SettingsService } from '../settings/service.ts';
import { parseLineOfFile, settingsFile } from '../settings/settings-file.ts';
import { createReportsInFile } from './reports-in-file.ts';
import { secretsToSet, type OutputInFile } from './secrets-to-set.ts';

export interface SetUpFileParts {
  readonly settings: Pick<SettingsService, 'current' | 'apply'>;
  readonly lanes: Pick<Lanes, 'list' | 'find' | 'add' | 'change'>;
  readonly recipes: Pick<Recipes, 'list' | 'find' | 'add' | 'change'>;
  readonly outputs: Pick<OutputConfiguration, 'list' | 'add' | 'change'>;
  readonly reports: Pick<ReportConfiguration, 'list' | 'add' | 'change'>;
  readonly products: {
    find(id: string): { readonly name: string } | null;
    findByName(name: string): { readonly id: string } | null;
  };
  /** Runs a function in a transaction. */
  readonly together: <Result>(run: () => Result) => Result;
}

/** A change of the line by a file. */
interface Step {
  readonly key: string;
  /** The value before; null if the item is new. */
  readonly before: unknown;
  readonly after: unknown;
  readonly write: (user: User) => unknown;
}

export type SetUpFile = ReturnType<typeof createSetUpFile>;

/**
 * Makes the set-up file of a station for other stations: settings, lanes, recipes, outputs and scheduled reports,
 * without secrets.
 */
export function createSetUpFile(parts: SetUpFileParts) {
  const { settings, lanes, recipes, outputs, reports, products, together } = parts;
  const reportsInFile = createReportsInFile(reports, products);

  function laneStep(lane: Lane): Step[] {
    const standing = lanes.find(lane.number);
    const before = standing && withoutOrigin(standing);
    if (isSame(before, lane)) return [];
    const write = (user: User) =>
      standing ? lanes.change(lane, standing.version, user) : lanes.add(lane, user);
    return [{ key: `lanes.${lane.number}`, before, after: lane, write }];
  }

  function inFile({ products: chosen, ...recipe }: Recipe): RecipeInFile {
    return {
      ...recipe,
      products: chosen.map(({ lane, productId }) => ({
        lane,
        product: products.find(productId)?.name ?? '',
      })),
    };
  }

  /** @throws StationError NOT_FOUND for an unknown product */
  function ofFile({ products: chosen, ...recipe }: RecipeInFile): Recipe {
    return {
      ...recipe,
      products: chosen.map(({ lane, product }) => {
        const found = products.findByName(product);
        if (found) return { lane, productId: found.id };
        throw new StationError(
          'NOT_FOUND',
          `Nothing of the file was applied. Recipe ${recipe.number} names “${product}”: there is no such product.`,
        );
      }),
    };
  }

  function recipeStep(given: RecipeInFile): Step[] {
    const standing = recipes.find(given.number);
    const before = standing && inFile(withoutOrigin(standing));
    if (isSame(before, given)) return [];
    const recipe = ofFile(given);
    const write = (user: User) =>
      standing ? recipes.change(recipe, standing.version, user) : recipes.add(recipe, user);
    return [{ key: `recipes.${given.number}`, before, after: given, write }];
  }

  function outputStep(output: Output): Step[] {
    const standing = outputs.list().find(({ name }) => isSameName(name, output.name));
    const before = standing ? outputSchema.parse(standing) : null;
    if (isSame(before, output)) return [];
    const write = (user: User) =>
      standing ? outputs.change(standing.id, standing.version, output, user) : outputs.add(output, user);
    return [{ key: `outputs.${output.name}`, before, after: output, write }];
  }

  return {
    /** Returns the set-up as text, as far as the user may see it. */
    exportText(user: User): string {
      const line: LineFile | null = may(user, 'line.see')
        ? {
            lanes: lanes.list().map(withoutOrigin),
            recipes: recipes.list().map((recipe) => inFile(withoutOrigin(recipe))),
            outputs: may(user, 'outputs.see')
              ? outputs.list().map(({ secrets, ...output }) => ({
                  ...outputSchema.parse(output),
                  ...(secrets.length === 0 ? {} : { secrets }),
                }))
              : [],
            reports: may(user, 'reports.see') ? reportsInFile.written() : [],
          }
        : null;
      return settingsFile(seenSettings(settings.current(), user), line);
    },

    /**
     * Applies a file: settings, lanes and recipes all together or not at all, then outputs and reports one after the
     * other. Files contain no secrets; the answer names those that are still needed.
     *
     * @param check only returns what would change
     * @throws StationError BAD_INPUT naming what is wrong in the file, NOT_FOUND, FORBIDDEN, CONFLICT, ALREADY_EXISTS
     */
    async apply(
      text: string,
      choices: { readonly check: boolean; readonly expected?: number | null | undefined },
      user: User,
    ): Promise<{
      changes: PlannedChange[];
      line: PlannedLineChange[];
      secrets: SecretsToSet[];
      version: number;
    }> {
      const file = parseLineOfFile(text);
      const first = [...file.lanes.flatMap(laneStep), ...file.recipes.flatMap(recipeStep)];
      const inFile = file.outputs.map(outputOf);
      const outputSteps = inFile.flatMap(({ output }) => outputStep(output));
      const reportSteps = file.reports.flatMap((report) => {
        const { key, before, after, write } = reportsInFile.step(report);
        return isSame(before, after) ? [] : [{ key, before, after, write }];
      });
      const last = [...outputSteps, ...reportSteps];
      ensureMay(user, [
        ...(first.length > 0 ? (['line.setUp'] as const) : []),
        ...(outputSteps.length > 0 ? (['outputs.change'] as const) : []),
        ...(reportSteps.length > 0 ? (['reports.change'] as const) : []),
      ]);
      const done = together(() => {
        const applied = settings.apply(text, choices, user);
        if (!choices.check) for (const { write } of first) write(user);
        return applied;
      });
      if (!choices.check) {
        for (const { key, write } of last) {
          await Promise.resolve(write(user)).catch((error: unknown) => refused(key, error));
        }
      }
      const line = [...first, ...last].map(({ key, before, after }) => ({
        key,
        before: jsonOf(before),
        after: jsonOf(after),
      }));
      const secrets = [
        ...(may(user, 'outputs.see') ? secretsToSet(inFile, outputs.list()) : []),
        ...(may(user, 'reports.see') ? reportsInFile.passwordsToSet(file.reports) : []),
      ];
      return { ...done, line, secrets };
    },
  };
}

/** @throws StationError FORBIDDEN */
function ensureMay(user: User, needed: readonly Permission[]): void {
  if (needed.every((permission) => may(user, permission))) return;
  throw new StationError(
    'FORBIDDEN',
    `Nothing of the file was applied: ${user.name} may not set up the line. Ask an engineer for it.`,
  );
}

/** @throws StationError BAD_INPUT naming the output */
function outputOf({ secrets = [], ...given }: LineFile['outputs'][number]): OutputInFile {
  const parsed = outputSchema.safeParse(given);
  if (parsed.success) return { output: parsed.data, secrets };
  const [issue] = parsed.error.issues;
  throw new StationError(
    'BAD_INPUT',
    `Nothing of the file was applied. Output “${given.name}”: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}.`,
  );
}

function refused(key: string, error: unknown): never {
  const code = error instanceof StationError ? error.code : 'WORKER_FAILED';
  throw new StationError(
    code,
    `${key} was not applied, nor what follows it; what stands before it in the file was. ${messageOf(error)}`,
  );
}

function withoutOrigin<Item extends object>(
  configured: Item & {
    readonly version: number;
    readonly setBy: string | null;
    readonly setAt: number | null;
  },
): Omit<typeof configured, 'version' | 'setBy' | 'setAt'> {
  const { version: _version, setBy: _setBy, setAt: _setAt, ...item } = configured;
  return item;
}

/** Returns a value as JSON, as in a file. */
const jsonOf = (value: unknown) => z.json().parse(JSON.parse(JSON.stringify(value)));

/** Returns whether two values are equal, ignoring the order of keys. */
function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
