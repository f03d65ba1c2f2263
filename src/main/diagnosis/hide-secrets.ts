import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { scrub } from '../files/scrub.ts';

const hidden = '[hidden]';
/** A shorter secret would hide half of every word. */
const shortest = 6;
/** A key of several lines is hidden line by line, too. */
const shortestLine = 16;
/** What is behind the machine's name of an address: the paths of webhooks and of cameras may let somebody in. */
const addresses = /\b((?:https?|wss?|rtsps?|mqtts?):\/\/[^\s/?#"'\\“”]+)[/?#][^\s"'\\“”<>)]*/gi;

/**
 * A function that takes out of a text what lets somebody in: whatever stands in the station's own files of secrets, what looks like a
 * secret, and the paths of addresses.
 *
 * @param folder the home's folder of secrets
 */
export function secretHider(folder: string): (text: string) => string {
  const known = new Set(secretsBelow(folder).flatMap(spellings));
  // The longest first: one may be part of another.
  const longestFirst = [...known].sort((one, other) => other.length - one.length);
  return (text) =>
    scrub(longestFirst.reduce((rest, secret) => rest.replaceAll(secret, hidden), text)).replaceAll(
      addresses,
      '$1/…',
    );
}

/** @throws the system's error where a file of secrets is there and cannot be read: nothing is written then */
function secretsBelow(folder: string): string[] {
  return filesBelow(folder).flatMap((path) => {
    const text = readFileSync(path, 'utf8');
    const lines = text.split(/\r?\n/).filter((line) => line.length >= shortestLine);
    return [text.trim(), ...lines, ...stringsOf(parsed(text))].filter((secret) => secret.length >= shortest);
  });
}

function filesBelow(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** All texts of a JSON value; names are none. */
function stringsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsOf) : [];
}

/** As it stands in texts, in JSON and in addresses. */
function spellings(secret: string): string[] {
  return [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)];
}
