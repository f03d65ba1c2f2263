import { messageOf } from '../../shared/domain/station-error.ts';
import { workerPort } from '../host/worker-port.ts';
import { toProviderProbeSchema, type FromProviderProbe } from './provider-protocol.ts';
import { refusalOf } from './try-provider.ts';

/** The trial's process: computes something with the requested provider and reports the result. */
const port = workerPort();

port.onMessage((message) => {
  void answer(message).then((refusal) => port.send({ refusal } satisfies FromProviderProbe));
});

async function answer(message: unknown): Promise<string | null> {
  const asked = toProviderProbeSchema.safeParse(message);
  return asked.success ? refusalOf(asked.data.provider) : messageOf(asked.error);
}
