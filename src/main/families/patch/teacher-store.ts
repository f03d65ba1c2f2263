import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { messageOf, StationError } from '../../../shared/domain/station-error.ts';
import { kernelShapes, patchNetworkSpec, type PatchNetworkSpec } from './graph/spec.ts';
import { decodeWeights, encodeWeights } from '../../networks/network-file.ts';
import type { TensorType } from '../../networks/safetensors.ts';
import type { NetworkWeights } from '../../networks/weights.ts';
import { writeFileDurably } from '../../files/durable-file.ts';
import { sha256 } from '../../files/hash.ts';
import { cardFile, teacherCardSchema, weightsFile, type TeacherCard } from './teacher-card.ts';

/** A loaded teacher. */
export interface Teacher {
  readonly card: TeacherCard;
  readonly spec: PatchNetworkSpec;
  readonly weights: NetworkWeights;
}

/**
 * Lists the cards of all teachers in a folder, sorted by id. Subfolders without a card are skipped; a missing
 * folder is empty.
 *
 * @throws StationError CORRUPT_MODEL for a damaged card
 */
export async function listTeachers(folder: string): Promise<TeacherCard[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const cards = await Promise.all(names.toSorted().map((name) => readCard(folder, name)));
  return cards.filter((card) => card !== null);
}

/**
 * Loads a teacher and checks its weights against its card.
 *
 * @throws StationError NO_TEACHER if there is none of this id, CORRUPT_MODEL if card or weights are damaged
 */
export async function loadTeacher(folder: string, id: string): Promise<Teacher> {
  const card = await readCard(folder, id);
  if (!card) {
    throw new StationError(
      'NO_TEACHER',
      `There is no teacher ${id}. Install it again or pretrain it: npm run pretrain.`,
    );
  }
  const bytes = await readFile(path.join(folder, id, card.weights.file)).catch((error: unknown) => {
    throw new StationError(
      'NO_TEACHER',
      `The weights of teacher ${id} are missing. Install it again or pretrain it: npm run pretrain.`,
      messageOf(error),
    );
  });
  const found = sha256(bytes);
  if (found !== card.weights.sha256) {
    throw new StationError(
      'CORRUPT_MODEL',
      `The weights of teacher ${id} do not match its card. Install it again or pretrain it: npm run pretrain.`,
      `sha256 ${found}, card ${card.weights.sha256}`,
    );
  }
  const spec = patchNetworkSpec(card.receptiveField, card.width);
  return {
    card,
    spec,
    weights: decodeWeights(bytes, kernelShapes(spec), `The weights file of teacher ${id}`),
  };
}

/**
 * Writes a teacher's weights and card into its own folder, and completes the card's description of the
 * weights' file.
 *
 * @throws StationError BAD_INPUT if float16 cannot hold a weight, DISK_FULL, NO_PERMISSION
 */
export async function saveTeacher(
  directory: string,
  weights: NetworkWeights,
  card: Omit<TeacherCard, 'weights'>,
  type: TensorType = 'F32',
): Promise<TeacherCard> {
  const bytes = encodeWeights(weights, type);
  const complete: TeacherCard = {
    ...card,
    weights: { file: weightsFile, sha256: sha256(bytes), bytes: bytes.length, type },
  };
  await writeFileDurably(path.join(directory, weightsFile), bytes);
  const text = `${JSON.stringify(complete, null, 2)}\n`;
  await writeFileDurably(path.join(directory, cardFile), new TextEncoder().encode(text));
  return complete;
}

async function readCard(folder: string, id: string): Promise<TeacherCard | null> {
  const text = await readFile(path.join(folder, id, cardFile), 'utf8').catch(() => null);
  if (text === null) return null;
  try {
    return teacherCardSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new StationError(
      'CORRUPT_MODEL',
      `The card of teacher ${id} is damaged. Install it again or pretrain it: npm run pretrain.`,
      messageOf(error),
    );
  }
}
