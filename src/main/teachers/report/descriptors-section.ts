import { divergingLegend, matrixFrame } from '../../report/diverging-colours.ts';
import { lineChart } from '../../report/line-chart.ts';
import { html, type Insertable, type Markup } from '../../report/markup.ts';
import { percentage, plainNumber, threeDigits } from '../../report/numbers.ts';
import { picture } from '../../report/picture.ts';
import type { DescriptorStatistics } from './descriptor-statistics.ts';

const correlationSize = html`|c<sub>ij</sub>|`;

/** Writes the most important figures, for the top of the page. */
export function descriptorFigures(statistics: DescriptorStatistics): Markup {
  const { deviations, effectiveDimension, standardisedDimension, meanCorrelation, nearlyConstant } =
    statistics;
  const figures: [Insertable, string, string][] = [
    ['Effective dimension', threeDigits(effectiveDimension), `of ${deviations.length} components`],
    ['Standardised', threeDigits(standardisedDimension), 'as the students see it'],
    [html`Mean ${correlationSize}`, threeDigits(meanCorrelation), 'correlation of two components'],
    [
      'Nearly constant',
      percentage(nearlyConstant / deviations.length),
      `${nearlyConstant} of ${deviations.length} components`,
    ],
  ];
  return html`<dl class="figures">
    ${figures.map(
      ([name, value, note]) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${value}</dd>
          <dd>${note}</dd>
        </div>`,
    )}
  </dl>`;
}

/** Writes the section on the correlation and spread of the descriptors' components. */
export async function descriptorsSection(statistics: DescriptorStatistics): Promise<Markup> {
  const { vectors, deviations, correlation, largestCorrelation, meanCorrelation } = statistics;
  const size = deviations.length;
  const sorted = deviations.toSorted((a, b) => b - a);
  const alt =
    `Correlation matrix, ${size} by ${size}: off the diagonal ${threeDigits(meanCorrelation)} on average, ` +
    `${threeDigits(largestCorrelation)} at most`;
  return html`<section id="descriptors">
    <h2>Descriptors</h2>
    <p>
      Over ${plainNumber(vectors)} patches of natural photographs. The effective dimension is the
      participation ratio (Σλ)² / Σλ² of the covariance’s eigenvalues λ: so many components of equal variance
      would spread as much. Standardised, it is that of the correlation matrix. A component is nearly constant
      if its standard deviation is below a hundredth of the mean one.
    </p>
    <div class="pair">
      <figure>
        <h3>Correlation of the components</h3>
        ${await picture(matrixFrame(correlation, size), alt)} ${divergingLegend()}
        <figcaption>
          Off the diagonal ${correlationSize} is ${threeDigits(meanCorrelation)} on average and
          ${threeDigits(largestCorrelation)} at most.
        </figcaption>
      </figure>
      <figure>
        <h3>Standard deviation of the components</h3>
        ${lineChart({
          title: 'Standard deviation of each component, largest first',
          xLabel: 'Component, by standard deviation',
          points: Array.from(sorted, (y, index) => ({ x: index + 1, y })),
        })}
        <figcaption>
          From ${threeDigits(sorted[0] ?? 0)} down to ${threeDigits(sorted.at(-1) ?? 0)}.
        </figcaption>
      </figure>
    </div>
  </section>`;
}
