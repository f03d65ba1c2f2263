import type { OutputService } from '../line/service.ts';
import type { guardedContract } from './middleware.ts';

/** Makes the handlers for the line's outputs. */
export function outputHandlers(os: ReturnType<typeof guardedContract>, outputs: OutputService) {
  return {
    list: os.outputs.list.handler(() => outputs.list()),
    add: os.outputs.add.handler(({ input: { secrets, ...output }, context }) =>
      outputs.add(output, context.user, secrets),
    ),
    change: os.outputs.change.handler(({ input: { id, expected, output, secrets }, context }) =>
      outputs.change(id, expected, output, context.user, secrets),
    ),
    remove: os.outputs.remove.handler(({ input, context }) =>
      outputs.remove(input.id, input.expected, context.user),
    ),
    test: os.outputs.test.handler(({ input }) => outputs.test(input.id)),
    messages: os.outputs.messages.handler(({ input }) => outputs.messages(input.id)),
    clients: os.outputs.clients.handler(({ input }) => outputs.clients(input.id)),
    trustClient: os.outputs.trustClient.handler(({ input }) =>
      outputs.trustClient(input.id, input.fingerprint),
    ),
    removeClient: os.outputs.removeClient.handler(({ input }) =>
      outputs.removeClient(input.id, input.fingerprint),
    ),
  };
}
