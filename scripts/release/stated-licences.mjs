/** Licences of npm packages that only state them in a text file of their folder, by name and version. */
export const statedLicences = {
  'dequeue@1.0.5': 'BSD-2-Clause',
  'png-js@2.0.0': 'MIT',
  'precond@0.2.3': 'MIT',
};

/** @param {string} name @param {string} version @returns {string | undefined} an SPDX identifier */
export function statedLicence(name, version) {
  return statedLicences[/** @type {keyof typeof statedLicences} */ (`${name}@${version}`)];
}
