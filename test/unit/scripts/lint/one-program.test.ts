import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ESLint, type Rule } from 'eslint';
import vue from 'eslint-plugin-vue';
import typescript from 'typescript-eslint';
import { expect, test } from 'vitest';
import { oneProgramParser } from '../../../../scripts/lint/one-program.mjs';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const component = (script: string, attributes = ''): string =>
  `<template>\n  <p>{{ 1 + 1 }}</p>\n</template>\n\n<script setup lang="ts"${attributes}>\n${script}</script>\n`;
const files = {
  'tsconfig.json': '{ "compilerOptions": { "strict": true, "types": [] }, "include": ["."] }',
  'work.ts': 'export const work = async (): Promise<number> => 1;\n',
  'plain.ts': "import { work } from './work.js';\nwork();\n",
  'plain.vue': component("import { work } from './work.js';\nwork();\n"),
  'bare.vue': component('const own = async (): Promise<void> => undefined;\nown();\n'),
  'other.vue': component('const own = 1;\nconsole.log(own);\n'),
  'generic.vue': component(
    "import { work } from './work.js';\nconst last = (one: One): One => one;\nlast;\nwork();\n",
    ' generic="One extends string"',
  ),
};

test('rules know types in files and components alike, by one program', async () => {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const programs = new Set<unknown>();
  const parser = oneProgramParser(folder);
  const seen = {
    create(context: Rule.RuleContext) {
      const { program }: { program?: unknown } = context.sourceCode.parserServices;
      programs.add(program);
      return {};
    },
  };
  const typed = {
    plugins: { typescript: typescript.plugin, own: { rules: { seen } } },
    rules: { 'typescript/no-floating-promises': 'error', 'own/seen': 'error' },
  } as const;
  const parserOptions = {
    projectService: true,
    tsconfigRootDir: folder,
    parser,
    extraFileExtensions: ['.vue'],
  };
  const eslint = new ESLint({
    cwd: folder,
    overrideConfigFile: true,
    overrideConfig: [
      ...vue.configs['flat/base'],
      { files: ['**/*.vue'], ...typed, languageOptions: { parserOptions } },
      { files: ['**/*.ts'], ...typed, languageOptions: { parser, parserOptions } },
    ],
  });
  const results = await eslint.lintFiles(['**/*.ts', '**/*.vue']);
  const found = results.flatMap(({ filePath, messages }) =>
    messages.map(
      ({ ruleId, line, message }) => `${filePath.slice(folder.length + 1)}:${line} ${ruleId ?? message}`,
    ),
  );
  const rule = 'typescript/no-floating-promises';
  expect(found.toSorted()).toEqual([
    `bare.vue:7 ${rule}`,
    `generic.vue:9 ${rule}`,
    `plain.ts:2 ${rule}`,
    `plain.vue:7 ${rule}`,
  ]);
  // A generic component's text differs from its file, which makes a new program; if it comes first, the others use that program.
  expect(programs.size).toBeLessThanOrEqual(2);
});
