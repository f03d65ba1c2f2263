import type { StationClient } from '../../shared/contract/contract.ts';
import type { Product } from '../../shared/contract/products.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import type { MediaAddress } from '../../shared/contract/media.ts';
import type { LiveService } from '../host/live.ts';
import type { Media } from '../host/served-station.ts';
import type { Terminal } from './terminal.ts';

/** The services and signals that a command uses. */
export interface CommandContext {
  /** The station's procedures, called in this process. */
  readonly client: StationClient;
  readonly live: LiveService;
  /** @throws StationError */
  readonly readMedia: (address: MediaAddress) => Promise<Media>;
  readonly terminal: Terminal;
  /** Aborts if the person interrupts the command. */
  readonly signal: AbortSignal;
}

/** Returns a test whether a product has this name, regardless of Unicode composition. */
function isCalled(name: string): (product: Product) => boolean {
  const wanted = name.trim().normalize('NFC');
  return (product) => product.name.normalize('NFC') === wanted;
}

export async function findProduct(client: StationClient, name: string): Promise<Product | null> {
  return (await client.products.list()).find(isCalled(name)) ?? null;
}

/** Finds a product by its name. @throws StationError NOT_FOUND listing the existing names */
export async function productByName(client: StationClient, name: string): Promise<Product> {
  const found = await findProduct(client, name);
  if (found) return found;
  const names = (await client.products.list()).map((product) => `“${product.name}”`);
  const hint =
    names.length === 0 ? 'There is none yet: make one with "train".' : `There are: ${names.join(', ')}.`;
  throw new StationError('NOT_FOUND', `There is no product “${name}”. ${hint}`);
}

/** Finds a product in use, else the one archived last, to read its log. @throws StationError NOT_FOUND */
export async function productInLog(client: StationClient, name: string): Promise<Product> {
  const archived = (await client.products.archived()).find(isCalled(name));
  return (await findProduct(client, name)) ?? archived ?? productByName(client, name);
}

/** @throws StationError NO_ACTIVE_MODEL */
export function activeModelOf({ name, activeModelId }: Product): string {
  if (activeModelId !== null) return activeModelId;
  throw new StationError('NO_ACTIVE_MODEL', `“${name}” has no active model. Train it first, with "train".`);
}
