import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { html } from '../../../../src/main/report/markup.ts';
import { percentage, plainNumber, threeDigits } from '../../../../src/main/report/numbers.ts';
import { pageText } from '../../../../src/main/report/page.ts';

const hostile = `"><script>alert('&')</script>`;
const harmless = '&quot;&gt;&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt;';

describe('markup', () => {
  it('escapes every text, in lists and attributes too, and leaves markup as it is', () => {
    const inner = html`<b title="${hostile}">${hostile}</b>`;
    expect(html`<p>${inner}${[hostile, [inner]]}</p>`.toString()).toBe(
      `<p><b title="${harmless}">${harmless}</b>${harmless}<b title="${harmless}">${harmless}</b></p>`,
    );
  });

  it('prints numbers, and null as nothing', () => {
    expect(html`${0} ${-1.5} ${null}.`.toString()).toBe('0 -1.5 .');
  });
});

describe('a page', () => {
  const page = pageText({
    language: 'en',
    title: hostile,
    style: 'p { margin: 1px; }',
    programVersion: hostile,
    body: html`<p>${hostile}</p>`,
  });

  it('allows its own style and inner pictures and nothing else', () => {
    const style = /<style>([^]*)<\/style>/.exec(page)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(style).toContain('--ground');
    expect(style).toContain('p { margin: 1px; }');
    expect(page).toContain(`default-src &#39;none&#39;; style-src &#39;sha256-${hash}&#39;; img-src data:;`);
  });

  it('holds a hostile title and text as text', () => {
    expect(page).toContain(`<title>${harmless}</title>`);
    expect(page).not.toContain('<script');
  });
});

describe('numbers of a page', () => {
  it('have as few digits as a reader needs', () => {
    expect([5894, 0.1, 0.00001, 12.345].map(plainNumber)).toEqual(['5,894', '0.1', '0.00001', '12.35']);
    expect([12, 0.043219, 1e-9].map(threeDigits)).toEqual(['12.0', '0.0432', '1.00e-9']);
    expect(percentage(0.03125)).toBe('3.1 %');
  });
});
