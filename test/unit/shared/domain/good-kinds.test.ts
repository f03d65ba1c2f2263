import { expect, test } from 'vitest';
import { meansGood } from '../../../../src/shared/domain/good-kinds.ts';

test.each(['NG', 'n.i.O.', 'NOK', 'not_ok', 'no good', 'bad_good', '不良品', '不合格', '불량', 'test', '1'])(
  'a kind called %s is no good one',
  (name) => {
    expect(meansGood(name)).toBe(false);
  },
);
