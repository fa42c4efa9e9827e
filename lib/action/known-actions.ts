import { distance } from 'fastest-levenshtein';
import { cutName } from '../in-code.ts';
import { nearestName } from './inputs/nearest-name.ts';

const MAX_TYPING_ERRORS = 2;

/**
 * What to tell somebody who asks for an action that there isn't. Who asks may have no other list of them. One with another verb is not what was
 * meant: who wants to close a ticket is not to open one.
 */
export function knownActions(asked: string, names: readonly string[]): string {
  const alike = names.filter((name) => distance(verbOf(asked), verbOf(name)) <= MAX_TYPING_ERRORS);
  const nearest = nearestName(asked, alike);
  return nearest === undefined
    ? `The actions are ${names.map((name) => `\`${name}\``).join(', ')}.`
    : `Did you mean \`${nearest}\`?`;
}

const verbOf = (name: string): string =>
  cutName(name)
    .toLowerCase()
    .split(/[_\s-]/, 1)[0] ?? '';
