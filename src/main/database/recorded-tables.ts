import type { AuditCode } from '../../shared/domain/audit-codes.ts';

/** How changes of a table are recorded in the audit trail. */
export interface RecordedTable {
  readonly added?: AuditCode;
  readonly changed?: AuditCode;
  readonly removed?: AuditCode;
  /** Instead of `added`: the code depends on the value of a column. */
  readonly addedBy?: { readonly column: string; readonly codes: Readonly<Record<string, AuditCode>> };
  /** The column with the record's subject. */
  readonly subject: string;
  /** The recorded columns. A change of other columns is not recorded. */
  readonly columns: readonly string[];
  /** Columns with the name of the user who added or changed the row; without one, the current actor is recorded. */
  readonly addedByUser?: string;
  readonly changedByUser?: string;
  readonly note?: string;
  /** Source of the value before an added row: a column of the row, or the previous row with the same value in a column. */
  readonly before?: { readonly column: string; readonly after: string } | { readonly lastOfSame: string };
}

/** A table whose changes are not recorded, with the reason. */
export interface UnrecordedTable {
  readonly unrecorded: string;
}

const chain = { column: 'value_before', after: 'value_after' } as const;
const ofTheLine = 'What the line did: the log itself, whose rows never change';
const computed = 'Computed from other rows, and again when it is gone';

/**
 * How the audit trail records the changes of every table. A test compares the tables with the schema, so that none is forgotten.
 */
