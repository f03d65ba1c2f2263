import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { html } from '../../../../../src/main/report/markup.ts';
import type { ReportFacts } from '../../../../../src/main/evaluation/report/report-facts.ts';
import { evaluationWords } from '../../../../../src/main/evaluation/report/page-text.ts';
import { reportPage } from '../../../../../src/main/evaluation/report/report-page.ts';
import type { PatchCard } from '../../../../../src/main/families/patch/card.ts';
import { modelCards } from '../../../../../src/main/families/registry.ts';
import { evaluationResult } from '../../../../support/evaluation-result.ts';
import { writeModelFolder } from '../../../../support/model-folder.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

/** Makes a page's facts with one text in every place that a person or a file fills. */
function factsWith(text: string): ReportFacts {
  const card = writeModelFolder(temporaryFolder(), { productName: text });
  const image = { file: `test/spot/${text}`, kind: text, defective: true, score: 0.1, largestRegions: [] };
  const good = { file: `test/good/${text}`, kind: 'good', defective: false, score: 0.9, largestRegions: [] };
  const [scale] = card.scales;
  if (!scale) throw new Error('The card has no scale');
  const named: PatchCard = {
    ...card,
    scales: [{ ...scale, teacher: { ...scale.teacher, name: text } }],
    thresholds: { ...card.thresholds, method: text },
    versions: { [text]: text },
  };
  return {
    evaluation: {
      id: 7,
      modelId: card.id,
      folder: `/home/someone/sets/${text}`,
      evaluatedAt: Date.UTC(2026, 10, 23),
      result: evaluationResult({
        regionsByKind: [{ group: text, regions: 2, auPro: 0.6 }],
        scores: [image, { ...image, file: 'b', score: 0.95 }, good, { ...good, file: 'd', score: 0.05 }],
        skipped: [{ name: text, message: `“/home/someone/sets/${text}/test/${text}” cannot be read.` }],
      }),
    },
    card: named,
    product: text,
    program: { version: text, versions: { [text]: text } },
    writtenAt: Date.UTC(2026, 10, 24),
    station: text,
    misses: {
      defective: {
        count: 1,
        shown: [
          {
            miss: { ...image, miss: 'escape' },
            picture: {
              kind: 'shown',
              photo: Uint8Array.of(255, 216),
              heatmap: Uint8Array.of(255, 216),
              hasTruth: true,
              score: 0.2,
            },
          },
        ],
      },
      good: {
        count: 30,
        shown: [{ miss: { ...good, miss: 'false-reject' }, picture: { kind: 'missing', code: 'NOT_FOUND' } }],
      },
    },
  };
}

/** Returns the page's elements and attribute names without their contents. */
function skeleton(page: string): string[] {
  return [...page.matchAll(/<[^>]*>/g)].map(([tag]) => tag.replaceAll(/="[^"]*"/g, ''));
}

const hostile = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>.png',
  `' onmouseover='alert(1)`,
  '</title></style><svg onload=alert(1)>',
  '&lt;script&gt;',
  '<!-- ',
  '`${alert(1)}`',
  'javascript:alert(1)',
  '\u0000\u001b[31m',
  '</figcaption><iframe src="https://example.org">',
];

describe('the page of an evaluation', () => {
  it.each(hostile)('holds %j as text, wherever it comes from', (text) => {
    const page = reportPage(factsWith(text), 'en');
    expect(skeleton(page)).toEqual(skeleton(reportPage(factsWith('harmless'), 'en')));
    expect(page).not.toMatch(/<script|<iframe|<img src=x/i);
    expect(page).not.toContain('\u0000');
  });

  it('needs nothing from outside, runs nothing, and allows its own style alone', () => {
    const page = reportPage(factsWith('Disc'), 'en');
    const tags = new Set(skeleton(page).map((tag) => /^<\/?([a-z!0-9]+)/i.exec(tag)?.[1]));
    for (const foreign of [
      'script',
      'link',
      'iframe',
      'object',
      'embed',
      'form',
      'base',
      'a',
      'image',
      'use',
    ]) {
      expect(tags.has(foreign), foreign).toBe(false);
    }
    expect(page).not.toMatch(/https?:|url\(|@import|\son[a-z]+=|\sstyle=/i);
    for (const [, source = ''] of page.matchAll(/\ssrc="([^"]*)"/g)) {
      expect(source).toMatch(/^data:image\/jpeg;base64,[A-Za-z0-9+/=]+$/);
    }
    const style = /<style>([\s\S]*?)<\/style>/.exec(page)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? '';
    expect(policy.replaceAll('&#39;', "'")).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'`,
    );
    expect(style).toContain('prefers-color-scheme: dark');
    expect(style).toContain('@media print');
  });

  it('tells figures, limits, misses, model and provenance, and no path of the machine', () => {
    const facts = factsWith('Disc & Co');
    const page = reportPage(facts, 'en');
    for (const word of [
      '<title>Disc &amp; Co: evaluation on Disc &amp; Co</title>',
      '0.750',
      '30 ms',
      'Confusion matrix at T1, 0.300',
      'Confusion matrix at T2, 0.500',
      'Defective images below T2 (1)',
      'Good images from T1 on (the worst 1 of 30)',
      'its score is now 0.200',
      facts.card.graph.sha256,
      modelCards.learntFile(facts.card).sha256,
      'a'.repeat(64),
      '--product &#39;Disc &amp; Co&#39; --data',
    ]) {
      expect(page.replaceAll(/\s+/g, ' '), word).toContain(word);
    }
    expect(page).not.toContain('/home/someone');
  });

  it('leaves out what an evaluation without defective images or ground truth does not have', () => {
    const facts = factsWith('Disc');
    const { evaluation } = facts;
    const page = reportPage(
      {
        ...facts,
        evaluation: {
          ...evaluation,
          result: evaluationResult({
            imageAuroc: null,
            pixelAuroc: null,
            auPro: null,
            latency: null,
            bestF1: null,
            proCurve: [],
            regionsByKind: [],
            dataSha256: null,
            scores: evaluation.result.scores.filter(({ defective }) => !defective),
          }),
        },
        misses: { defective: { count: 0, shown: [] }, good: { count: 0, shown: [] } },
      },
      'en',
    );
    expect(page).toContain('Needs ground truth.');
    expect(page).toContain('Needs good and defective images.');
    expect(page).not.toMatch(/NaN|Infinity|undefined|Kinds of defect|Skipped files \(/);
  });
});

