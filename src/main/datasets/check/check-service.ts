import type { ImageCheckEvent, KeptFinding } from '../../../shared/contract/image-check.ts';
import type { User } from '../../../shared/domain/role.ts';
import type { Host } from '../../host/host.ts';
import type { ProductService } from '../../products/service.ts';
import type { StationChanges } from '../../station/changes.ts';
import { imageRow } from '../image-row.ts';
import type { ImageStore } from '../image-store.ts';
import type { DatasetImageRow, DatasetRepository } from '../repository.ts';
import type { CheckRepository } from './check-repository.ts';
import { outlierKey, pairKeys, reportOf } from './findings.ts';
import { runCheck } from './run-check.ts';
import type { CheckResult } from './run-check.ts';

export interface ImageCheckParts {
  readonly host: Host;
  readonly images: DatasetRepository;
  readonly checks: CheckRepository;
  readonly store: ImageStore;
  readonly products: ProductService;
  readonly changes: StationChanges;
  readonly backboneFile: string;
}

/** A running or finished check: its images, its progress, and who waits for it. */
interface Check {
  readonly key: string;
  readonly result: Promise<CheckResult>;
  readonly stop: AbortController;
  readonly total: number;
  done: number;
  waiting: number;
  finished: boolean;
}

/** Shortest time between two reports of progress, milliseconds. */
const progressMs = 200;

export type ImageCheckService = ReturnType<typeof createImageCheck>;

/** Finds near duplicates and unusual training images. Each content is described once, in a process of its own. */
export function createImageCheck(parts: ImageCheckParts) {
  const { host, images, checks, store, products, changes, backboneFile } = parts;
  /** The latest check of each product. */
  const latest = new Map<string, Check>();

  function begin(productId: string, rows: readonly DatasetImageRow[], key: string): Check {
    const { area } = products.get(productId);
    const order = {
      backboneFile,
      area,
      images: rows.map(({ name, sha256, extension, purpose }) => ({
        name,
        path: store.pathOf(sha256, extension),
        trains: purpose === 'training',
        traits: checks.traits(sha256),
      })),
    };
    const stop = new AbortController();
    const result = runCheck(
      host,
      order,
      (index, traits) => checks.setTraits(rows[index]?.sha256 ?? '', traits),
      () => (check.done += 1),
      stop.signal,
    );
    const total = order.images.filter(({ traits }) => traits === null).length;
    const check: Check = { key, result, stop, total, done: 0, waiting: 0, finished: false };
    latest.set(productId, check);
    result.then(
      () => (check.finished = true),
      // A failed check is not remembered, so the next call checks again.
      () => latest.get(productId) === check && latest.delete(productId),
    );
    return check;
  }

  /** Returns the check of exactly these images: the existing one, else a new one. */
  function checkOf(productId: string, rows: readonly DatasetImageRow[]): Check {
    const key = JSON.stringify([
      products.get(productId).area,
      rows.map(({ sha256, purpose }) => `${purpose} ${sha256}`),
    ]);
    const known = latest.get(productId);
    return known?.key === key ? known : begin(productId, rows, key);
  }

  async function* wait(check: Check, signal?: AbortSignal): AsyncGenerator<ImageCheckEvent, CheckResult> {
    check.waiting += 1;
    const settled = check.result.then(
      () => true,
      () => true,
    );
    try {
      let told = -1;
      for (;;) {
        if (check.done !== told) yield { kind: 'progress', done: check.done, total: check.total };
        told = check.done;
        if (await Promise.race([settled, pause(progressMs, signal)])) return await check.result;
      }
    } finally {
      check.waiting -= 1;
      if (check.waiting === 0 && !check.finished) check.stop.abort();
    }
  }

  async function* run(productId: string, signal?: AbortSignal): AsyncGenerator<ImageCheckEvent, void, void> {
    const rows = [...images.all(productId, 'training'), ...images.all(productId, 'test')];
    const { findings, unreadable } = yield* wait(checkOf(productId, rows), signal);
    const report = reportOf(rows, findings, unreadable, checks.kept(productId));
    yield { kind: 'finished', report };
  }

  function keysOf(finding: KeptFinding): string[] {
    if (finding.kind === 'outlier') return [outlierKey(imageRow(images, finding.imageId))];
    return pairKeys(finding.imageIds.map((imageId) => imageRow(images, imageId)));
  }

  return {
    /**
     * @returns the progress, then the findings; fails with CANCELLED when the signal aborts
     * @throws StationError NOT_FOUND, and as `runCheck`
     */
    run(productId: string, signal?: AbortSignal): AsyncGenerator<ImageCheckEvent, void, void> {
      products.get(productId);
      return run(productId, signal);
    },

    /** Sets findings aside, or undoes that. @throws StationError NOT_FOUND */
    keep(productId: string, findings: readonly KeptFinding[], kept: boolean, user: User): void {
      products.get(productId);
      const keys = findings.flatMap(keysOf);
      if (kept) checks.keep(productId, keys, user.name);
      else checks.drop(productId, keys);
      changes.publish({ kind: 'dataset', productId });
    },

    /** Ends running checks. */
    close(): void {
      for (const check of latest.values()) check.stop.abort();
    },
  };
}

/** Waits. @returns false after the time; rejects when the signal aborts */
function pause(milliseconds: number, signal?: AbortSignal): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const cancel = (): void => {
      clearTimeout(timer);
      reject(new DOMException('The caller stopped waiting', 'AbortError'));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', cancel);
      resolve(false);
    }, milliseconds);
    if (signal?.aborted) cancel();
    signal?.addEventListener('abort', cancel, { once: true });
  });
}
