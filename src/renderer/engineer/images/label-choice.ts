import { defectKindSchema, trainingLabel, type ImageLabel } from '../../../shared/contract/datasets.ts';

/** Roles of images: good ones for training, good ones for tests, defects for tests. */
export const labelRoles = ['training', 'good', 'defect'] as const;
export type LabelRole = (typeof labelRoles)[number];

/** A label while someone chooses it, with the kind as typed. */
export interface LabelChoice {
  readonly role: LabelRole;
  readonly kind: string;
}

/** Returns the chosen label; null while the kind is invalid. An empty kind means a defect of no stated kind. */
export function labelOf({ role, kind }: LabelChoice): ImageLabel | null {
  if (role === 'training') return trainingLabel;
  if (role === 'good') return { purpose: 'test', label: 'good', kind: null };
  if (kind.trim() === '') return { purpose: 'test', label: 'defect', kind: null };
  const named = defectKindSchema.safeParse(kind);
  return named.success ? { purpose: 'test', label: 'defect', kind: named.data } : null;
}
