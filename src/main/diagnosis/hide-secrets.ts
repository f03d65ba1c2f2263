import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { scrub } from '../files/scrub.ts';

const hidden = '[hidden]';
/** Shortest secret to hide; hiding shorter ones would hide parts of ordinary words. */
const shortest = 6;
/** Shortest line to hide of a key with several lines. */
const shortestLine = 16;
/** Matches an address; its path after the host is hidden, because paths of webhooks and cameras may grant access. */
const addresses = /\b((?:https?|wss?|rtsps?|mqtts?):\/\/[^\s/?#"'\\“”]+)[/?#][^\s"'\\“”<>)]*/gi;

/**
 * Makes a function that hides secrets in a text: the contents of the station's secret files, texts that look like
 * secrets, and the paths of addresses.
 *
 * @param folder the home's folder of secrets
 */
export function secretHider(folder: string): (text: string) => string {
  const known = new Set(secretsBelow(folder).flatMap(spellings));
  // The longest secret comes first, because one may be part of another.
  const longestFirst = [...known].sort((one, other) => other.length - one.length);
  return (text) =>
    scrub(longestFirst.reduce((rest, secret) => rest.replaceAll(secret, hidden), text)).replaceAll(
      addresses,
      '$1/…',
    );
}

/** @throws the system's error if a file of secrets cannot be read; then no archive is written */
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

/** Returns all texts of a JSON value, without the names of its keys. */
function stringsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsOf) : [];
}

/** Returns a secret as written in plain text, in JSON and in addresses. */
function spellings(secret: string): string[] {
  return [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)];
}
