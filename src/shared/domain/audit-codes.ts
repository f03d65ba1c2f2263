/** What an audit record may be about: the only list there is. The window has words for each. */
export const auditCodes = [
  'setting.changed',
  'limits.set',
  'model.added',
  'model.activated',
  'model.exported',
  'training.started',
  'product.made',
  'product.changed',
  'product.exported',
  'image.changed',
  'lane.changed',
  'recipe.changed',
  'recipe.selected',
  'output.changed',
  'output.client-trusted',
  'output.client-removed',
  'camera.password-set',
  'known-part.added',
  'known-part.removed',
  'shift.started',
  'shift.ended',
  'line.released',
  'alarm.acknowledged',
  'entry.decided',
  'user.made',
  'user.changed',
  'sign-in.done',
  'sign-in.refused',
  'sign-in.left',
  'sign-in.locked',
  'sign-in.ended',
  'link.made',
  'link.revoked',
  'plant.invited',
  'plant.removed',
  'plant.joined',
  'plant.left',
  'backup.made',
  'retention.set',
  'retention.removed',
  'log.exported',
  'diagnosis.exported',
  'audit.exported',
  'audit.key',
] as const;

export type AuditCode = (typeof auditCodes)[number];

/** Where somebody acted from who has no address; anything else is the address of a machine. */
export const auditOrigins = ['window', 'command-line', 'line', 'plant', 'station'] as const;

export type AuditOrigin = (typeof auditOrigins)[number];
