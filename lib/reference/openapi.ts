import type { AnyAction } from '../action/define-action.ts';
import { dryRunOutput } from '../action/outputs.ts';
import { gatewayRefusalSchema } from './gateway-refusals.ts';
import { type JsonSchema, toSchema } from './json-schema.ts';
import { toOperation } from './openapi-operation.ts';
import { problemResponses, problemSchema } from './problem-responses.ts';

const DESCRIPTION = `The direct door to the HaloPSA extension for LimaCharlie: one path per action, for scripts and AI agents.

Inputs are read generously. Beside what a schema says, an integer may come as \`"12"\`, a boolean as \`"yes"\`, an object or list as JSON
in a string, a text as an object; null, a blank string and \`<no value>\` count as left out. An unknown input is ignored with a warning
in \`_meta.warnings\`.

A failure is \`application/problem+json\`. One that is plain \`application/json\` comes from API Gateway, before any function saw the call.`;

/** The OpenAPI 3.1 document of the direct door. `version` is the package's. */
export function buildOpenApi(actions: readonly AnyAction[], version: string) {
  return {
    openapi: '3.1.0',
    info: {
      title: 'HaloPSA extension for LimaCharlie',
      version,
      description: DESCRIPTION,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: SERVERS,
    tags: TAGS,
    security: [{ sigv4: [] }, { jwt: [] }],
    paths: Object.fromEntries(actions.map((action) => [`/actions/${action.name}`, { post: toOperation(action) }])),
    components: {
      securitySchemes: SECURITY_SCHEMES,
      parameters: PARAMETERS,
      schemas: Object.fromEntries([
        ...actions.flatMap((action) => [
          [`${action.name}_input`, withoutFormHints(toSchema(action.input))],
          [`${action.name}_result`, toSchema(action.output)],
        ]),
        ['dry_run_result', toSchema(dryRunOutput)],
        ['problem', problemSchema],
        ['gateway_refusal', gatewayRefusalSchema],
      ]),
      responses: problemResponses(),
    },
  };
}

/** What only LimaCharlie's form and its configuration care about. */
function withoutFormHints(schema: JsonSchema): JsonSchema {
  const plain = (field: JsonSchema) =>
    Object.fromEntries(Object.entries(field).filter(([key]) => !key.startsWith('x-')));
  const fields = Object.entries(schema.properties ?? {});
  return { ...schema, properties: Object.fromEntries(fields.map(([name, field]) => [name, plain(field)])) };
}

const TAGS = [
  { name: 'reads', description: 'Writes nothing to HaloPSA.' },
  { name: 'writes', description: 'Writes to HaloPSA. Takes `dry_run`, and wants an `Idempotency-Key`.' },
];

const SERVERS = [
  {
    url: 'https://{api_id}.execute-api.{region}.amazonaws.com',
    description: "A deployed stage; the stack's output DirectUrl is this and /actions/",
    variables: {
      api_id: { default: 'example', description: "The HTTP API's id." },
      region: { default: 'eu-central-1', description: 'The AWS region.' },
    },
  },
  { url: 'http://127.0.0.1:3000', description: 'npm start, on this machine; it asks for no signature' },
];

const SECURITY_SCHEMES = {
  sigv4: {
    type: 'apiKey',
    name: 'Authorization',
    in: 'header',
    description:
      'AWS Signature Version 4 for the service `execute-api`; the principal needs `execute-api:Invoke`. The default.',
    'x-amazon-apigateway-authtype': 'awsSigv4',
  },
  jwt: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: "A token of the stage's OIDC issuer, where the stage is configured with one in place of IAM.",
  },
};

const PARAMETERS = {
  oid: {
    name: 'x-limacharlie-oid',
    in: 'header',
    required: false,
    description: "The LimaCharlie organization whose HaloPSA is meant. Left out, the stage's default organization.",
    schema: { type: 'string', format: 'uuid' },
  },
  idempotency_key: {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    description:
      'The same for every attempt of one call: it is done once, and a repeat gets the first answer, with `_meta.replayed`. With another input the key is refused. Without one, a repeated call may write twice.',
    schema: { type: 'string' },
  },
};
