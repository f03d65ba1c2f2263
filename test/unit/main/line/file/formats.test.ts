import { expect, test } from 'vitest';
import { formats } from '../../../../../src/main/line/file/formats.ts';
import { partMessage, testMessage } from '../../../../../src/main/line/message.ts';
import { partMessageSchema, testMessageSchema } from '../../../../../src/shared/contract/line-message.ts';
import { partResult, uninspectedPart } from '../../../../support/part-result.ts';

const sender = { station: 'Line 3', timeZone: 'America/St_Johns' };
const at = Date.UTC(2026, 0, 1, 2, 3, 4, 56);
const part = partResult({ capturedAt: at, name: '=cmd\n"x"', score: 1.5, verdict: 'review' });
const message = partMessage(part, 'Disc', 7, sender);

/** Returns a row's cells by the names of their columns; no cell here holds a separator. */
function cellsOf(row: string, separator: string): Record<string, string> {
  const names = formats.csv.head('point').replace('\uFEFF', '').trimEnd().split(',');
  return Object.fromEntries(
    row
      .trimEnd()
      .split(separator)
      .map((cell, index) => [names[index] ?? '', cell]),
  );
}

test('a part is told with all that is known of it, at the wall clock of the station', () => {
  const line = formats['json-lines'].line({ number: 12, body: message }, 'point');
  expect(line.endsWith('}\n')).toBe(true);
  expect(JSON.parse(line)).toEqual({
    number: 12,
    format: 1,
    kind: 'part',
    station: 'Line 3',
    product: 'Disc',
    time: '2025-12-31T22:33:04.056-03:30',
    ...part,
    logged: true,
    entryId: 7,
    views: [],
  });
  expect(partMessageSchema.parse(message)).toEqual(message);
});

test('the columns of a table are the values of a part, one each', () => {
  const [row, comma] = (['point', 'comma'] as const).map((decimal) =>
    formats.csv.line({ number: 12, body: message }, decimal),
  );
  expect(cellsOf(row ?? '', ',')).toMatchObject({
    number: '12',
    kind: 'part',
    time: '2025-12-31T22:33:04.056-03:30',
    product: 'Disc',
    session_id: part.sessionId,
    frame_number: '0',
    captured_at: String(at),
    score: '1.5',
    verdict: 'review',
    thresholds_id: '1',
    thresholds_pixel_threshold: '0.5',
    regions_count: '0',
    timings_run: '20',
    logged: 'true',
    entry_id: '7',
    // A spreadsheet must not read a formula, and a reader by lines must see one row.
    name: `"'=cmd ""x"""`,
  });
  expect(cellsOf(comma ?? '', ';')).toMatchObject({ score: '1,5', thresholds_pixel_threshold: '0,5' });
  expect(formats.csv.head('comma')).toBe(formats.csv.head('point').replaceAll(',', ';'));
});

test('a part that was not inspected is told with its reason, and with nothing that only a verdict has', () => {
  const lost = uninspectedPart({
    capturedAt: at,
    name: 'a.png',
    reason: 'unreadable',
    detail: 'It is cut short.',
  });
  const told = partMessage(lost, 'Disc', 'not-logged', sender);
  expect(partMessageSchema.parse(told)).toEqual(told);
  expect(JSON.parse(formats['json-lines'].line({ number: 12, body: told }, 'point'))).toEqual({
    number: 12,
    format: 1,
    kind: 'part',
    station: 'Line 3',
    product: 'Disc',
    time: '2025-12-31T22:33:04.056-03:30',
    ...lost,
    logged: false,
    entryId: null,
    views: [],
  });
  expect(cellsOf(formats.csv.line({ number: 12, body: told }, 'point'), ',')).toMatchObject({
    verdict: 'not-inspected',
    reason: 'unreadable',
    detail: 'It is cut short.',
    score: '',
    thresholds_id: '',
    regions_count: '',
    timings_run: '',
    logged: 'false',
  });
});

test('a trial, and a message that an older version left, have the columns they have', () => {
  const trial = testMessage(at, sender);
  expect(testMessageSchema.parse(trial)).toEqual(trial);
  expect(cellsOf(formats.csv.line({ number: 1, body: trial }, 'point'), ',')).toMatchObject({
    number: '1',
    kind: 'test',
    station: 'Line 3',
    verdict: '',
  });
  if (message.verdict === 'not-inspected') throw new Error('The part has a verdict');
  const { timings: _, ...older } = message;
  expect(cellsOf(formats.csv.line({ number: 2, body: older }, 'point'), ',')).toMatchObject({
    verdict: 'review',
    timings_run: '',
  });
});
