import type { KeptMessage } from '../../../shared/contract/line-message.ts';
import {
  coilStride,
  commandRegisters,
  laneStride,
  lineCommands,
  modbusErrors,
  modbusMapVersion,
  mostModbusLanes,
  stateBits,
  stateRegisters,
  type ModbusError,
} from '../../../shared/domain/modbus-map.ts';
import type { TargetOf } from '../../../shared/domain/output-kinds.ts';
import type { OutputTroubleKind } from '../../../shared/domain/output-trouble-kinds.ts';
import { machineUser } from '../../../shared/domain/role.ts';
import { messageOf, StationError } from '../../../shared/domain/station-error.ts';
import { calmOutbox, createConditions } from '../conditions.ts';
import { followLaneParts, partKey } from '../lane-parts.ts';
import type { LaneOfLine } from '../line-commands.ts';
import type { LineOutput, OutputOpener, OutputSurroundings } from '../output.ts';
import { OutputTroubleError } from '../output-trouble.ts';
import { coilPlace, laneCoilsOf } from './lane-block.ts';
import { allows, ModbusException, openModbusServer } from './modbus-server.ts';
import { createModbusLane, type ModbusLane } from './modbus-lane.ts';
import { isInMap, takeWrite, type PlcWrite } from './plc-block.ts';
import { createRegisterImage } from './register-image.ts';
import { showLanesOfStation } from './station-block.ts';

const heartbeatMs = 500;
/**
 * Acknowledged results are marked together after this time, since each marking is a write that the next part
 * would wait for.
 */
const settleMs = 1000;
const atOnce = 2000;
const plc = machineUser('Modbus');

/** The station as a Modbus TCP server for a PLC, which triggers, reads results and acknowledges them. */
export const modbusOutput: OutputOpener<'modbus'> = {
  check({ peers }) {
    return Promise.resolve().then(() => void allows(peers));
  },
  open: (target, surroundings) => openModbus(target, surroundings),
};

