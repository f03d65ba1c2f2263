import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { StationError } from '../../../shared/domain/station-error.ts';
import { cardFile } from '../../families/patch/teacher-card.ts';
import { loadTeacher, saveTeacher } from '../../families/patch/teacher-store.ts';
import type { Terminal } from '../terminal.ts';

/**
 * Writes a copy of a teacher with its weights as float16.
 *
 * @param options folders of the teacher and of the copy; the name of each is the teacher's id
 * @throws StationError as `loadTeacher` and `saveTeacher`, ALREADY_EXISTS if the copy's folder has a teacher
 */
export async function teacherAsFloat16(
  terminal: Terminal,
  { teacher, to }: { readonly teacher: string; readonly to: string },
): Promise<void> {
  if (existsSync(join(to, cardFile))) {
    throw new StationError('ALREADY_EXISTS', `There is a teacher in ${to} already. Choose another folder.`);
  }
  const { card, weights } = await loadTeacher(dirname(teacher), basename(teacher));
  const copy = await saveTeacher(to, weights, { ...card, id: basename(to) }, 'F16');
  terminal.print(
    `Teacher ${copy.id} in ${to}: ${copy.weights.bytes} bytes of weights, ${card.weights.bytes} before`,
  );
  terminal.printJson({
    teacher: copy.id,
    folder: to,
    bytes: copy.weights.bytes,
    bytesBefore: card.weights.bytes,
  });
}
