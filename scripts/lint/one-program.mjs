import { join } from 'node:path';
import typescript from 'typescript';
import { parser } from 'typescript-eslint';

/** A type checker's memory grows with each file, so the program is created again after this number of files. */
const filesOfChecker = 400;

/** @typedef {{ filePath?: string, projectService?: unknown, programs?: typescript.Program[] }} ParserOptions */

/**
 * The parser with its options, which its own type omits.
 *
 * @type {{ parseForESLint(code: string, options: ParserOptions): ReturnType<typeof parser.parseForESLint> }}
 */
const { parseForESLint } = parser;

/**
 * typescript-eslint's parser with one TypeScript program for all files of a folder, including components. The project
 * service creates a program and a type checker for each component, because a component's script differs from its file,
 * and that took most of a run's time. This parser suits runs that read each file once; an editor needs the service,
 * since its other files change meanwhile.
 *
 * @param {string} root the folder of tsconfig.json
 */
export function oneProgramParser(root) {
  /** @type {ReturnType<typeof openProject> | undefined} */
  let project;
  return {
    ...parser,
    /**
     * @param {string} code of a component: its script
     * @param {ParserOptions} options
     */
    parseForESLint(code, options) {
      // A template's expressions arrive without a project, and are parsed by themselves.
      const { filePath, projectService } = options;
      if (!projectService || !filePath) return parseForESLint(code, options);
      project ??= openProject(root);
      const program = project.programWith(filePath, code);
      if (program === undefined) return parseForESLint(code, options);
      return parseForESLint(code, { ...options, projectService: false, programs: [program] });
    },
  };
}

/** @param {string} root */
function openProject(root) {
  const { options, fileNames } = readConfiguration(join(root, 'tsconfig.json'));
  const host = typescript.createCompilerHost(options, true);
  const { getSourceFile } = host;
  /** @type {Map<string, typescript.SourceFile | undefined>} */
  const read = new Map();
  /** Text that ESLint reads instead of the file on the disk. @type {Map<string, string>} */
  const changed = new Map();
  host.getSourceFile = (file, version, ...others) => {
    if (read.has(file)) return read.get(file);
    const isComponent = file.endsWith('.vue');
    const code = changed.get(file) ?? (isComponent ? scriptOf(host.readFile(file) ?? '') : undefined);
    const kind = isComponent ? typescript.ScriptKind.TS : undefined;
    const found =
      code === undefined
        ? getSourceFile(file, version, ...others)
        : typescript.createSourceFile(file, code, version, true, kind);
    read.set(file, found);
    return found;
  };
  let program = typescript.createProgram(fileNames, options, host);
  let asked = 0;
  return {
    /** Returns a program that has the file's text as ESLint reads it; undefined for a file outside the project. */
    programWith(/** @type {string} */ file, /** @type {string} */ code) {
      const known = program.getSourceFile(file);
      if (known === undefined) return undefined;
      const { fileName, text } = known;
      // The texts rarely differ: in a generic component, and in a file that `--fix` has changed.
      if (text !== code) {
        changed.set(fileName, code);
        read.delete(fileName);
      }
      asked += 1;
      if (text !== code || asked > filesOfChecker) {
        program = typescript.createProgram(fileNames, options, host, program);
        asked = 1;
      }
      return program;
    },
  };
}

/** @param {string} file */
function readConfiguration(file) {
  const host = {
    ...typescript.sys,
    onUnRecoverableConfigFileDiagnostic: (/** @type {typescript.Diagnostic} */ { messageText }) => {
      throw new Error(typescript.flattenDiagnosticMessageText(messageText, '\n'));
    },
  };
  // A component's script is a module, even without imports.
  const options = { allowNonTsExtensions: true, moduleDetection: typescript.ModuleDetectionKind.Force };
  const components = { extension: '.vue', isMixedContent: false, scriptKind: typescript.ScriptKind.Deferred };
  const found = typescript.getParsedCommandLineOfConfigFile(file, options, host, undefined, undefined, [
    components,
  ]);
  if (found === undefined) throw new Error(`${file} cannot be read`);
  return found;
}

/** Returns the text that vue-eslint-parser takes as the script of most components. */
function scriptOf(/** @type {string} */ component) {
  return /<script\b[^>]*>(.*?)<\/script>/s.exec(component)?.[1] ?? '';
}
