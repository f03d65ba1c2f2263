import { EventPublisher } from '@orpc/server';

type Told<Progress, Result> =
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'ended'; readonly result: Promise<Result> };

export interface SharedWork<Progress, Result> {
  readonly underWay: boolean;
  /**
   * Tells how far the work is and returns its result. It is begun unless it is under way, and goes on when nobody follows it any more.
   *
   * @throws what the work throws
   */
  follow(
    work: (tell: (progress: Progress) => void) => Promise<Result>,
    signal?: AbortSignal,
  ): AsyncGenerator<Progress, Result, void>;
}

/** Work for which several may ask at once: it is done once, and all of them hear how far it is and what came of it. */
export function createSharedWork<Progress extends object, Result>(): SharedWork<Progress, Result> {
  const events = new EventPublisher<{ told: Told<Progress, Result> }>();
  let latest: Progress | null = null;
  let underWay = false;

  async function perform(work: (tell: (progress: Progress) => void) => Promise<Result>): Promise<void> {
    const result = work((progress) => {
      latest = progress;
      events.publish('told', { kind: 'progress', progress });
    });
    await result.catch(() => undefined);
    underWay = false;
    latest = null;
    events.publish('told', { kind: 'ended', result });
  }

  return {
    get underWay() {
      return underWay;
    },
    async *follow(work, signal) {
      const stop = new AbortController();
      // Subscribed before the work begins, so that nothing falls in between.
      const coming = events.subscribe('told', {
        signal: signal ? AbortSignal.any([signal, stop.signal]) : stop.signal,
      });
      try {
        if (!underWay) {
          underWay = true;
          void perform(work);
        } else if (latest !== null) yield latest;
        for await (const told of coming) {
          if (told.kind === 'ended') return await told.result;
          yield told.progress;
        }
        throw new Error('The work ended without a word');
      } finally {
        stop.abort();
      }
    },
  };
}