function openModbus(target: TargetOf<'modbus'>, { outbox: kept, commands }: OutputSurroundings): LineOutput {
  const outbox = calmOutbox(kept);
  let closed = false;
  const conditions = createConditions(outbox);
  const written = createRegisterImage();
  const state = createRegisterImage();
  const { station } = stateRegisters;
  const lanes = new Map<number, ModbusLane>();
  let connections = 0;
  let command = 0;
  let recipeRequest: number | null = null;
  let heardAt: number | null = null;
  let settling: NodeJS.Timeout | null = null;

  const follower = followLaneParts(commands, (part) => {
    showLanes();
    lanes.get(part.lane)?.outcome(part);
  });

  /** Shows the state of all lanes, because a request to one lane of a group concerns all of them. */
  function showLanes(): readonly LaneOfLine[] {
    const all = commands.lanes().filter(({ number }) => number <= mostModbusLanes);
    for (const lane of all) lanes.get(lane.number)?.show(lane);
    showLanesOfStation(state, all);
    return all;
  }

  function followLanes(): void {
    for (const { number } of showLanes()) {
      if (lanes.has(number)) continue;
      lanes.set(
        number,
        createModbusLane({
          number,
          commands,
          written,
          state,
          lanes: follower,
          user: plc,
          acknowledgeMs: target.acknowledgeMs,
          pulseMs: target.pulseMs,
          refuse: conditions.refuse,
          asked: showLanes,
          acknowledged: settleSoon,
          givenUp: ({ part }) => {
            const key = partKey(part);
            outbox.givenUp(outbox.waiting(atOnce).filter((message) => keyOf(message) === key));
            settleSoon();
          },
        }),
      );
    }
    showLanes();
    state.setNumber(0, station.recipe, commands.recipe()?.number ?? 0);
  }

  function fail(
    code: ModbusError,
    kind: OutputTroubleKind,
    values: Readonly<Record<string, string | number>> = {},
  ): void {
    state.setNumber(0, station.error, modbusErrors[code]);
    state.setBit(0, station.state, stateBits.station.error, true);
    conditions.refuse(new OutputTroubleError('BAD_INPUT', kind, values));
  }

  function succeed(): void {
    state.setNumber(0, station.error, 0);
    state.setBit(0, station.state, stateBits.station.error, false);
  }

  function selectRecipe(): void {
    const request = written.number(0, commandRegisters.station.recipeRequest);
    const number = written.number(0, commandRegisters.station.recipe);
    if (request === recipeRequest) return;
    const first = recipeRequest === null;
    recipeRequest = request;
    const done = (): void => {
      state.setBit(0, station.state, stateBits.station.changeover, false);
      state.setNumber(0, station.recipe, commands.recipe()?.number ?? 0);
      state.setNumber(0, station.recipeEcho, request);
    };
    if (request === 0) return done();
    if (first) {
      done();
      return fail('notSynchronised', 'recipeNotSynchronised');
    }
    state.setBit(0, station.state, stateBits.station.changeover, true);
    commands
      .selectRecipe({ number }, plc)
      .then(succeed, (error: unknown) => {
        const missing = error instanceof StationError && error.code === 'NOT_FOUND';
        fail(missing ? 'noRecipe' : 'recipeFailed', 'recipeFailed', {
          recipe: number,
          said: messageOf(error),
        });
      })
      .finally(done);
  }

  function stationCommand(): void {
    const value = written.number(0, commandRegisters.station.command);
    if (value === command) return;
    command = value;
    if (value === lineCommands.none) return;
    if (value !== lineCommands.start && value !== lineCommands.stop) {
      return fail('unknownCommand', 'commandUnknown', { command: value });
    }
    const done = value === lineCommands.start ? commands.start(null, plc) : commands.stop(null, plc);
    void done.then(succeed, (error: unknown) => {
      if (command === value) {
        fail('commandFailed', 'commandFailed', { command: value, said: messageOf(error) });
      }
    });
  }

  function act({ block, name }: PlcWrite): void {
    if (block === 0) {
      if (name === 'recipeRequest') selectRecipe();
      else if (name === 'command') stationCommand();
      return;
    }
    const lane = lanes.get(block);
    if (lane === undefined) return fail('noLane', 'laneUnknown', { lane: block });
    if (name === 'trigger') lane.trigger();
    else if (name === 'acknowledge') lane.acknowledge();
    else if (name === 'command') lane.command();
  }

  function requireInMap(address: number, count: number): void {
    if (!isInMap(address, count)) throw new ModbusException(2);
  }

  function write(address: number, values: readonly number[]): void {
    requireInMap(address, values.length);
    const before = written.number(0, commandRegisters.station.heartbeat);
    const { writes, reserved } = takeWrite(written, address, values);
    for (const at of reserved) {
      const lane = lanes.get(Math.floor(at / laneStride));
      if (lane) lane.reserved(at);
      else fail('reservedRegister', 'registerReserved', { register: at });
    }
    // A PLC may write zeros to a block that covers missing lanes; this is no request.
    for (const item of writes) {
      const known =
        item.block === 0 || lanes.has(item.block) || written.number(item.block, item.register) !== 0;
      if (known) act(item);
    }
    if (written.number(0, commandRegisters.station.heartbeat) !== before) heard();
  }

  function heard(): void {
    heardAt = performance.now();
    conditions.set('heartbeat', null);
    state.setBit(0, station.state, stateBits.station.heartbeatLost, false);
  }

  function beat(): void {
    state.setNumber(0, station.heartbeat, state.number(0, station.heartbeat) + 1);
    if (target.heartbeatMs === 0 || heardAt === null) return;
    if (performance.now() - heardAt < target.heartbeatMs) return;
    state.setBit(0, station.state, stateBits.station.heartbeatLost, true);
    conditions.set('heartbeat', new OutputTroubleError('UNREACHABLE', 'heartbeatLost'));
  }

  /**
   * Marks results a moment later. An outcome enters the outbox before it is shown, so an immediate marking
   * could take it for acknowledged.
   */
  function settleSoon(): void {
    if (closed) return;
    settling ??= setTimeout(settle, settleMs).unref();
  }

  /** Marks results that the PLC has as delivered. A trial counts as delivered if a PLC is connected. */
  function settle(): void {
    if (settling !== null) clearTimeout(settling);
    settling = null;
    const open = new Set([...lanes.values()].flatMap((lane) => lane.open()).map(({ part }) => partKey(part)));
    const done = outbox.waiting(atOnce).filter((message) => {
      if (message.body.kind === 'test') return connections > 0;
      return !open.has(keyOf(message));
    });
    conditions.delivered(done);
  }

  state.setNumber(0, station.mapVersion, modbusMapVersion);
  // Registers show the present only. Earlier results stay in the log.
  outbox.givenUp(outbox.waiting(Number.MAX_SAFE_INTEGER).filter(({ body }) => body.kind !== 'test'));
  followLanes();
  const unsubscribe = commands.subscribe(({ kind }) => {
    if (kind !== 'part') followLanes();
  });
  conditions.set('connection', nobody(target));
  const server = openModbusServer(
    target,
    {
      readHolding(address, count) {
        requireInMap(address, count);
        return written.words(address, count);
      },
      readInput(address, count) {
        requireInMap(address, count);
        return state.words(address, count);
      },
      readCoil(address) {
        const { block, coil } = coilPlace(address);
        if (block > mostModbusLanes || coil >= coilStride) throw new ModbusException(2);
        const lane = lanes.get(block);
        return lane !== undefined && laneCoilsOf(lane.block, lane.pulses)(coil);
      },
      write,
    },
    {
      connections(count) {
        if (closed) return;
        connections = count;
        conditions.set('connection', count === 0 ? nobody(target) : null);
        settleSoon();
      },
      state: (error) => conditions.set('server', error),
      refused: (address) =>
        conditions.refuse(new OutputTroubleError('FORBIDDEN', 'peerRefused', { address })),
    },
  );
  const timer = setInterval(beat, heartbeatMs).unref();

  return {
    accept: settleSoon,
    tryNow() {
      settle();
      if (connections === 0) outbox.failed(nobody(target));
    },
    async close() {
      clearInterval(timer);
      settle();
      closed = true;
      unsubscribe();
      follower.close();
      for (const lane of lanes.values()) lane.close();
      conditions.close();
      await server.close();
    },
  };
}

const nobody = ({ host, port }: TargetOf<'modbus'>): StationError =>
  new OutputTroubleError('UNREACHABLE', 'noPlc', { address: `${host}:${port}` });

function keyOf({ body: { sessionId, frameNumber } }: KeptMessage): string {
  return typeof sessionId === 'string' && typeof frameNumber === 'number'
    ? partKey({ sessionId, frameNumber })
    : '';
}
