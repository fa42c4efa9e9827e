import type { HaloFields } from '../../halopsa/api.ts';
import type { ActionContext } from '../define-action.ts';

/** What is to be said of this message where it is counted on a ticket, beside what its action has. */
export interface OccurrenceContext extends ActionContext {
  /** What the note says of it, as plain text; undefined: nothing but the count. */
  sighting?: string;
  /** On which machine, where the ticket stands for many: its notes then name them all. */
  machine?: string;
}

/** An occurrence that is to be put somewhere. */
export interface OccurrenceWork {
  context: OccurrenceContext;
  /** Of the slot of its key. */
  pk: string;
  /** The ticket, should one have to be opened. */
  fields: HaloFields;
  opening: Opening;
}

/** What somebody else has to say of a ticket that is about to be opened. */
export interface Opening {
  /** Asked before; where it says no, nothing is counted. */
  mayOpen(): Promise<boolean>;
  /** Told where it was refused for good. */
  notOpened(): Promise<void>;
}

/** The slot has changed hands meanwhile, or is about to: look who has it now. */
export const AGAIN = Symbol('again');
