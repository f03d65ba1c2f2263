import { z } from 'zod';

const parameter = z.object({
  name: z.string(),
  in: z.string(),
  required: z.boolean().optional(),
  schema: z.unknown(),
});
const content = z.record(z.string(), z.object({ schema: z.unknown().optional() }));
const operation = z.object({
  summary: z.string().optional(),
  tags: z.array(z.string()).optional(),
  parameters: z.array(parameter).default([]),
  requestBody: z.object({ content }).optional(),
  responses: z.record(
    z.string(),
    z.object({ description: z.string().optional(), content: content.optional() }),
  ),
});
const document = z.object({
  info: z.object({ title: z.string(), version: z.string(), description: z.string() }),
  paths: z.record(z.string(), z.record(z.string(), operation)),
});

/** Renders the API's description as a page without scripts. */
export function apiPage(description: unknown): string {
  const { info, paths } = document.parse(description);
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, one]) => operationOf(path, method, one)),
  );
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escaped(info.title)}: HTTP API</title>
<style>
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif }
body { max-width: 60rem; margin: auto; padding: 1rem }
h1 { font-size: 24px } h2 { font-size: 16px; margin: 1.5rem 0 0 }
pre { overflow: auto; padding: .5rem; border: 1px solid #8886; border-radius: 6px; font-size: 13px }
summary { cursor: pointer }
</style>
<h1>${escaped(info.title)} ${escaped(info.version)}: HTTP API</h1>
<p>${escaped(info.description)}</p>
<p><a href="/api/openapi.json">openapi.json</a></p>
${operations.join('\n')}
</html>
`;
}

function operationOf(path: string, method: string, one: z.infer<typeof operation>): string {
  const parameters = one.parameters.map(
    ({ name, in: where, required = false, schema }) =>
      `<li><code>${escaped(name)}</code> (${escaped(where)}${required ? ', needed' : ''}): <code>${escaped(JSON.stringify(schema))}</code></li>`,
  );
  const body = Object.entries(one.requestBody?.content ?? {}).map(([type, { schema }]) =>
    folded(`Body: ${type}`, schema),
  );
  const answers = Object.entries(one.responses).flatMap(([status, answer]) =>
    Object.entries(answer.content ?? {}).map(([type, { schema }]) => folded(`${status}: ${type}`, schema)),
  );
  return `<h2><code>${escaped(method.toUpperCase())} ${escaped(path)}</code></h2>
<p>${escaped(one.summary ?? '')}</p>
<ul>${parameters.join('')}</ul>
${[...body, ...answers].join('\n')}`;
}

function folded(title: string, schema: unknown): string {
  return `<details><summary>${escaped(title)}</summary><pre>${escaped(JSON.stringify(schema, null, 2))}</pre></details>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
