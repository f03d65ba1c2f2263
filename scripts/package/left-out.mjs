/**
 * Files of npm packages that the station never loads: sources of native code, types, source maps, tests, and files for
 * other systems. Licences always stay.
 */

const licence = /(?:^|\/)(?:licen[cs]e|notice|copying|third.?party)[^/]*$/i;

const everywhere = [
  /\.(?:map|md|markdown|d\.[cm]?ts|[cm]?ts|tsbuildinfo|c|cc|cpp|h|hpp|gyp|gypi|o|a|mk|bat|ps1)$/i,
  /(?:^|\/)(?:__tests__|\.github|\.yarn|\.vscode|\.idea|coverage)\//,
  /(?:^|\/)(?:\.npmignore|\.eslintrc[^/]*|\.prettierrc[^/]*|\.editorconfig|Makefile|yarn\.lock)$/,
];

/** Patterns by the prefix of a package's name. */
const ofPackages = [
  {
    name: '@tensorflow/',
    files: /_test\.js$|(?:^|\/)dist\/(?:miniprogram\/|tf[\w-]*\.(?:es2017|fesm|min)\b)/,
  },
  { name: '@tensorflow/tfjs-node', files: /^(?:binding|scripts|src|python|deps\/include)\// },
  { name: 'better-sqlite3', files: /^(?:deps|src)\// },
  // Reports use WOFF files of two weights (src/main/report/pdf/report-fonts.ts).
  { name: '@fontsource/noto-sans-sc', files: /^files\/(?!.*-(?:400|700)-normal\.woff$)|\.(?:css|scss)$/ },
];

/** Packages that no program of the station loads. */
const unused = new Set(['@tensorflow/tfjs-node-gpu']);

/** Whether no program of the station loads a package. @param {string} name */
export function isUnused(name) {
  return unused.has(name);
}

/** Systems of native code, as packages name them in folders and files. */
const system =
  /(?:^|[/-])(darwin|win32|linux|linuxmusl|android|freebsd)[/+-](x64|arm64|arm|ia32|x64\+arm64)\b/;

/**
 * Whether to leave out a file of a package.
 *
 * @param {string} name of the package
 * @param {string} path of the file in it, with `/`
 * @param {{ platform: string, arch: string }} target target system of the package
 */
export function isLeftOut(name, path, { platform, arch }) {
  if (isUnused(name)) return true;
  if (licence.test(path)) return false;
  const [, itsPlatform, itsArch] = system.exec(path) ?? [];
  if (itsPlatform !== undefined && (itsPlatform !== platform || itsArch !== arch)) return true;
  if (everywhere.some((pattern) => pattern.test(path))) return true;
  return ofPackages.some((one) => name.startsWith(one.name) && one.files.test(path));
}
