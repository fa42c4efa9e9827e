import { parseNewConfig } from '../action/config/parse-new-config.ts';
import { wrongFields } from '../action/inputs/wrong-fields.ts';
import { ExtensionError } from '../errors.ts';
import { originOf } from '../observability/origin-of.ts';
import type { Envelope } from './envelope.ts';
import type { ExtensionDeps } from './extension-deps.ts';
import { type ExtensionResponse, failedWith, succeeded } from './response.ts';

type ConfValidation = Extract<Envelope, { kind: 'conf_validation' }>['content'];

/** A person waits for this answer in LimaCharlie's form, so whatever fails is final. The log has it, too: they ask, and the operator has to find it. */
export async function validateConfiguration(
  { org, conf }: ConfValidation,
  requestId: string,
  deps: ExtensionDeps,
): Promise<ExtensionResponse> {
  const facts = { request_id: requestId, oid: org.oid };
  try {
    const config = parseNewConfig(conf);
    deps.forgetOrg(org.oid);
    await deps.checkSetup(org.oid, config);
    deps.logger.info('the configuration is right', { ...facts, code: 'ok' });
    return succeeded({});
  } catch (thrown) {
    const error = ExtensionError.from(thrown);
    const fields = { ...facts, code: error.code, wrong_fields: wrongFields(error) };
    if (error.code !== 'internal') deps.logger.warn('the configuration was refused', fields);
    else deps.logger.error('the configuration could not be checked', { ...fields, ...originOf(thrown) });
    return failedWith('The check of the configuration', error, false);
  }
}