interface Tree {
  readonly [key: string]: string | Tree;
}

function leaves(tree: Tree, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}${key}`, value]] : leaves(value, `${path}${key}.`),
  );
}

describe('the page in other languages', () => {
  it.each([
    ['de', 'Wahrheitsmatrix bei T1, 0,300', '0,750', 'Station', '24. November 2026'],
    ['zh-CN', 'T1 处的混淆矩阵，0.300', '0.750', '检测站', '2026年11月24日'],
  ] as const)('%s: words, numbers, times and the name of the station', (language, ...expected) => {
    const facts = { ...factsWith('Disc'), station: 'Linie 3' };
    const page = reportPage(facts, language).replaceAll(/\s+/g, ' ');
    expect(page).toContain(`<html lang="${language}">`);
    for (const word of [...expected, 'Linie 3']) expect(page, word).toContain(word);
    for (const english of [
      'Truth',
      'Escapes',
      'Found at',
      'Own limits',
      'Skipped',
      'image score',
      ' called ',
    ]) {
      expect(page, english).not.toContain(english);
    }
    expect(skeleton(page)).toEqual(skeleton(reportPage(facts, 'en').replaceAll(/\s+/g, ' ')));
  });

  it.each([
    ['de', 'Kein Bild: Die Datei liegt nicht mehr im bewerteten Ordner.'],
    ['zh-CN', '无图像：该文件已不在评估的文件夹中。'],
  ] as const)('%s: says why a miss has no picture', (language, reason) => {
    expect(reportPage(factsWith('Disc'), language)).toContain(reason);
  });

  it.each(hostile)('holds %j as text in German, too', (text) => {
    const page = reportPage(factsWith(text), 'de');
    expect(skeleton(page)).toEqual(skeleton(reportPage(factsWith('harmless'), 'de')));
  });

  it('names no station that has no name', () => {
    const page = reportPage({ ...factsWith('Disc'), station: '' }, 'en');
    expect(page).not.toContain('<th scope="row">Station</th>');
    expect(reportPage(factsWith('Disc'), 'en')).toContain('<th scope="row">Station</th>');
  });

  it.each(['de', 'zh-CN'] as const)(
    '%s has every message with the same places, none in English',
    (language) => {
      const own = new Map(leaves(evaluationWords[language]));
      const places = (message: string): string[] => [...new Set(message.match(/\{[\w-]+\}/g))].sort();
      const english = leaves(evaluationWords.en);
      expect([...own.keys()]).toEqual(english.map(([path]) => path));
      for (const [path, message] of english) {
        expect(own.get(path)?.trim(), path).toBeTruthy();
        expect(places(own.get(path) ?? ''), path).toEqual(places(message));
        if (message.split(' ').length > 3) expect(own.get(path), path).not.toBe(message);
      }
    },
  );
});

describe('markup', () => {
  it('escapes every string, keeps markup, joins lists, and leaves null out', () => {
    const part = html`<b>${'<i>'}</b>`;
    expect(html`<p title="${'"&\''}">${[part, ' ', 3]}${null}</p>`.toString()).toBe(
      '<p title="&quot;&amp;&#39;"><b>&lt;i&gt;</b> 3</p>',
    );
  });
});
