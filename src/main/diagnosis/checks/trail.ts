import { existsSync } from 'node:fs';
import { createAuditHeads } from '../../audit/heads.ts';
import { createAuditRepository } from '../../audit/repository.ts';
import { openSigningKey } from '../../audit/signing-key.ts';
import { verifyTrail } from '../../audit/verify.ts';
import { finding } from '../finding.ts';
import type { Check } from '../subject.ts';

/** Checks that the audit trail is complete and matches its signed heads. */
export const checkTrail: Check = async ({ database, paths: { auditKey, auditHeads } }) => {
  // A check must not make a key, so a home without one stays without.
  const key = existsSync(auditKey) ? openSigningKey(auditKey) : null;
  const heads = createAuditHeads(auditHeads, () => {
    throw new Error('Nothing is signed by a check');
  });
  const { rowsAfter } = createAuditRepository(database());
  const { records, faults, more } = await verifyTrail(rowsAfter, await heads.read(), key?.publicKey ?? null);
  const found = `${faults.length}${more ? '+' : ''}`;
  if (faults.length > 0) return [finding('trailBroken', { records, faults: found })];
  return [records === 0 ? finding('trailEmpty') : finding('trailWhole', { records })];
};
