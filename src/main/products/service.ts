import { randomUUID } from 'node:crypto';
import type { LineSettings, Product, ThresholdsRecord } from '../../shared/contract/products.ts';
import { productNameSchema } from '../../shared/contract/products.ts';
import { areaMask, type InspectedArea } from '../../shared/domain/region.ts';
import type { User } from '../../shared/domain/role.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import { followingLimits, withChange } from '../../shared/domain/chosen-limits.ts';
import type { KeptGood } from '../../shared/domain/kept-good.ts';
import type { LimitsChange } from '../../shared/domain/verdict.ts';
import type { StationChanges } from '../station/changes.ts';
import type { ProductRepository, ProductRow } from './repository.ts';
import type { ThresholdsHistory } from './thresholds.ts';

export interface ProductServiceParts {
  readonly products: ProductRepository;
  readonly thresholds: ThresholdsHistory;
  readonly changes: StationChanges;
}

/** Side of the coarsest grid of a model; an area must contain at least one of its cells. */
const leastGrid = 32;

/** A product's own settings, from another station or product. */
export type ProductFromElsewhere = Pick<
  Product,
  'id' | 'name' | 'createdAt' | 'area' | 'causes' | 'line' | 'escapeCost' | 'smallestDefect'
>;

export type ProductService = ReturnType<typeof createProductService>;

