import type * as v from 'valibot';
import { extensionSecretSchema, orgSecretSchema, sharedSecretSchema } from '../../lib/credentials/schemas.ts';

export interface Question {
  member: string;
  text: string;
  /** What is typed isn't shown. */
  hidden?: boolean;
  /** Several, with commas between them. */
  list?: boolean;
  /** Enter leaves it out. */
  optional?: boolean;
}

export interface SecretKind {
  schema: typeof extensionSecretSchema | typeof orgSecretSchema | typeof sharedSecretSchema;
  /** In the order in which they are asked; what else a secret may have is given as JSON. */
  questions: readonly Question[];
}

const haloQuestions: readonly Question[] = [
  { member: 'instance_url', text: 'Address of your HaloPSA, such as https://example.halopsa.com' },
  { member: 'client_id', text: 'Client ID of the API application' },
  { member: 'client_secret', text: 'Client Secret (not shown)', hidden: true },
  { member: 'tenant', text: 'Tenant, if HaloPSA shows one beside its API details', optional: true },
];

const KINDS: Record<string, SecretKind> = {
  extension: {
    schema: extensionSecretSchema,
    questions: [{ member: 'shared_secret', text: 'Shared secret of the extension (not shown)', hidden: true }],
  },
  default: {
    schema: sharedSecretSchema,
    questions: [
      ...haloQuestions,
      { member: 'allowed_oids', text: 'LimaCharlie organization ids, with commas, or * for every one', list: true },
    ],
  },
  orgs: { schema: orgSecretSchema, questions: haloQuestions },
};

export type SecretValue = v.InferOutput<SecretKind['schema']>;

/** @param name below the stage's prefix: `default`, `extension`, `orgs/<oid>` */
export const kindOf = (name: string): SecretKind => KINDS[name.split('/')[0] ?? ''] as SecretKind;
