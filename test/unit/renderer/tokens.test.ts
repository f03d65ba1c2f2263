import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('../../../src/renderer/tokens.css', import.meta.url), 'utf8');

/** Returns a theme's six-digit colours by name. */
function coloursOf(theme: string): ReadonlyMap<string, string> {
  const [, block = ''] = css.split(`[data-theme='${theme}'] {`);
  const own = block.slice(0, block.indexOf('\n}'));
  return new Map(
    [...own.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name = '', value = '']) => [name, value]),
  );
}

/** Computes the relative luminance (WCAG 2). */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

/** Colours of text and the backgrounds below them. */
const written = [
  {
    text: ['neutral-6', 'neutral-7', 'neutral-8'],
    grounds: ['neutral-1', 'neutral-2', 'neutral-3', 'neutral-4'],
  },
  { text: ['accent', 'accent-strong'], grounds: ['neutral-1', 'neutral-2', 'neutral-3'] },
  { text: ['good'], grounds: ['good-ground', 'neutral-1', 'neutral-2'] },
  { text: ['review'], grounds: ['review-ground', 'neutral-1', 'neutral-2'] },
  { text: ['defect'], grounds: ['defect-ground', 'neutral-1', 'neutral-2'] },
  { text: ['none'], grounds: ['none-ground', 'neutral-1', 'neutral-2'] },
  { text: ['on-accent'], grounds: ['accent', 'accent-strong'] },
];

describe.each(['dark', 'light'])('text in the %s theme', (theme) => {
  const colours = coloursOf(theme);
  const pairs = written.flatMap(({ text, grounds }) =>
    text.flatMap((name) => grounds.map((ground) => [name, ground] as const)),
  );

  it.each(pairs)('has AA contrast: %s on %s', (name, ground) => {
    expect(contrast(colours.get(name) ?? '', colours.get(ground) ?? '')).toBeGreaterThanOrEqual(4.5);
  });
});
