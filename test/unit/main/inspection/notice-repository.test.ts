import { expect, test } from 'vitest';
import { createNoticeRepository } from '../../../../src/main/inspection/notice-repository.ts';
import type { TraitName, Unlike } from '../../../../src/shared/domain/picture-traits.ts';
import { addSession } from '../../../support/add-session.ts';
import { openServices } from '../../../support/services.ts';

const unlikeIn = (trait: TraitName): Unlike => ({
  differences: [{ trait, measured: 60, usual: 100 }],
  width: 640,
  height: 480,
  trainedWidth: 640,
  trainedHeight: 480,
});

test('a notice ends where another begins or the pictures are as usual, and never changes afterwards', async () => {
  const services = openServices();
  const sessionId = await addSession(services);
  const notices = createNoticeRepository(services.database);
  notices.turn(sessionId, null, 500);
  notices.turn(sessionId, unlikeIn('brightness'), 1_000);
  notices.turn(sessionId, unlikeIn('sharpness'), 2_000);
  notices.turn(sessionId, null, 3_000);
  const rows = services.database
    .prepare(
      `SELECT json_extract(unlike, '$.differences[0].trait') AS trait, began_at, ended_at FROM picture_notices ORDER BY id`,
    )
    .all();
  expect(rows).toEqual([
    { trait: 'brightness', began_at: 1_000, ended_at: 2_000 },
    { trait: 'sharpness', began_at: 2_000, ended_at: 3_000 },
  ]);
  expect(() => services.database.exec(`UPDATE picture_notices SET ended_at = 9`)).toThrow('never changes');
  expect(() => services.database.exec('DELETE FROM picture_notices')).toThrow('never deleted');
});
