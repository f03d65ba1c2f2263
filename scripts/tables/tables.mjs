/**
 * The tables of the station's database: the domain (a folder of src/main) that owns each, and alone writes it, and the
 * domains that may read it beside the owner. A statement that joins tables of several domains stands in the domain
 * whose question it answers; it is named here, so that whoever changes a table knows who reads it.
 *
 * @type {Readonly<Record<string, { owner: string, readers?: readonly string[] }>>}
 */
export const tables = {
  access_links: { owner: 'users' },
  activations: { owner: 'models', readers: ['products'] },
  alarms: { owner: 'inspection', readers: ['shifts'] },
  audit_records: { owner: 'audit' },
  dataset_images: { owner: 'datasets', readers: ['products', 'shifts'] },
  decisions: { owner: 'log' },
  entry_counts: { owner: 'log' },
  entry_descriptors: { owner: 'explanation' },
  evaluations: { owner: 'evaluation', readers: ['models'] },
  image_traits: { owner: 'datasets' },
  inspected_files: { owner: 'cameras' },
  inspections: { owner: 'inspection', readers: ['api', 'log', 'shifts', 'statistics'] },
  job_losses: { owner: 'training' },
  jobs: { owner: 'training' },
  kept_findings: { owner: 'datasets' },
  known_parts: { owner: 'shifts' },
  limits_origins: { owner: 'inspection' },
  line_deliveries: { owner: 'line' },
  line_messages: { owner: 'line' },
  line_set_up: { owner: 'lanes' },
  log_entries: { owner: 'log' },
  models: { owner: 'models', readers: ['log', 'products'] },
  output_states: { owner: 'line' },
  outputs: { owner: 'line' },
  part_counts: { owner: 'log', readers: ['shifts', 'statistics'] },
  part_numbers: { owner: 'inspection' },
  part_views: { owner: 'log', readers: ['api', 'statistics'] },
  parts: { owner: 'log', readers: ['api', 'shifts', 'statistics'] },
  pauses: { owner: 'inspection', readers: ['shifts'] },
  picture_notices: { owner: 'inspection', readers: ['log'] },
  products: { owner: 'products', readers: ['api', 'inspection', 'line', 'log', 'shifts', 'training'] },
  reason_counts: { owner: 'log' },
  releases: { owner: 'shifts' },
  sessions: { owner: 'inspection', readers: ['api', 'log', 'shifts', 'statistics'] },
  settings: { owner: 'settings' },
  shift_checks: { owner: 'shifts' },
  shifts: { owner: 'shifts', readers: ['inspection'] },
  thresholds: { owner: 'products', readers: ['models'] },
  uninspected_parts: { owner: 'log', readers: ['api', 'inspection', 'shifts'] },
};
