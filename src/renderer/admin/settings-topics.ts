import { settingKeys, type SettingKey } from '../../shared/domain/station-settings.ts';

/** Topics of the settings, in the order of the tabs. */
export const settingsTopics = ['station', 'line', 'people', 'log', 'plant', 'support'] as const;
export type SettingsTopic = (typeof settingsTopics)[number];

/** First part of a setting's name: `line` of `line.silence`. */
type SettingGroup = SettingKey extends `${infer Group}.${string}` ? Group : never;

const topicOfGroup = {
  station: 'station',
  report: 'station',
  csv: 'station',
  folders: 'station',
  line: 'line',
  inspection: 'line',
  users: 'people',
  log: 'log',
  disk: 'log',
  backup: 'log',
  plant: 'plant',
  logs: 'support',
} as const satisfies Record<SettingGroup, SettingsTopic>;

/** Returns the station's settings of a topic, in their own order. */
export function settingsOf(topic: SettingsTopic): readonly SettingKey[] {
  const groups = Object.entries(topicOfGroup)
    .filter(([, groupTopic]) => groupTopic === topic)
    .map(([group]) => group);
  return settingKeys.filter((key) => groups.includes(key.slice(0, key.indexOf('.'))));
}

/** Returns the topic in an address; the first topic otherwise. */
export function readTopic(param: unknown): SettingsTopic {
  return settingsTopics.find((topic) => topic === param) ?? 'station';
}
