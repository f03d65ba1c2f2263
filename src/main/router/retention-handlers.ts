import type { Retention } from '../log/retention/retention.ts';
import type { guardedContract } from './middleware.ts';

/** Retention of pictures, over its service. */
export function retentionHandlers(os: ReturnType<typeof guardedContract>, retention: Retention) {
  return {
    state: os.retention.state.handler(() => retention.state()),
    preview: os.retention.preview.handler(({ input }) => retention.preview(input.rule)),
    set: os.retention.set.handler(({ input, context }) => retention.set(input, context.user)),
    remove: os.retention.remove.handler(({ input, context }) => retention.remove(input.id, context.user)),
    run: os.retention.run.handler(({ signal }) => retention.run(signal)),
  };
}
