import { describe, expect, test } from 'vitest';
import {
  anyNumber,
  meantPath,
  numberFrom,
  oneOf,
  shareOption,
  wholeNumber,
} from '../../../../src/main/cli/options.ts';

describe('numbers of the command line', () => {
  test('a whole number is taken within its limits, and refused with them', () => {
    const parse = wholeNumber(1, 10);
    expect([parse('1'), parse('10')]).toEqual([1, 10]);
    for (const text of ['0', '11', '1.5', '-1', '1e1', '', ' 1', 'x', 'NaN']) {
      expect(() => parse(text), text).toThrow('from 1 to 10');
    }
  });

  test('one of a few numbers is taken, another one refused with the list', () => {
    expect(oneOf(17, 33)('33')).toBe(33);
    expect(() => oneOf(17, 33)('18')).toThrow('17, 33');
  });

  test('a number above zero, or from zero on, is refused below, as text, and when it is infinite', () => {
    expect(numberFrom('above zero')('0.5')).toBe(0.5);
    expect(numberFrom('from zero')('0')).toBe(0);
    for (const text of ['0', '-1', '', 'Infinity', 'x']) {
      expect(() => numberFrom('above zero')(text), text).toThrow('above zero');
    }
  });

  test('any number is taken, and a share from 0 to 1; text and other shares are refused', () => {
    expect([anyNumber('-0.5'), shareOption('0'), shareOption('5e-4'), shareOption('1')]).toEqual([
      -0.5, 0, 5e-4, 1,
    ]);
    for (const text of ['', 'x', 'NaN', 'Infinity']) expect(() => anyNumber(text), text).toThrow('number');
    for (const text of ['', 'x', '-0.1', '1.1', '5%']) {
      expect(() => shareOption(text), text).toThrow('from 0 to 1');
    }
  });
});

describe('paths of the command line', () => {
  test('are meant from where the person is, also through npm', () => {
    expect(meantPath('good', {}, '/home/operator')).toBe('/home/operator/good');
    const npm = { npm_lifecycle_event: 'station', INIT_CWD: '/home/engineer' };
    expect(meantPath('good', npm, '/home/operator')).toBe('/home/engineer/good');
    expect(meantPath('/data/good', npm, '/home/operator')).toBe('/data/good');
  });

  test('are not taken from another script that runs the command', () => {
    expect(meantPath('good', { npm_lifecycle_event: 'test', INIT_CWD: '/elsewhere' }, '/home/operator')).toBe(
      '/home/operator/good',
    );
  });
});
