import { randomUUID } from 'node:crypto';
import type { Product } from '../../shared/contract/products.ts';
import type { ProductService } from './service.ts';

/** @param together runs the work in a transaction */
export function createDuplication(
  products: Pick<ProductService, 'get' | 'takeIn'>,
  together: (work: () => void) => void,
): (id: string, name: string) => Product {
  /**
   * Makes a product with another's settings: area, causes, alarm, cost of an escape and smallest defect. Does not copy
   * its code, images and models.
   *
   * @throws StationError NOT_FOUND, ALREADY_EXISTS, BAD_INPUT
   */
  return (id, name) => {
    const { area, causes, line, escapeCost, smallestDefect } = products.get(id);
    const settings = { area, causes, escapeCost, smallestDefect };
    const copy = { id: randomUUID(), name, createdAt: Date.now(), ...settings };
    together(() => products.takeIn({ ...copy, line: { ...line, code: null } }));
    return products.get(copy.id);
  };
}
