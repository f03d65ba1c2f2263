import { beforeAll, describe, expect, it } from 'vitest';
import { camera } from './camera/addition.ts';
import { copyWith, typeErrors, type Addition } from './exercise.ts';
import { family } from './family/addition.ts';
import { logField } from './log-field/addition.ts';
import { output } from './output/addition.ts';
import { permission } from './permission/addition.ts';
import { role } from './role/addition.ts';
import { setting } from './setting/addition.ts';

/** Things that should be easy to add, each with the files that it may touch (CONTRIBUTING.md, “How it grows”). */
const additions: readonly Addition[] = [family, camera, output, logField, permission, role, setting];

describe('the sources with all additions at once', () => {
  let folder = '';
  beforeAll(() => {
    folder = copyWith(additions);
  });

  it('compile', async () => {
    expect(await typeErrors(folder)).toBe('');
  }, 300_000);

  for (const { what, edits, most, prove } of additions) {
    const touched = Object.keys(edits);
    it(`change ${touched.length} files for ${what}: ${touched.join(', ')}`, () => {
      expect(touched.length).toBeLessThanOrEqual(most);
    });

    it.runIf(prove)(`work with ${what}`, () => prove?.(folder), 300_000);
  }
});
