import type { ImageCheckReport, Outlier } from '../../../shared/contract/image-check.ts';
import { StationError } from '../../../shared/domain/station-error.ts';
import { productByName, type CommandContext } from '../command-context.ts';
import { counted } from '../text.ts';

export interface ImagesOptions {
  readonly product: string;
  /** Whether to search for near duplicates and unusual images. */
  readonly check?: true;
}

/** Prints the number of a product's images, and what is unusual about them. */
export async function images(
  context: CommandContext,
  { product: name, check }: ImagesOptions,
): Promise<void> {
  const { client, terminal } = context;
  const { id } = await productByName(client, name);
  const counts = await client.datasets.counts({ productId: id });
  terminal.print(`${counted(counts.training, 'good image')} for training`);
  terminal.print(
    `${counts.test.good} good and ${counts.test.defective} defective test images, ${counts.test.masks} outlined`,
  );
  if (check !== true) return terminal.printJson({ counts });
  const report = await checked(context, id);
  print(context, report);
  terminal.printJson({
    counts,
    looked: report.images,
    kept: report.kept,
    unreadable: report.unreadable.map((file) => file.name),
    duplicates: report.duplicates.map((group) =>
      group.map(({ id: imageId, name: image, purpose }) => ({ imageId, name: image, purpose })),
    ),
    outliers: report.outliers.map(({ image, reason, deviation, place }) => ({
      imageId: image.id,
      name: image.name,
      reason,
      deviation,
      place,
    })),
  });
}

async function checked(
  { client, terminal, signal }: CommandContext,
  productId: string,
): Promise<ImageCheckReport> {
  for await (const event of await client.imageCheck.run({ productId }, { signal })) {
    if (event.kind === 'finished') return event.report;
    if (event.total > 0) terminal.progress(`Looking at images: ${event.done} of ${event.total}`);
  }
  throw new StationError('CANCELLED', 'The images were not looked at to the end.');
}

function print({ terminal }: CommandContext, report: ImageCheckReport): void {
  for (const { name, message } of report.unreadable) terminal.note(`Skipped ${name}: ${message}`);
  for (const group of report.duplicates) {
    terminal.print(`near duplicates: ${group.map(({ name, purpose }) => `${name} (${purpose})`).join(', ')}`);
  }
  for (const outlier of report.outliers) terminal.print(`unusual: ${told(outlier)}`);
  if (report.duplicates.length + report.outliers.length === 0) {
    terminal.print(
      `nothing odd among ${counted(report.images, 'image')}${report.kept > 0 ? `, ${report.kept} kept before` : ''}`,
    );
  }
}

function told({ image, reason, deviation, place }: Outlier): string {
  const percent = (share: number): number => Math.round(share * 100);
  const where =
    place === null
      ? ''
      : `, at ${percent(place.x + place.width / 2)} % × ${percent(place.y + place.height / 2)} %`;
  const words = {
    place: 'a place unlike the others',
    blurred: 'blurred',
    colour: 'other light or colour',
    shape: `another shape, ${image.width} × ${image.height}`,
  };
  return `${image.name} (${words[reason]}${where}, ${deviation.toFixed(1)} ${reason === 'shape' ? 'times stretched' : 'spreads'})`;
}