export const recordedTables: Readonly<Record<string, RecordedTable | UnrecordedTable>> = {
  access_links: {
    added: 'link.made',
    changed: 'link.revoked',
    subject: 'id',
    columns: ['name', 'role', 'expires_at', 'revoked_at'],
    addedByUser: 'created_by',
  },
  activations: {
    added: 'model.activated',
    subject: 'product_id',
    columns: ['model_id'],
    addedByUser: 'activated_by',
    note: 'note',
    before: { lastOfSame: 'product_id' },
  },
  alarms: {
    changed: 'alarm.acknowledged',
    subject: 'id',
    columns: ['acknowledged_at'],
    changedByUser: 'acknowledged_by',
  },
  audit_records: { unrecorded: 'The trail itself' },
  backup_runs: {
    added: 'backup.made',
    subject: 'folder',
    columns: ['backup', 'failure'],
    addedByUser: 'started_by',
  },
  // Additions are not recorded: the image's row has their user and time, and an import of thousands would hide all other records.
  dataset_images: {
    changed: 'image.changed',
    subject: 'id',
    columns: ['purpose', 'label', 'kind', 'mask', 'removed_at'],
  },
  decisions: {
    added: 'entry.decided',
    subject: 'entry_id',
    columns: ['decision', 'cause'],
    addedByUser: 'decided_by',
    note: 'note',
    before: { lastOfSame: 'entry_id' },
  },
  entry_counts: { unrecorded: computed },
  entry_descriptors: { unrecorded: computed },
  evaluations: { unrecorded: computed },
  grouped_counts: { unrecorded: computed },
  image_traits: { unrecorded: computed },
  inspected_files: { unrecorded: ofTheLine },
  inspections: { unrecorded: ofTheLine },
  job_losses: { unrecorded: computed },
  jobs: {
    added: 'training.started',
    subject: 'product_id',
    addedByUser: 'started_by',
    columns: ['id', 'family', 'preset', 'epochs', 'seed'],
  },
  kept_findings: { unrecorded: 'A hint that somebody has looked at: it changes nothing' },
  known_parts: {
    added: 'known-part.added',
    removed: 'known-part.removed',
    subject: 'image_id',
    columns: ['image_id'],
  },
  limits_origins: { unrecorded: computed },
  line_deliveries: { unrecorded: ofTheLine },
  line_messages: { unrecorded: ofTheLine },
  line_set_up: {
    addedBy: {
      column: 'kind',
      codes: { lane: 'lane.changed', recipe: 'recipe.changed', selection: 'recipe.selected' },
    },
    subject: 'number',
    columns: [],
    addedByUser: 'set_by',
    before: chain,
  },
  log_entries: { unrecorded: ofTheLine },
  log_names: { unrecorded: computed },
  log_names_config: { unrecorded: computed },
  log_names_data: { unrecorded: computed },
  log_names_idx: { unrecorded: computed },
  model_notes: {
    added: 'model.changed',
    changed: 'model.changed',
    subject: 'model_id',
    columns: ['name', 'note', 'pinned', 'archived_at'],
  },
  models: {
    added: 'model.added',
    subject: 'id',
    columns: ['product_id', 'family', 'preset', 'graph_sha256', 'review', 'defect'],
  },
  output_states: { unrecorded: ofTheLine },
  outputs: {
    added: 'output.changed',
    subject: 'output_id',
    columns: [],
    addedByUser: 'set_by',
    before: chain,
  },
  part_counts: { unrecorded: computed },
  part_numbers: { unrecorded: ofTheLine },
  part_views: { unrecorded: ofTheLine },
  parts: { unrecorded: ofTheLine },
  pauses: { unrecorded: ofTheLine },
  picture_notices: { unrecorded: ofTheLine },
  picture_totals: { unrecorded: computed },
  plant_assignments: { unrecorded: 'What comes of one is recorded: models that are added and activated' },
  plant_cursors: { unrecorded: 'How far the log has travelled, which the plant can tell as well' },
  plant_grouped_parts: { unrecorded: computed },
  plant_memberships: {
    added: 'plant.joined',
    changed: 'plant.left',
    subject: 'plant',
    columns: ['station', 'servers', 'left_at'],
    addedByUser: 'joined_by',
    changedByUser: 'left_by',
  },
  plant_standing: { unrecorded: ofTheLine },
  products: {
    added: 'product.made',
    changed: 'product.changed',
    subject: 'id',
    columns: [
      ...['name', 'archived_at', 'region', 'exclusions', 'causes', 'alarm_after', 'code', 'escape_cost'],
      ...['kept_one_in', 'kept_near_limit', 'smallest_defect'],
    ],
  },
  reason_counts: { unrecorded: computed },
  report_runs: {
    added: 'report.sent',
    subject: 'report_id',
    addedByUser: 'started_by',
    columns: ['from_at', 'to_at', 'file_name', 'failure'],
  },
  releases: {
    added: 'line.released',
    subject: 'check_id',
    columns: ['check_id'],
    addedByUser: 'released_by',
    note: 'reason',
  },
  session_set_members: { unrecorded: computed },
  session_sets: { unrecorded: computed },
  retention_rules: {
    added: 'retention.set',
    changed: 'retention.removed',
    subject: 'id',
    columns: ['product_id', 'verdict', 'days', 'gigabytes', 'takes_decided', 'takes_exported', 'removed_at'],
    addedByUser: 'set_by',
    changedByUser: 'removed_by',
  },
  scheduled_reports: {
    added: 'report.changed',
    subject: 'report_id',
    columns: [],
    addedByUser: 'set_by',
    before: chain,
  },
  sessions: { unrecorded: ofTheLine },
  settings: { added: 'setting.changed', subject: 'key', columns: [], addedByUser: 'set_by', before: chain },
  shift_checks: { unrecorded: ofTheLine },
  shifts: {
    added: 'shift.started',
    changed: 'shift.ended',
    subject: 'id',
    columns: ['operator', 'ended_at'],
    addedByUser: 'started_by',
    changedByUser: 'ended_by',
  },
  thresholds: {
    added: 'limits.set',
    subject: 'product_id',
    addedByUser: 'set_by',
    columns: [
      'id',
      'model_id',
      'review',
      'defect',
      'pixel_threshold',
      'smallest_area',
      'pixel_follows',
      'origin',
    ],
    before: { lastOfSame: 'model_id' },
  },
  uninspected_parts: { unrecorded: ofTheLine },
  users: {
    added: 'user.made',
    changed: 'user.changed',
    subject: 'name',
    columns: ['name', 'role', 'secret_set_at', 'badge_set_at', 'removed_at'],
    addedByUser: 'created_by',
  },
};