/** Makes the service of products with their areas, settings and limits. */
export function createProductService({ products, thresholds, changes }: ProductServiceParts) {
  const toProduct = (found: ProductRow): Product => ({
    ...found,
    thresholds: found.activeModelId === null ? null : thresholds.latest(found.activeModelId),
  });

  /** @throws StationError NOT_FOUND */
  function row(id: string): ProductRow {
    const found = products.find(id);
    if (found === null) {
      throw new StationError('NOT_FOUND', 'The product does not exist. Reload the list.', id);
    }
    return found;
  }

  function ensureFree(name: string, id: string | null): void {
    const other = products.findByName(name);
    if (other !== null && other.id !== id) {
      throw new StationError('ALREADY_EXISTS', `A product named ${other.name} exists. Choose another name.`);
    }
  }

  function ensureFreeCode(code: string | null, id: string): void {
    const other = code === null ? null : products.findByCode(code);
    if (other !== null && other.id !== id) {
      throw new StationError(
        'ALREADY_EXISTS',
        `The code ${other.line.code ?? ''} belongs to ${other.name}. Choose another one, or take it from ${other.name} first.`,
      );
    }
  }

  function changed(id: string): Product {
    changes.publish({ kind: 'products' });
    return toProduct(row(id));
  }

  function add(name: string, isSample: boolean): Product {
    const checked = checkedName(name);
    ensureFree(checked, null);
    const id = randomUUID();
    products.insert({ id, name: checked, createdAt: Date.now(), isSample });
    return changed(id);
  }

  return {
    /** Lists the products in use. */
    list: (): Product[] => products.list().map(toProduct),

    /** Lists the archived products, latest first. */
    listArchived: (): Product[] => products.listArchived().map(toProduct),

    /** @throws StationError NOT_FOUND */
    get: (id: string): Product => toProduct(row(id)),

    /** Finds a product by name, ignoring case and Unicode composition; null if there is none. */
    findByName: (name: string): Product | null => {
      const found = products.findByName(name.trim().normalize('NFC'));
      return found === null ? null : toProduct(found);
    },

    /** @throws StationError ALREADY_EXISTS, BAD_INPUT */
    create: (name: string): Product => add(name, false),

    /** @throws StationError NOT_FOUND, ALREADY_EXISTS, BAD_INPUT */
    rename(id: string, name: string): Product {
      const checked = checkedName(name);
      row(id);
      ensureFree(checked, id);
      products.rename(id, checked);
      return changed(id);
    },

    /**
     * Archives the product; its images, models and log stay. The caller must check that no inspection uses it.
     *
     * @throws StationError NOT_FOUND
     */
    archive(id: string): void {
      if (row(id).archivedAt === null) products.setArchived(id, Date.now());
      changed(id);
    },

    /**
     * Restores an archived product. If another product now has its name, a number is added to the name; if another
     * product now has its code, the restored product loses the code.
     *
     * @throws StationError NOT_FOUND
     */
    restore(id: string): Product {
      const found = row(id);
      if (found.archivedAt !== null) takeBack(found);
      return changed(id);
    },

    /**
     * Sets the inspected area for future trainings; existing models keep theirs, because it is part of the graph.
     *
     * @throws StationError NOT_FOUND; BAD_INPUT if exclusions leave nothing to inspect
     */
    setArea(id: string, area: InspectedArea): Product {
      const { name } = row(id);
      if (!areaMask(area, leastGrid, leastGrid).includes(1)) {
        throw new StationError(
          'BAD_INPUT',
          `The exclusions leave nothing of “${name}” to inspect. Take one away or draw it smaller.`,
        );
      }
      products.setArea(id, area);
      return changed(id);
    },

    /** Sets the causes offered with decisions, without duplicates. @throws StationError NOT_FOUND */
    setCauses(id: string, causes: readonly string[]): Product {
      row(id);
      products.setCauses(id, [...new Set(causes)]);
      return changed(id);
    },

    /** Returns which good parts the log keeps; called for each good part. */
    keptGood: (id: string): KeptGood => products.keptGood(id),

    /** Sets the line settings from the next part on. @throws StationError NOT_FOUND; ALREADY_EXISTS if the code is taken */
    setLine(id: string, line: LineSettings): Product {
      row(id);
      ensureFreeCode(line.code, id);
      products.setLine(id, line);
      return changed(id);
    },

    /** Sets the cost of an escape for future proposals of limits and comparisons of models. @throws StationError NOT_FOUND */
    setEscapeCost(id: string, escapeCost: number): Product {
      row(id);
      products.setEscapeCost(id, escapeCost);
      return changed(id);
    },

    /** Sets the smallest defect, by which presets are recommended; null if unknown. @throws StationError NOT_FOUND */
    setSmallestDefect(id: string, smallestDefect: number | null): Product {
      row(id);
      products.setSmallestDefect(id, smallestDefect);
      return changed(id);
    },

    /** Sets limits of the active model from the next frame on. @throws StationError NOT_FOUND, NO_ACTIVE_MODEL */
    setThresholds(id: string, change: LimitsChange, user: User): ThresholdsRecord {
      const { name, activeModelId } = row(id);
      if (activeModelId === null) {
        throw new StationError(
          'NO_ACTIVE_MODEL',
          `${name} has no active model, so there is no score to limit. Train and activate one first.`,
        );
      }
      const inForce = thresholds.latest(activeModelId) ?? followingLimits(change);
      const record = thresholds.append({
        productId: id,
        modelId: activeModelId,
        // A change of T1 and T2 at the line keeps the other limits that an engineer has set meanwhile.
        limits: withChange(inForce, change),
        origin: 'person',
        setBy: user.name,
      });
      changes.publish({ kind: 'products' });
      return record;
    },

    /** Returns whether a product with this id is here, in use or archived. */
    isKnown: (id: string): boolean => products.find(id) !== null,

    /**
     * Adds a product of another station, within the caller's transaction. Drops its code if a product here has it.
     *
     * @throws StationError ALREADY_EXISTS, BAD_INPUT
     */
    takeIn(product: ProductFromElsewhere): void {
      const { id, area, causes, line, escapeCost, smallestDefect, createdAt } = product;
      const name = checkedName(product.name);
      ensureFree(name, null);
      products.insert({ id, name, createdAt, isSample: false });
      products.setArea(id, area);
      products.setCauses(id, causes);
      const isTaken = line.code !== null && products.findByCode(line.code) !== null;
      products.setLine(id, isTaken ? { ...line, code: null } : line);
      products.setEscapeCost(id, escapeCost);
      products.setSmallestDefect(id, smallestDefect);
      changes.publish({ kind: 'products' });
    },

    /** Returns the sample product, making or restoring it if needed; other code makes its images. */
    ensureSample(name: string): Product {
      const found = products.findSample();
      if (found === null) return add(freeName(name), true);
      if (found.archivedAt === null) return toProduct(found);
      takeBack(found);
      return changed(found.id);
    },
  };

  function takeBack({ id, name, line }: ProductRow): void {
    if (products.findByName(name) !== null) products.rename(id, freeName(name));
    const { code } = line;
    if (code !== null && products.findByCode(code) !== null) products.setLine(id, { ...line, code: null });
    products.setArchived(id, null);
  }

  /** Returns the name, with a number added if it is taken. */
  function freeName(name: string): string {
    let candidate = name;
    for (let number = 2; products.findByName(candidate) !== null; number++) candidate = `${name} ${number}`;
    return candidate;
  }
}

function checkedName(name: string): string {
  const checked = productNameSchema.safeParse(name);
  if (checked.success) return checked.data;
  throw new StationError('BAD_INPUT', checked.error.issues[0]?.message ?? 'The name cannot be used.');
}
