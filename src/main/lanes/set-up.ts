import type { User } from '../../shared/domain/role.ts';
import { isSameName } from '../../shared/domain/same-name.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import { requireUnchanged } from '../database/standing-row.ts';
import type { StationChanges } from '../station/changes.ts';
import type { SetUpRows } from './set-up-repository.ts';

/** The last change of an item: version, person and time; null if it is as delivered. */
interface Origin {
  readonly version: number;
  readonly setBy: string | null;
  readonly setAt: number | null;
}
export type Configured<Item> = Item & Origin;

export interface SetUpParts<Item extends { readonly number: number; readonly name: string }> {
  readonly rows: SetUpRows<Item>;
  readonly changes: Pick<StationChanges, 'publish'>;
  /** Word for an item in messages, such as `lane`. */
  readonly word: string;
  /** Most items of a station. */
  readonly most: number;
  /** Items that exist without being set up. */
  readonly usual: readonly Item[];
  /** Checks an item against the others. @throws StationError if the item is invalid */
  readonly check: (item: Item, others: readonly Item[]) => void;
  /** Returns the time, milliseconds since 1970. */
  readonly now?: () => number;
}

export type SetUp<Item extends { readonly number: number; readonly name: string }> = ReturnType<
  typeof createSetUp<Item>
>;

/**
 * Makes the set-up of lanes or recipes. It reads the database again after each change, because the command line,
 * another process, changes them as well.
 */
export function createSetUp<Item extends { readonly number: number; readonly name: string }>(
  parts: SetUpParts<Item>,
) {
  const { rows, changes, word, most, usual, check, now = Date.now } = parts;
  let known: { readonly version: number; readonly all: readonly Configured<Item>[] } | null = null;

  function list(): readonly Configured<Item>[] {
    const version = rows.version();
    if (known?.version === version) return known.all;
    const standing = rows
      .list()
      .map(({ version: own, item, setBy, setAt }) => ({ ...item, version: own, setBy, setAt }));
    const missing = usual
      .filter(({ number }) => standing.every((one) => one.number !== number))
      .map((item) => ({ ...item, version: 0, setBy: null, setAt: null }));
    const all = [...missing, ...standing].sort((one, other) => one.number - other.number);
    known = { version, all };
    return all;
  }

  const find = (number: number): Configured<Item> | null =>
    list().find((one) => one.number === number) ?? null;

  /** @throws StationError NOT_FOUND listing the existing items */
  function get(number: number): Configured<Item> {
    const found = find(number);
    if (found) return found;
    const all = list();
    const some = all.slice(0, 10).map((one) => `${one.number} “${one.name}”`);
    const known =
      some.length === 0
        ? 'None was set up yet.'
        : `There are ${some.join(', ')}${all.length > some.length ? ', …' : ''}.`;
    throw new StationError('NOT_FOUND', `There is no ${word} ${number}. ${known}`);
  }

  /** @throws StationError CONFLICT if the item was changed since */
  function unchanged(number: number, expected: number): void {
    const standing = get(number);
    requireUnchanged(standing, expected, `The ${word} “${standing.name}”`);
  }

  function requireFitting(item: Item): void {
    const others = list().filter(({ number }) => number !== item.number);
    if (others.some(({ name }) => isSameName(name, item.name))) {
      throw new StationError(
        'ALREADY_EXISTS',
        `There is a ${word} “${item.name}” already. Choose another name.`,
      );
    }
    check(item, others);
  }

  /** Returns the exact text of an item's row; null if it has none. */
  const textOf = (number: number): string | null =>
    rows.list().find(({ item }) => item.number === number)?.text ?? null;

  function write(item: Item, user: User, allow: () => void): Configured<Item> {
    rows.append(() => {
      allow();
      requireFitting(item);
      const { number } = item;
      return { number, before: textOf(number), after: JSON.stringify(item), setBy: user.name, setAt: now() };
    });
    changes.publish({ kind: 'lanes' });
    return get(item.number);
  }

  return {
    /** Lists the items by number. */
    list,
    find,
    get,
    /** Returns a number that increases with each change of any item. */
    version: (): number => rows.version(),

    /** Adds an item. @throws StationError ALREADY_EXISTS if number or name is taken, CONFLICT, BAD_INPUT */
    add: (item: Item, user: User): Configured<Item> =>
      write(item, user, () => {
        const taken = find(item.number);
        if (taken) {
          throw new StationError(
            'ALREADY_EXISTS',
            `There is a ${word} ${item.number} already: “${taken.name}”.`,
          );
        }
        if (list().length >= most) {
          throw new StationError('CONFLICT', `A station has ${most} ${word}s at most. Remove one first.`);
        }
      }),

    /**
     * @param expected the version on which the change is based
     * @throws StationError NOT_FOUND, CONFLICT, ALREADY_EXISTS, BAD_INPUT
     */
    change: (item: Item, expected: number, user: User): Configured<Item> =>
      write(item, user, () => unchanged(item.number, expected)),

    /** Removes an item. @throws StationError NOT_FOUND; CONFLICT if it was changed since or must always exist */
    remove(number: number, expected: number, user: User): void {
      rows.append(() => {
        unchanged(number, expected);
        if (usual.some((one) => one.number === number)) {
          throw new StationError('CONFLICT', `A station always has ${word} ${number}. Change it instead.`);
        }
        return { number, before: textOf(number), after: null, setBy: user.name, setAt: now() };
      });
      changes.publish({ kind: 'lanes' });
    },
  };
}
