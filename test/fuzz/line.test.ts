import fc from 'fast-check';
import { expect, test } from 'vitest';
import { brokerCommands } from '../../src/main/line/mqtt/commands.ts';
import { brokerAnswerSchema, brokerRequests } from '../../src/shared/contract/line-requests.ts';
import { keysOf } from '../../src/shared/domain/keys.ts';
import { headlessStation } from '../support/headless-station.ts';
import { arbitraryOf } from '../support/fuzz/arbitrary-of.ts';
import { jsonText, everyInput, garbage, mutated, patience } from '../support/fuzz/inputs.ts';
import { playLine } from '../support/played-line.ts';

const commands = keysOf(brokerRequests);
const requests = fc.oneof(
  ...commands.map((command) => {
    const valid = arbitraryOf(brokerRequests[command]);
    return fc.tuple(fc.constant<string>(command), fc.oneof(valid, mutated(valid)), fc.boolean());
  }),
  fc.tuple(fc.string({ maxLength: 80 }), garbage, fc.boolean()),
);

test(
  'whatever is asked through a broker is done or refused with a reason, and answered in the form that is promised',
  async () => {
    const { commands: line } = await playLine();
    const outcomes: Promise<unknown>[] = [];
    const { answer } = brokerCommands({
      ...line,
      trigger(lane, serial) {
        const asked = line.trigger(lane, serial);
        outcomes.push(asked.outcome);
        return asked;
      },
    });
    let done = 0;
    await everyInput(0.1, requests, async ([command, wanted, retained]) => {
      const text = typeof wanted === 'string' ? wanted : jsonText(wanted);
      const told = await answer(command, Buffer.from(text), retained);
      const known = brokerAnswerSchema.parse(told);
      if (known.ok) done += 1;
      else expect(known.code).not.toBe('INTERNAL');
    });
    expect(done).toBeGreaterThan(0);
    await Promise.all(outcomes);
  },
  patience,
);

const asked = fc.record({
  method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD'),
  path: fc.oneof(
    fc.constantFrom(
      '/v1/lanes',
      '/v1/lanes/1/trigger',
      '/v1/lanes/1/parts',
      '/v1/parts',
      '/v1/parts/1',
      '/v1/recipes',
    ),
    fc.constantFrom(
      '/v1/recipes/select',
      '/v1/lanes/999/parts',
      '/v1/status',
      '/metrics',
      '/api',
      '/v1/../v1/lanes',
    ),
    fc
      .tuple(
        fc.constantFrom('/v1/lanes/', '/v1/parts/', '/v1/parts?after=', '/v1/'),
        fc.string({ maxLength: 20 }),
      )
      .map(([before, rest]) => `${before}${encodeURIComponent(rest.replaceAll(/[\uD800-\uDFFF]/g, ''))}`),
  ),
  type: fc.constantFrom(
    'application/json',
    'image/png',
    'application/octet-stream',
    'multipart/form-data; boundary=x',
    'text/plain',
    'x',
  ),
  body: fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc
      .oneof(
        fc.json(),
        garbage.map((value) => jsonText(value)),
      )
      .map((text) => new TextEncoder().encode(text)),
  ),
});

test(
  'whatever a program sends to the HTTP API is answered by a status that is not the station’s own fault',
  async () => {
    const { port, token } = await headlessStation();
    await everyInput(0.03, asked, async ({ method, path, type, body }) => {
      const hasBody = method !== 'GET' && method !== 'HEAD';
      const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': type },
        ...(hasBody ? { body: new Uint8Array(body) } : {}),
      });
      expect([200, 400, 401, 404, 405, 409, 413, 415, 422, 429], `${method} ${path}`).toContain(
        answer.status,
      );
      await answer.arrayBuffer();
    });
  },
  patience,
);
