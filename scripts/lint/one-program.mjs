import { join } from 'node:path';
import typescript from 'typescript';
import { parser } from 'typescript-eslint';

/** What a type checker has found out grows with each file that it is asked about: it starts anew after so many. */
const filesOfChecker = 400;

/** @typedef {{ filePath?: string, projectService?: unknown, programs?: typescript.Program[] }} ParserOptions */

/**
 * With the options that it takes, which its own type leaves out.
 *
 * @type {{ parseForESLint(code: string, options: ParserOptions): ReturnType<typeof parser.parseForESLint> }}
 */
const { parseForESLint } = parser;

/**
 * typescript-eslint's parser with one TypeScript program for all files of a folder, components among them. The project
 * service makes a program and a type checker anew for each component, since its script is not what the file holds:
 * most of a run's time went into that. For a run that reads each file once; in an editor other files change meanwhile.
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
      // A template's expressions come without a project: they are parsed by themselves.
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
  /** What ESLint reads in place of what lies on the disk. @type {Map<string, string>} */
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
    /** The program in which a file reads as ESLint reads it; undefined where the file is none of the project. */
    programWith(/** @type {string} */ file, /** @type {string} */ code) {
      const known = program.getSourceFile(file);
      if (known === undefined) return undefined;
      const { fileName, text } = known;
      // Rare: a generic component, and a file that `--fix` has changed.
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
  // A component's script is a module, also where it imports nothing.
  const options = { allowNonTsExtensions: true, moduleDetection: typescript.ModuleDetectionKind.Force };
  const components = { extension: '.vue', isMixedContent: false, scriptKind: typescript.ScriptKind.Deferred };
  const found = typescript.getParsedCommandLineOfConfigFile(file, options, host, undefined, undefined, [
    components,
  ]);
  if (found === undefined) throw new Error(`${file} cannot be read`);
  return found;
}

/** What vue-eslint-parser takes for the script of most components. */
function scriptOf(/** @type {string} */ component) {
  return /<script\b[^>]*>(.*?)<\/script>/s.exec(component)?.[1] ?? '';
}
