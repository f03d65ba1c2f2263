import type { ConfiguredLane } from '../../../shared/contract/lanes.ts';
import { usualLaneName } from '../../../shared/domain/given-names.ts';
import { laneSchema } from '../../../shared/domain/lanes.ts';
import { cameraTexts } from '../camera-words.ts';
import { addressOf } from '../../../shared/domain/source-kinds.ts';
import { openBesideStation } from '../../database/open-beside-station.ts';
import { createLanes, type Lanes } from '../../lanes/lanes.ts';
import { defaultHome, stationPaths } from '../../station/paths.ts';
import { singleUser } from '../../users/single-user.ts';
import { checkedValues, givenValues } from '../given-values.ts';
import type { Terminal } from '../terminal.ts';

/** Opens the home folder's lanes and calls `run`. A running station notices changes by itself. */
function withLanes<Result>(run: (lanes: Lanes) => Result): Result {
  const { database, close } = openBesideStation(stationPaths(defaultHome(process.env, process.platform)));
  try {
    return run(createLanes(database, { publish: () => undefined }));
  } finally {
    close();
  }
}

/** Prints the lanes and their settings. */
export function listLanes(terminal: Terminal): void {
  const lanes = withLanes((all) => [...all.list()]);
  for (const lane of lanes) terminal.print(laneText(lane));
  terminal.printJson({ lanes });
}

/** Adds or changes a lane; settings that are not named stay. @param given pairs `key=value` */
export function setLane(terminal: Terminal, number: number, given: readonly string[]): void {
  const values = givenValues(given, [
    'name',
    'group',
    'source.label',
    'source.folder',
    ...cameraTexts.map((text) => `source.${text}`),
  ]);
  const set = withLanes((lanes) => {
    const standing = lanes.find(number);
    if (standing === null) {
      return lanes.add(laneOf({ name: usualLaneName(number), ...values, number }), singleUser);
    }
    const { version, setBy: _by, setAt: _at, ...before } = standing;
    return lanes.change(laneOf({ ...before, ...values, number }), version, singleUser);
  });
  terminal.print(laneText(set));
  terminal.printJson(set);
}

/** Removes a lane. */
export function removeLane(terminal: Terminal, number: number): void {
  const removed = withLanes((lanes) => {
    const standing = lanes.get(number);
    lanes.remove(number, standing.version, singleUser);
    return standing;
  });
  terminal.print(`Lane ${number}, “${removed.name}”, was removed.`);
  terminal.printJson({ number, name: removed.name });
}

/**
 * Reads a lane's settings: `trigger=software` and `source=watched-folder` name a kind; `trigger.delayMs=20` and
 * `source.folder=/srv` are settings of that kind.
 */
function laneOf(values: Readonly<Record<string, unknown>>) {
  const { source, trigger, group } = values;
  return checkedValues(
    laneSchema,
    { ...values, source: kindOf(source), trigger: kindOf(trigger), group: group === '' ? null : group },
    'The lane',
  );
}

const kindOf = (value: unknown): unknown => (typeof value === 'string' ? { kind: value } : value);

function laneText({
  number,
  name,
  source,
  trigger,
  deadlineMs,
  group,
  viewsWithinMs,
  setBy,
  setAt,
}: ConfiguredLane): string {
  const address = source && addressOf(source);
  const words = [
    source === null ? 'source as chosen at the start' : [source.kind, address].filter(Boolean).join(' '),
    `trigger ${trigger.kind}`,
    ...(deadlineMs === null ? [] : [`deadline ${deadlineMs} ms`]),
    ...(group === null ? [] : [`group “${group}”`]),
    ...(viewsWithinMs === null ? [] : [`views within ${viewsWithinMs} ms`]),
    setAt === null ? 'as delivered' : `since ${new Date(setAt).toISOString()}, by ${setBy ?? ''}`,
  ];
  return `${number}  ${name}: ${words.join(', ')}`;
}
