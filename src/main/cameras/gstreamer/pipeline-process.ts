import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '../../../shared/domain/station-error.ts';
import { lastWords } from '../../host/last-words.ts';
import type { CameraPrograms } from './elements.ts';
import { createGdpReader } from './gdp-reader.ts';
import type { Pipeline } from './pipeline.ts';
import { frameFrom, pictureForm, type PictureForm } from './raw-picture.ts';
import type { Frame } from '../../../shared/domain/frame.ts';

/** How a pipeline ended. */
export interface PipelineEnd {
  /** `end`: the video is over · `failed`: the pipeline could not go on · `stopped`: the station ended it. */
  readonly kind: 'end' | 'failed' | 'stopped';
  /** GStreamer's last output; may be empty. */
  readonly words: string;
  /** Whether a decoder said that it could not read some of the pictures. */
  readonly isDamaged: boolean;
}

export interface PipelineProcess {
  readonly pid: number | undefined;
  /** Never rejects. */
  readonly ended: Promise<PipelineEnd>;
  /** Asks the pipeline to close its camera; kills the process if that takes longer than a second. */
  stop(): Promise<void>;
  /** Kills a pipeline that hangs. */
  kill(): void;
}

export interface PipelineListener {
  /**
   * Receives a picture; the next is read once the promise has settled.
   *
   * @param begunAt when the picture's first byte arrived, by `performance.now()`
   */
  onFrame(frame: Frame, begunAt: number): Promise<void> | void;
  /** Called when an industrial camera is connected; it may wait for its trigger. */
  onReady(): void;
}

/** Longest wait for a camera to close, milliseconds. */
const closingPatienceMs = 1_000;
/**
 * Longest wait for a killed process, milliseconds. A driver that hangs keeps it from dying, and a process that it
 * started may hold its pipes open.
 */
const killedPatienceMs = 1_000;
/** What decoders say of pictures that they leave out; without these words GStreamer passes over them silently. */
const decoderDebug = 'videodecoder:2,openh264dec:2';
const unreadable = /WARN +(videodecoder .*error:|openh264dec )/;

/**
 * Runs a pipeline in its own process, so that a crashing driver does not crash the station.
 *
 * @param name shown in the list of processes
 */
export function runPipeline(
  { launch, reader }: Pick<CameraPrograms, 'launch' | 'reader'>,
  { pipeline, name }: { readonly pipeline: Pipeline; readonly name: string },
  listener: PipelineListener,
): PipelineProcess {
  // The station searches GStreamer's messages for known problems, so they must be in English.
  const env = { ...process.env, LC_ALL: 'C', GST_DEBUG: decoderDebug, GST_DEBUG_NO_COLOR: '1' };
  const { words: pipelineWords, order } = pipeline;
  const child =
    order === null || reader === null
      ? spawn(launch, ['-q', ...pipelineWords], { stdio: ['pipe', 'pipe', 'pipe'], env })
      : spawn(reader.python, ['-I', reader.script, name], { stdio: ['pipe', 'pipe', 'pipe'], env });
  // The reader ends when its input ends, so it ends with the station. Writing to a reader that has ended fails.
  child.stdin.on('error', () => undefined);
  if (order !== null && reader !== null) {
    child.stdin.write(`${JSON.stringify({ ...order, words: pipelineWords })}\n`);
  } else child.stdin.end();
  const words = lastWords();
  const stopping = new AbortController();
  const isStopped = (): boolean => stopping.signal.aborted;
  let isDamaged = false;
  createInterface({ input: child.stderr }).on('line', (line) => {
    if (unreadable.test(line)) isDamaged = true;
    else words.hear(`${line}\n`);
    if (line === 'READY') listener.onReady();
  });

  const killed = Promise.withResolvers<undefined>();
  function kill(): void {
    child.kill('SIGKILL');
    setTimeout(() => {
      child.stdout.destroy();
      child.stderr.destroy();
      killed.resolve(undefined);
    }, killedPatienceMs).unref();
  }

  const exited = new Promise<number | null>((resolve) => {
    child.once('error', (error) => {
      words.hear(messageOf(error));
      if (child.pid === undefined) resolve(1);
    });
    child.once('close', (code) => resolve(code));
    void killed.promise.then(() => resolve(null));
  });

  async function read(): Promise<void> {
    const packets = createGdpReader();
    let form: PictureForm | null = null;
    for await (const chunk of child.stdout.iterator({ destroyOnReturn: true })) {
      if (!(chunk instanceof Uint8Array)) throw new Error('A pipeline wrote text');
      for (const packet of packets(chunk)) {
        if (isStopped()) return;
        if (packet.kind === 'caps') form = pictureForm(packet.text);
        if (packet.kind === 'buffer' && form !== null) {
          await listener.onFrame(frameFrom(packet.bytes, form, pipeline.bits), packet.begunAt);
        }
      }
    }
  }

  const reading = read().catch((error: unknown) => {
    words.hear(messageOf(error));
    kill();
    return 'failed' as const;
  });

  const ended = (async (): Promise<PipelineEnd> => {
    const [code, failure] = await Promise.all([exited, reading]);
    if (isStopped()) return { kind: 'stopped', words: '', isDamaged };
    const kind = code === 0 && failure === undefined ? 'end' : 'failed';
    return { kind, words: words.tell(), isDamaged };
  })();

  return {
    pid: child.pid,
    ended,
    async stop() {
      stopping.abort();
      // gst-launch closes the camera on an interrupt; Windows has no interrupts.
      child.kill(process.platform === 'win32' ? 'SIGKILL' : 'SIGINT');
      child.stdout.destroy();
      const patience = sleep(closingPatienceMs, undefined, { ref: false });
      await Promise.race([exited, patience]);
      kill();
      await exited;
    },
    kill,
  };
}
