import { randomUUID } from 'node:crypto';
import type { TakenTemplate, TemplateOfPlant } from '../../../shared/contract/plant-templates.ts';
import type { Product } from '../../../shared/contract/products.ts';
import { firstLane } from '../../../shared/domain/lanes.ts';
import type { User } from '../../../shared/domain/role.ts';
import { StationError } from '../../../shared/domain/station-error.ts';
import type { PlantTemplate } from '../../../shared/plant/template.ts';
import { templateKey } from '../../../shared/plant/subjects.ts';
import { failureTold } from '../../host/told-failure.ts';
import type { Lanes } from '../../lanes/lanes.ts';
import type { Recipes } from '../../lanes/recipes.ts';
import type { ProductService } from '../../products/service.ts';
import type { StationChanges } from '../../station/changes.ts';
import type { FromLink, ToLink } from '../protocol.ts';

/** Time limit for the plant's server to store a template, milliseconds. */
const patienceMs = 20_000;

export interface TemplatesParts {
  readonly products: Pick<ProductService, 'get' | 'takeIn'>;
  readonly recipes: Pick<Recipes, 'list' | 'add'>;
  readonly lanes: Pick<Lanes, 'list'>;
  readonly changes: Pick<StationChanges, 'publish'>;
  /** Runs writes in one transaction. */
  readonly together: (work: () => void) => void;
  readonly name: () => string;
  /** Returns the station's number in its plant; null if it is in none. */
  readonly station: () => number | null;
  /** Sends a message to the link process; lost while there is none. */
  readonly send: (message: ToLink) => void;
}

export type Templates = ReturnType<typeof createTemplates>;

/** Product templates of the plant's stations: settings, regions, causes and recipe, without pictures and models. */
export function createTemplates(parts: TemplatesParts) {
  const { products, recipes, lanes, changes, together, name, station, send } = parts;
  const heard = new Map<string, { readonly product: string; readonly template: PlantTemplate }>();
  const waiting = new Map<string, (failure: StationError | null) => void>();

  /** Returns the recipe by which one lane inspects only this product. */
  function recipeOf(productId: string): PlantTemplate['recipe'] {
    const own = recipes
      .list()
      .find(({ products: of }) => of.length === 1 && of.every((one) => one.productId === productId));
    return own ? { number: own.number, code: own.code } : null;
  }

  function templateOf(productId: string, by: User) {
    const { name: called, area, causes, line, escapeCost, smallestDefect } = products.get(productId);
    return {
      stationName: name(),
      by: by.name,
      at: Date.now(),
      recipe: recipeOf(productId),
      product: { name: called, area, causes: [...causes], line, escapeCost, smallestDefect },
    };
  }

  async function publish(
    product: string,
    template: Extract<ToLink, { kind: 'publish-template' }>['template'],
  ): Promise<void> {
    if (station() === null) throw new StationError('CONFLICT', 'The station is in no plant. Join one first.');
    const request = randomUUID();
    const { promise, resolve } = Promise.withResolvers<StationError | null>();
    waiting.set(request, resolve);
    const timer = setTimeout(
      () => resolve(new StationError('UNREACHABLE', 'The plant’s server did not answer. Try again later.')),
      patienceMs,
    );
    try {
      send({ kind: 'publish-template', request, product, template });
      const failure = await promise;
      if (failure !== null) throw failure;
    } finally {
      clearTimeout(timer);
      waiting.delete(request);
    }
  }

  /** Adds the template's recipe for the first lane, which every station has. */
  function addRecipe(
    { recipe, product }: PlantTemplate,
    productId: string,
    user: User,
  ): TakenTemplate['recipe'] {
    if (recipe === null) return 'none';
    const known = recipes.list();
    const isTaken = known.some(({ number, code }) => {
      return number === recipe.number || (code !== null && code === recipe.code);
    });
    const lane = lanes.list().find(({ number }) => number === firstLane);
    if (isTaken || lane === undefined) return 'number-taken';
    const settings = { name: product.name.slice(0, 60), code: recipe.code };
    recipes.add({ ...settings, number: recipe.number, products: [{ lane: lane.number, productId }] }, user);
    return 'added';
  }

  return {
    list: (): TemplateOfPlant[] =>
      [...heard.values()]
        .map(({ product, template }) => ({
          station: template.station,
          stationName: template.stationName,
          productId: product,
          name: template.product.name,
          by: template.by,
          at: template.at,
          causes: template.product.causes.length,
          recipe: template.recipe?.number ?? null,
          own: template.station === station(),
        }))
        .toSorted((one, other) => one.name.localeCompare(other.name) || one.station - other.station),

    /** @throws StationError NOT_FOUND, CONFLICT outside a plant, UNREACHABLE */
    publish: (productId: string, user: User): Promise<void> =>
      publish(productId, templateOf(productId, user)),

    /** @throws StationError CONFLICT outside a plant, UNREACHABLE */
    withdraw: (productId: string): Promise<void> => publish(productId, null),

    /**
     * Creates a product from a template.
     *
     * @param as the product's name at this station
     * @throws StationError NOT_FOUND, ALREADY_EXISTS, BAD_INPUT
     */
    take(from: number, productId: string, as: string, user: User): TakenTemplate {
      const found = heard.get(templateKey(from, productId))?.template;
      if (found === undefined) {
        throw new StationError('NOT_FOUND', 'This template is not there any more. Look at the list again.');
      }
      const id = randomUUID();
      let recipe: TakenTemplate['recipe'] = 'none';
      together(() => {
        products.takeIn({ ...found.product, id, name: as, createdAt: Date.now() });
        recipe = addRecipe(found, id, user);
      });
      const product: Product = products.get(id);
      return { product, recipe };
    },

    /** Forgets what the stations of a plant have published: the station leaves it. */
    forget: (): void => heard.clear(),

    /** Handles a message about templates. */
    hear(message: FromLink): void {
      if (message.kind === 'template-published') {
        const { failure, request } = message;
        waiting.get(request)?.(failure && failureTold(failure));
      }
      if (message.kind !== 'template') return;
      const key = templateKey(message.station, message.product);
      if (message.template === null) heard.delete(key);
      else heard.set(key, { product: message.product, template: message.template });
      changes.publish({ kind: 'membership' });
    },
  };
}
