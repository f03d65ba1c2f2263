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

/** The coarsest grid that a model may have: an area must hold one of its cells. */
const leastGrid = 32;

/** What a product is by its own settings. */
export type ProductFromElsewhere = Pick<
  Product,
  'id' | 'name' | 'createdAt' | 'area' | 'causes' | 'line' | 'escapeCost' | 'smallestDefect'
>;

export type ProductService = ReturnType<typeof createProductService>;

/** What an inspection line makes: products with their region and limits. */
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
    /** Those in use. */
    list: (): Product[] => products.list().map(toProduct),

    /** Those that were archived, the latest first. */
    listArchived: (): Product[] => products.listArchived().map(toProduct),

    /** @throws StationError NOT_FOUND */
    get: (id: string): Product => toProduct(row(id)),

    /** The product of that name, whatever its case and however its letters are composed; null when there is none. */
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
     * Takes the product out of use; images, models and log stay. Whether it is inspected is asked before, by the inspection.
     *
     * @throws StationError NOT_FOUND
     */
    archive(id: string): void {
      if (row(id).archivedAt === null) products.setArchived(id, Date.now());
      changed(id);
    },

    /**
     * Takes an archived product back into use. A name that another product has by now gets a number behind it; a code that another one
     * has stays with that one.
     *
     * @throws StationError NOT_FOUND
     */
    restore(id: string): Product {
      const found = row(id);
      if (found.archivedAt !== null) takeBack(found);
      return changed(id);
    },

    /**
     * Counts for trainings from now on: the area is part of a model's graph.
     *
     * @throws StationError NOT_FOUND; BAD_INPUT when exclusions leave nothing to inspect
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

    /** What is offered with decisions from now on, each cause once. @throws StationError NOT_FOUND */
    setCauses(id: string, causes: readonly string[]): Product {
      row(id);
      products.setCauses(id, [...new Set(causes)]);
      return changed(id);
    },

    /** Which of its good parts the log keeps; asked for each of them. */
    keptGood: (id: string): KeptGood => products.keptGood(id),

    /** Acts on the next part. @throws StationError NOT_FOUND; ALREADY_EXISTS when the code is taken */
    setLine(id: string, line: LineSettings): Product {
      row(id);
      ensureFreeCode(line.code, id);
      products.setLine(id, line);
      return changed(id);
    },

    /** Counts for limits that are proposed and models that are compared from now on. @throws StationError NOT_FOUND */
    setEscapeCost(id: string, escapeCost: number): Product {
      row(id);
      products.setEscapeCost(id, escapeCost);
      return changed(id);
    },

    /** What presets are recommended by from now on; null: nobody has said it. @throws StationError NOT_FOUND */
    setSmallestDefect(id: string, smallestDefect: number | null): Product {
      row(id);
      products.setSmallestDefect(id, smallestDefect);
      return changed(id);
    },

    /** New limits for the active model; they act on the next frame. @throws StationError NOT_FOUND, NO_ACTIVE_MODEL */
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
        // Who moves T1 and T2 at the line does not take back what the engineer set meanwhile.
        limits: withChange(inForce, change),
        origin: 'person',
        setBy: user.name,
      });
      changes.publish({ kind: 'products' });
      return record;
    },

    /** Whether a product of that id is or was here. */
    isKnown: (id: string): boolean => products.find(id) !== null,

    /**
     * Enters a product that another station had; a code that a product here has stays with that one. Within the caller's transaction.
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

    /** The sample product's row, made or taken back from the archive; its images are the sample maker's work. */
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

  /** The name, with a number behind it when it is taken. */
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
