import { expect, test } from 'vitest';
import { z } from 'zod';
import { checkedValues, givenValues } from '../../../../src/main/cli/given-values.ts';
import { failureOf } from '../../../support/failure-of.ts';

test('values are texts, switches, numbers, nothing, or keys of a kind', () => {
  expect(
    givenValues(
      [
        'name=12',
        'deadlineMs=500',
        'group=',
        'source=watched-folder',
        'source.folder=/srv/a=b',
        'source.subfolders=true',
      ],
      ['name'],
    ),
  ).toEqual({
    name: '12',
    deadlineMs: 500,
    group: null,
    source: { kind: 'watched-folder', folder: '/srv/a=b', subfolders: true },
  });
});

test('what is no pair, and what does not fit, is named', async () => {
  expect(await failureOf(() => givenValues(['name'], []))).toMatchObject({
    code: 'BAD_INPUT',
    message: '“name” is not of the form key=value.',
  });
  const schema = z.strictObject({ deadlineMs: z.number() });
  expect(await failureOf(() => checkedValues(schema, { deadlineMs: 'soon' }, 'The lane'))).toMatchObject({
    code: 'BAD_INPUT',
    message: expect.stringContaining('The lane cannot be used so. deadlineMs: '),
  });
});
