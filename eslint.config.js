import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import vue from 'eslint-plugin-vue';
import globals from 'globals';
import typescript from 'typescript-eslint';
import { oneProgramParser } from './scripts/lint/one-program.mjs';

const typed = ['**/*.ts', '**/*.vue'];
/** The command line reads each file once. In an editor files change, so it needs the project service. */
const parser = /[\\/]eslint(\.js)?$/.test(process.argv[1] ?? '')
  ? oneProgramParser(import.meta.dirname)
  : typescript.parser;
const barrel = {
  selector: 'ExportAllDeclaration',
  message: 'Barrel files hide who imports whom: name the exports.',
};
const spreadLiteral = {
  selector: 'ObjectExpression > SpreadElement > ObjectExpression',
  message: 'Spreading a literal only packs lines: write its properties where they belong.',
};
const statements = ['prepare', 'exec'].map((method) => ({
  // Regular expressions have a harmless method of the same name, `exec`.
  selector: `CallExpression[callee.property.name='${method}']:not([callee.object.regex])`,
  message: 'SQL stands in *repository.ts alone, so that each table has one place: ask the repository.',
}));
const readable = {
  curly: ['error', 'multi-line'],
  eqeqeq: 'error',
  'max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }],
  'no-restricted-syntax': ['error', barrel, spreadLiteral],
  'object-shorthand': 'error',
  'prefer-template': 'error',
};

export default defineConfig(
  globalIgnores([
    'out/',
    '.toolchain/',
    '.cache/',
    '.dev-home/',
    'test-results/',
    'playwright-report/',
    'coverage/',
  ]),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  { rules: readable },
  {
    files: typed,
    extends: [...typescript.configs.strictTypeChecked, ...vue.configs['flat/recommended']],
    languageOptions: {
      parserOptions: {
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
        parser,
        extraFileExtensions: ['.vue'],
      },
    },
    rules: {
      // Code must prove a type by a check or a parse, not claim it; only `as const` is allowed.
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrorsIgnorePattern: '^_' },
      ],
      // Services are plain objects of functions that do not use `this`.
      '@typescript-eslint/unbound-method': 'off',
      // The compiler reports these faults more precisely, since it knows types.
      'no-undef': 'off',
      'no-unused-vars': 'off',
    },
  },
  { files: ['**/*.ts'], languageOptions: { parser } },
  {
    files: ['**/*.vue'],
    rules: {
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/define-macros-order': 'error',
      'vue/no-v-html': 'error',
      // Prettier decides the layout of templates.
      'vue/first-attribute-linebreak': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/html-indent': 'off',
      'vue/html-self-closing': 'off',
      'vue/max-attributes-per-line': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      'vue/singleline-html-element-content-newline': 'off',
    },
  },
  {
    // Unattended code writes to the log, because nobody sees its console.
    files: ['src/**'],
    ignores: ['src/main/cli/**', 'src/main/cli.ts', 'src/main/server.ts', 'src/main/logging/**'],
    rules: { 'no-console': 'error' },
  },
  {
    files: ['src/main/**'],
    ignores: ['src/main/**/*repository.ts', 'src/main/database/**'],
    rules: { 'no-restricted-syntax': ['error', barrel, spreadLiteral, ...statements] },
  },
  {
    // Services are created in the order of their dependencies, so that none uses a later one.
    files: ['src/main/services/*.ts'],
    rules: {
      '@typescript-eslint/no-use-before-define': [
        'error',
        { functions: false, classes: true, variables: true, typedefs: false },
      ],
    },
  },
  {
    // The shared layer runs in the station, in the preload script and in the window.
    files: ['src/shared/**'],
    rules: {
      'no-restricted-globals': ['error', 'window', 'document', 'navigator', 'process', 'Buffer', '__dirname'],
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      // `expect.objectContaining` and similar matchers have the type any.
      '@typescript-eslint/no-unsafe-assignment': 'off',
    },
  },
  {
    // Playwright reads a fixture's dependencies from this pattern, even if there are none.
    files: ['test/e2e/**/*.ts'],
    rules: { 'no-empty-pattern': ['error', { allowObjectPatternsAsParameters: true }] },
  },
  {
    files: ['**/*.js', '**/*.mjs', '**/*.cjs'],
    extends: [typescript.configs.disableTypeChecked],
    languageOptions: { globals: globals.node },
  },
);
