import { expect, test } from 'vitest';
import { CameraError, cameraErrorOf, cameraProblems } from '../../../../src/renderer/camera/camera-error.ts';
import { en } from '../../../../src/renderer/i18n/en.ts';

test.each([
  ['NotAllowedError', 'refused'],
  ['SecurityError', 'insecure'],
  ['NotFoundError', 'none'],
  ['OverconstrainedError', 'unplugged'],
  ['NotReadableError', 'busy'],
  ['AbortError', 'busy'],
  ['TypeError', 'failed'],
])('the browser’s %s means that the camera is %s', (name, problem) => {
  const error = cameraErrorOf(new DOMException('Device 7', name));
  expect(error).toMatchObject({ problem, message: `${name}: Device 7` });
  expect(cameraErrorOf(error)).toBe(error);
});

test('what is no error of the browser is a failure with its words; a known problem stays what it is', () => {
  expect(cameraErrorOf('lost')).toMatchObject({ problem: 'failed', message: 'lost' });
  const known = new CameraError('insecure', 'http://station');
  expect(cameraErrorOf(known)).toBe(known);
});

test('each problem has words of its own', () => {
  expect(Object.keys(en.camera.problems)).toEqual([...cameraProblems]);
  const titles = Object.values(en.camera.problems).map(({ title }) => title);
  expect(new Set(titles).size).toBe(cameraProblems.length);
});
