import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { loggedPartSchema, mostListedParts, problemSchema } from '../../../shared/contract/api.ts';
import { laneNowSchema } from '../../../shared/contract/line-now.ts';
import { partResultSchema } from '../../../shared/contract/part-result.ts';
import { errorCodes, StationError } from '../../../shared/domain/station-error.ts';
import { fileFailure } from '../../files/file-failure.ts';
import { networkFailure } from '../../line/network-failure.ts';

/** Longest wait for a part's outcome, milliseconds. */
const patienceMs = 30_000;
/** Wait after the answer that requests are too frequent, milliseconds. */
const againMs = 1000;
const tooMany = 429;

const answerSchema = z.object({ partNumber: z.number(), result: partResultSchema });
const listSchema = z.object({ parts: z.array(loggedPartSchema), more: z.boolean() });

const actedSchema = z.object({
  lanes: z.array(laneNowSchema.pick({ number: true, name: true, state: true })),
  refused: z.array(z.object({ name: z.string(), detail: z.string() })),
});

export type StationApi = ReturnType<typeof stationApi>;

/**
 * Makes a client for a running station's HTTP API (docs/line/http-api.md). Each request throws StationError
 * UNREACHABLE if nothing answers, or the station's own error.
 *
 * @param station the station's address, such as `http://127.0.0.1:4700`
 */
export function stationApi(station: string, token: string) {
  async function ask(path: string, body?: string | Buffer<ArrayBuffer>): Promise<unknown> {
    for (;;) {
      const { status, json } = await send(path, body);
      if (status < 400) return json;
      if (status !== tooMany) throw refusal(status, json);
      await sleep(againMs);
    }
  }

  async function send(path: string, body: string | Buffer<ArrayBuffer> | undefined) {
    const type = typeof body === 'string' ? 'application/json' : 'application/octet-stream';
    try {
      const answer = await fetch(new URL(path, station), {
        headers: {
          Authorization: `Bearer ${token}`,
          ...(body === undefined ? {} : { 'Content-Type': type }),
        },
        ...(body === undefined ? {} : { method: 'POST', body }),
        redirect: 'manual',
        signal: AbortSignal.timeout(patienceMs),
      });
      const text = await answer.text();
      return { status: answer.status, json: jsonOf(text) };
    } catch (error) {
      throw networkFailure(error, station);
    }
  }

  function refusal(status: number, json: unknown): StationError {
    const { data } = problemSchema.safeParse(json);
    const code = errorCodes.find((known) => known === data?.code);
    const why = data?.detail ?? `It answers with ${status} and is no station's HTTP API.`;
    return new StationError(code ?? 'FORBIDDEN', `“${station}” refuses: ${why}`);
  }

  return {
    /** Requests the next part of a lane. @returns the part's result */
    trigger: async (lane: number, serial: string) =>
      answerSchema.parse(await ask(`/v1/lanes/${lane}/trigger`, JSON.stringify({ serial }))),
    /** Sends a picture file to a lane as its next part. */
    push: async (lane: number, serial: string, picture: Buffer<ArrayBuffer>) =>
      answerSchema.parse(await ask(`/v1/lanes/${lane}/parts?serial=${encodeURIComponent(serial)}`, picture)),
    /** Starts or stops lanes. @param lane null for all lanes */
    act: async (what: 'start' | 'stop', lane: number | null) =>
      actedSchema.parse(await ask(`/v1/lanes/${what}`, JSON.stringify({ lane }))),
    /** Returns the logged parts with numbers from `first` to `last`, in order. */
    async logged(first: number, last: number) {
      const parts: z.infer<typeof loggedPartSchema>[] = [];
      for (let after = first - 1; after < last;) {
        const answer = listSchema.parse(await ask(`/v1/parts?after=${after}&limit=${mostListedParts}`));
        parts.push(...answer.parts.filter(({ partNumber }) => partNumber <= last));
        after = answer.more ? (answer.parts.at(-1)?.partNumber ?? last) : last;
      }
      return parts;
    },
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Reads a token from a file that contains nothing else. @throws StationError NOT_FOUND, BAD_INPUT */
export async function tokenIn(file: string): Promise<string> {
  try {
    const text = (await readFile(file, 'utf8')).trim();
    if (/^[A-Za-z0-9_-]{1,200}$/.test(text)) return text;
  } catch (error) {
    throw fileFailure(error, file);
  }
  throw new StationError('BAD_INPUT', `“${file}” holds no token alone. “station access add” prints one.`);
}
