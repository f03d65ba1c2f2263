import type { Product } from '../../shared/contract/products.ts';
import { StationError } from '../../shared/domain/station-error.ts';

/** Refuses to inspect or train an archived product. @throws StationError CONFLICT */
export function ensureInUse({ name, archivedAt }: Pick<Product, 'name' | 'archivedAt'>): void {
  if (archivedAt === null) return;
  throw new StationError('CONFLICT', `“${name}” is archived. Restore it first: Train, Archived.`);
}
