import { baseOf } from '../../../lib/halopsa/connection.ts';

export type RecordKind = 'ticket' | 'asset';

/** A record in HaloPSA that the doctor made. */
export interface MadeRecord {
  kind: RecordKind;
  id: number;
}

export const isSame = (one: MadeRecord, other: MadeRecord): boolean => one.kind === other.kind && one.id === other.id;

/** One that could not be removed. */
export interface Leftover extends MadeRecord {
  /** Where a person finds it. */
  url: string;
  why: string;
}

/** As links into HaloPSA's web application have it; that of an asset is by analogy. */
export const addressOf = (instanceUrl: URL, { kind, id }: MadeRecord): string =>
  `${baseOf(instanceUrl)}/${kind}s?id=${id}`;
