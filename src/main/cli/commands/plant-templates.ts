import { setTimeout as sleep } from 'node:timers/promises';
import { StationError } from '../../../shared/domain/station-error.ts';
import { productByName, type CommandContext } from '../command-context.ts';

/** Longest wait for the connection to the plant, which each command makes anew, and time to receive templates. */
const patienceMs = 30_000;
const hearMs = 1000;

/** Waits for the connection to the plant. @throws StationError CONFLICT outside a plant, UNREACHABLE, CANCELLED */
async function untilConnected({ client, terminal, signal }: CommandContext): Promise<void> {
  for (const until = Date.now() + patienceMs; ; await sleep(hearMs, undefined, { signal })) {
    const state = await client.membership.status();
    if (state === null) throw new StationError('CONFLICT', 'The station is in no plant. Join one first.');
    if (state.connected) break;
    if (Date.now() < until) continue;
    const { code = 'UNREACHABLE', message = 'The plant is not reached.' } = state.failure ?? {};
    throw new StationError(code, message);
  }
  terminal.note('The plant is reached.');
  await sleep(hearMs, undefined, { signal });
}

/** Publishes a product as a template, or withdraws the template. */
export async function publishTemplate(
  context: CommandContext,
  { product, withdraw }: { readonly product: string; readonly withdraw: boolean },
): Promise<void> {
  const { client, terminal } = context;
  const { id: productId, name } = await productByName(client, product);
  await untilConnected(context);
  if (withdraw) await client.plantTemplates.withdraw({ productId });
  else await client.plantTemplates.publish({ productId });
  terminal.print(withdraw ? `“${name}” is no template any more.` : `“${name}” is a template of the plant.`);
  terminal.printJson({ product: name, productId, template: !withdraw });
}

/** Lists the templates of the plant, or makes a product from one. */
export async function templates(
  context: CommandContext,
  { take, of, as }: { readonly take?: string; readonly of?: number; readonly as?: string },
): Promise<void> {
  const { client, terminal } = context;
  await untilConnected(context);
  const listed = await client.plantTemplates.list();
  if (take === undefined) {
    for (const { name, station, stationName, by } of listed) {
      terminal.print(`“${name}” of ${stationName || `station ${station}`} (${station}), by ${by}`);
    }
    terminal.printJson({ templates: listed });
    return;
  }
  const named = listed.filter(
    ({ name, station }) => name.toLowerCase() === take.toLowerCase() && (of ?? station) === station,
  );
  const [found] = named;
  if (found === undefined) throw new StationError('NOT_FOUND', `The plant has no template “${take}”.`);
  if (named.length > 1) {
    const stations = named.map(({ station }) => station).join(', ');
    throw new StationError(
      'BAD_INPUT',
      `Stations ${stations} have a template “${take}”. Choose one with --of.`,
    );
  }
  const { station, productId } = found;
  const { product, recipe } = await client.plantTemplates.take({
    station,
    productId,
    name: as ?? found.name,
  });
  terminal.print(`“${product.name}” is made from the template of station ${station}; it has no images yet.`);
  if (recipe === 'number-taken') terminal.note('Its recipe was not added: the number or code is taken here.');
  terminal.printJson({ product: product.name, productId: product.id, recipe });
}
