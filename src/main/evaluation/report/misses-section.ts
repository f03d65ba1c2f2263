import { Buffer } from 'node:buffer';
import type { Thresholds } from '../../../shared/domain/verdict.ts';
import { heatLegend } from './heat-legend.ts';
import { html, type Markup } from '../../report/markup.ts';
import { score } from './numbers.ts';
import type { ShownMiss, ShownMisses, WorstMisses } from './report-facts.ts';

const words = { escape: 'called good', 'false-reject': 'rejected', doubt: 'sent to review' } as const;

/** A score that differs by more than this was given for another picture. */
const sameScore = 1e-3;

/** The worst misses as pictures: defective images that were not rejected, good ones that were not passed. */
export function missesSection(misses: WorstMisses, thresholds: Thresholds): Markup {
  return html`<section id="misses">
      <h2>Worst misses</h2>
      <div class="box">
        ${heatLegend(thresholds)}
        <small>Left the image, right its heatmap; the bright outline is the ground truth.</small>
      </div>
    </section>
    ${group('Defective images below T2', misses.defective)} ${group('Good images from T1 on', misses.good)}`;
}

function group(title: string, { count, shown }: ShownMisses): Markup {
  const which = shown.length < count ? `the worst ${shown.length} of ${count}` : String(count);
  return html`<section>
    <h2>${title} (${which})</h2>
    ${
      shown.length === 0
        ? html`<p class="faint">None.</p>`
        : html`<div class="gallery">${shown.map(missFigure)}</div>`
    }
  </section>`;
}

function missFigure({ miss, picture }: ShownMiss): Markup {
  const caption = html`<b class="${miss.miss === 'doubt' ? 'review' : 'defect'}">${words[miss.miss]}</b>,
    score ${score(miss.score)}, ${miss.kind}<br />${miss.file}`;
  if (picture.kind === 'missing') {
    return html`<figure>
      <p class="faint">${picture.reason}</p>
      <figcaption>${caption}</figcaption>
    </figure>`;
  }
  const changed = Math.abs(picture.score - miss.score) > sameScore * Math.max(1, Math.abs(miss.score));
  return html`<figure>
    <div class="pictures">
      <img alt="The image" src="${dataAddress(picture.photo)}" />
      <img
        alt="${picture.hasTruth ? 'Its heatmap and ground truth' : 'Its heatmap'}"
        src="${dataAddress(picture.heatmap)}"
      />
    </div>
    <figcaption>
      ${caption}
      ${
        changed
          ? html`<br />The file has changed since the evaluation: its score is now ${score(picture.score)}.`
          : null
      }
    </figcaption>
  </figure>`;
}

function dataAddress(jpeg: Uint8Array): string {
  return `data:image/jpeg;base64,${Buffer.from(jpeg).toString('base64')}`;
}
