import { randomUUID } from 'node:crypto';
import type { Product } from '../../shared/contract/products.ts';
import type { ProductService } from './service.ts';

/** @param together runs work all or nothing */
export function createDuplication(
  products: Pick<ProductService, 'get' | 'takeIn'>,
  together: (work: () => void) => void,
): (id: string, name: string) => Product {
  /**
   * A new product with another one's settings: area, causes, alarm, what an escape costs and the smallest defect. Its code stays
   * with the other one, as do images and models.
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
