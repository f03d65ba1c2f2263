import { defectKindSchema, trainingLabel, type ImageLabel } from '../../../shared/contract/datasets.ts';

/** What images can be: good ones that train, good ones and defects that test. */
export const labelRoles = ['training', 'good', 'defect'] as const;
export type LabelRole = (typeof labelRoles)[number];

/** A label as it is being chosen; the kind as it was typed. */
export interface LabelChoice {
  readonly role: LabelRole;
  readonly kind: string;
}

/** The label that was chosen; null while the kind cannot be one. An empty kind is a defect of no stated kind. */
export function labelOf({ role, kind }: LabelChoice): ImageLabel | null {
  if (role === 'training') return trainingLabel;
  if (role === 'good') return { purpose: 'test', label: 'good', kind: null };
  if (kind.trim() === '') return { purpose: 'test', label: 'defect', kind: null };
  const named = defectKindSchema.safeParse(kind);
  return named.success ? { purpose: 'test', label: 'defect', kind: named.data } : null;
}
