import { ORPCError } from '@orpc/client';
import { CommanderError } from 'commander';
import { expect, test } from 'vitest';
import { commandFailure } from '../../../../src/main/cli/command-failure.ts';
import { StationError } from '../../../../src/shared/domain/station-error.ts';

test('expected failures end with 1 and keep code, message and detail', () => {
  const expected = { exitCode: 1, code: 'NO_IMAGES', message: 'No images.', detail: 'folder' };
  expect(commandFailure(new StationError('NO_IMAGES', 'No images.', 'folder'), false)).toEqual(expected);
  const crossed = new ORPCError('NO_IMAGES', { message: 'No images.', data: { detail: 'folder' } });
  expect(commandFailure(crossed, false)).toEqual(expected);
});

test('wrong usage ends with 2, the help is no failure', () => {
  expect(commandFailure(new CommanderError(1, 'commander.unknownOption', 'unknown'), false)).toMatchObject({
    exitCode: 2,
    code: 'USAGE',
  });
  expect(commandFailure(new CommanderError(0, 'commander.helpDisplayed', '(help)'), false)).toBeNull();
});

test('whatever an interruption brings about, it ends with 130', () => {
  expect(commandFailure(new StationError('CANCELLED', 'Cancelled.'), true)).toMatchObject({
    exitCode: 130,
    code: 'CANCELLED',
  });
});

test('a bug ends with 1 and says that it is one, with its trace', () => {
  const failure = commandFailure(new TypeError('x is undefined'), false);
  expect(failure).toMatchObject({ exitCode: 1, code: 'INTERNAL' });
  expect(failure?.detail).toContain('TypeError');
});
