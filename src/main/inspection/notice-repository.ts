import { unlikeSchema, type Unlike } from '../../shared/domain/picture-traits.ts';
import type { StationDatabase } from '../database/open-database.ts';

/** Notices of pictures unlike the training images, as rows. A session has at most one open notice. */
export interface NoticeRepository {
  /** Ends the open notice, if any, and begins the given one, if any. @param at when the picture was taken */
  turn(sessionId: string, unlike: Unlike | null, at: number): void;
}

export function createNoticeRepository(database: StationDatabase): NoticeRepository {
  const end = database.prepare(
    `UPDATE picture_notices SET ended_at = max(@at, began_at) WHERE session_id = @sessionId AND ended_at IS NULL`,
  );
  const begin = database.prepare(
    `INSERT INTO picture_notices (session_id, unlike, began_at) VALUES (@sessionId, @unlike, @at)`,
  );
  return {
    turn: database.transaction((sessionId: string, unlike: Unlike | null, at: number): void => {
      end.run({ sessionId, at });
      if (unlike !== null) begin.run({ sessionId, unlike: JSON.stringify(unlikeSchema.parse(unlike)), at });
    }),
  };
}
