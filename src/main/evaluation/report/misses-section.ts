import { Buffer } from 'node:buffer';
import type { StationError } from '../../../shared/domain/station-error.ts';
import type { Thresholds } from '../../../shared/domain/verdict.ts';
import { heatLegend } from './heat-legend.ts';
import { html, type Markup } from '../../report/markup.ts';
import { filled } from '../../report/filled.ts';
import type { PageText } from './page-text.ts';
import type { ShownMiss, ShownMisses, WorstMisses } from './report-facts.ts';

/** A score that differs by more than this shows that the picture has changed since the evaluation. */
const sameScore = 1e-3;

/** Shows the worst misses: defective images that were not rejected, and good images that were not passed. */
export function missesSection(misses: WorstMisses, thresholds: Thresholds, text: PageText): Markup {
  const words = text.words.misses;
  return html`<section id="misses">
      <h2>${words.title}</h2>
      <div class="box">
        ${heatLegend(thresholds, text)}
        <small>${words.legend}</small>
      </div>
    </section>
    ${group(words.defective, misses.defective, text)} ${group(words.good, misses.good, text)}`;
}

/** @param title has a placeholder for the number of shown misses */
function group(title: string, { count, shown }: ShownMisses, text: PageText): Markup {
  const { words } = text;
  const which =
    shown.length < count ? filled(words.misses.worst, { shown: shown.length, count }) : String(count);
  return html`<section>
    <h2>${filled(title, { which })}</h2>
    ${
      shown.length === 0
        ? html`<p class="faint">${words.none}</p>`
        : html`<div class="gallery">${shown.map((one) => missFigure(one, text))}</div>`
    }
  </section>`;
}

function missFigure({ miss, picture }: ShownMiss, { words: all, score }: PageText): Markup {
  const words = all.misses;
  const caption = html`<b class="${miss.miss === 'doubt' ? 'review' : 'defect'}">${words[miss.miss]}</b>,
    ${filled(words.score, { score: score(miss.score), kind: miss.kind })}<br />${miss.file}`;
  if (picture.kind === 'missing') {
    return html`<figure>
      <p class="faint">${missingText(picture.code, words.missing)}</p>
      <figcaption>${caption}</figcaption>
    </figure>`;
  }
  const changed = Math.abs(picture.score - miss.score) > sameScore * Math.max(1, Math.abs(miss.score));
  return html`<figure>
    <div class="pictures">
      <img alt="${words.image}" src="${dataAddress(picture.photo)}" />
      <img
        alt="${picture.hasTruth ? words.heatmapTruth : words.heatmap}"
        src="${dataAddress(picture.heatmap)}"
      />
    </div>
    <figcaption>
      ${caption} ${changed ? html`<br />${filled(words.changed, { score: score(picture.score) })}` : null}
    </figcaption>
  </figure>`;
}

/** States why a picture is missing, without the machine's paths, which are in the error's own message. */
function missingText(code: StationError['code'], words: PageText['words']['misses']['missing']): string {
  switch (code) {
    case 'NOT_FOUND':
      return words.gone;
    case 'NO_PERMISSION':
      return words.closed;
    case 'FORBIDDEN':
      return words.outside;
    case 'UNREADABLE_IMAGE':
      return words.unreadable;
    case 'CORRUPT_MODEL':
      return words.damaged;
    default:
      return filled(words.failed, { code });
  }
}

function dataAddress(jpeg: Uint8Array): string {
  return `data:image/jpeg;base64,${Buffer.from(jpeg).toString('base64')}`;
}
