import { dirname } from 'node:path';
import type { AuditService } from '../audit/service.ts';
import { updateState } from '../update/update-state.ts';
import type { UpdateUploads } from '../update/uploads.ts';
import type { guardedContract } from './middleware.ts';

/** Makes the handlers for updates. @param database path of the station's database, which is in the home */
export function updateHandlers(
  os: ReturnType<typeof guardedContract>,
  { database, uploads }: { readonly database: string; readonly uploads: UpdateUploads },
  { note }: Pick<AuditService, 'note'>,
) {
  return {
    state: os.updates.state.handler(() => updateState(dirname(database), uploads)),
    send: os.updates.send.handler(async ({ input: { upload, offset, piece } }) =>
      uploads.add(upload, offset, await piece.bytes()),
    ),
    install: os.updates.install.handler(async ({ input: { upload, name } }) => {
      const { version } = await uploads.install(upload, name, (release) =>
        note({
          code: 'update.handed-over',
          subject: release.version,
          after: { file: name, sha256: release.sha256 },
        }),
      );
      return { version };
    }),
  };
}
