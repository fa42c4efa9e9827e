import type { HaloFields } from '../../halopsa/api.ts';
import type { ActionContext } from '../define-action.ts';

/** An occurrence that is to be put somewhere. */
export interface OccurrenceWork {
  context: ActionContext;
  /** Of the slot of its key. */
  pk: string;
  /** The ticket, should one have to be opened. */
  fields: HaloFields;
  mayOpen(): Promise<boolean>;
}

/** The slot has changed hands meanwhile, or is about to: look who has it now. */
export const AGAIN = Symbol('again');
