import type { KvWatchEntry } from '@nats-io/kv';
import type { NatsConnection } from '@nats-io/transport-node';
import { uuid } from '../../../shared/contract/base.ts';
import { stationNumberSchema } from '../../../shared/plant/fields.ts';
import { plantTemplateSchema } from '../../../shared/plant/template.ts';
import { buckets, templateKey } from '../../../shared/plant/subjects.ts';
import { plantFailure } from '../plant-failure.ts';
import type { FromLink, ToLink } from '../protocol.ts';
import { watchValues } from '../watch-values.ts';
import type { Way } from '../way.ts';

export interface LinkTemplatesParts {
  readonly way: Pick<Way, 'publish' | 'failed'>;
  readonly station: number;
  /** The plant's server, for messages. */
  readonly server: string;
  readonly send: (message: FromLink) => void;
}

/** Product templates, in the link process. */
export function createLinkTemplates({ way, station, server, send }: LinkTemplatesParts) {
  function hear(entry: KvWatchEntry): void {
    const [from, of] = entry.key.split('.');
    const number = stationNumberSchema.safeParse(Number(from)).data;
    const product = uuid.safeParse(of).data;
    if (number === undefined || product === undefined) return;
    const template = entry.operation === 'PUT' ? plantTemplateSchema.parse(entry.json()) : null;
    // The server lets a station write only under its own number. A template under it that names another station is ignored.
    if (template !== null && template.station !== number) return;
    send({ kind: 'template', station: number, product, template });
  }

  async function publish({
    request,
    product,
    template,
  }: Extract<ToLink, { kind: 'publish-template' }>): Promise<void> {
    try {
      await way.publish({
        subject: `$KV.${buckets.templates}.${templateKey(station, product)}`,
        ...(template === null
          ? { body: null, headers: { 'KV-Operation': 'DEL' } }
          : { body: { format: 1, station, ...template } }),
      });
      send({ kind: 'template-published', request, failure: null });
    } catch (error) {
      const { code, message } = plantFailure(error, server);
      send({ kind: 'template-published', request, failure: { code, message } });
    }
  }

  return {
    /** Starts listening on a new connection; ends with the connection. */
    connect: (opened: NatsConnection): void =>
      watchValues(opened, buckets.templates, '>', hear, (error) => way.failed(error)),
    take(message: ToLink): void {
      if (message.kind === 'publish-template') void publish(message);
    },
  };
}
