import { EventPublisher } from '@orpc/server';

type Told<Progress, Result> =
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'ended'; readonly result: Promise<Result> };

export interface SharedWork<Progress, Result> {
  readonly underWay: boolean;
  /**
   * Starts the work unless it is running, reports its progress and returns its result. The work goes on when nobody follows it.
   *
   * @throws the work's error
   */
  follow(
    work: (tell: (progress: Progress) => void) => Promise<Result>,
    signal?: AbortSignal,
  ): AsyncGenerator<Progress, Result, void>;
}

/** Creates work that several callers share: it runs once, and each caller gets its progress and its result. */
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
      // Subscribes before the work starts, so that no event is missed.
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
