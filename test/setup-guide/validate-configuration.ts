import { wrap } from '../../infra/doctor/render/wrap.ts';
import { OID, startTestExtension } from '../support/extension.ts';
import type { SetUp } from './set-ups.ts';
import { startSetUp } from './start-set-up.ts';

/** A line of the form in which LimaCharlie shows it, about. */
const LINE_WIDTH = 110;

/** What a person is told who saves an empty configuration in LimaCharlie with this set-up. */
export async function validateConfiguration(setUp: SetUp): Promise<string> {
  const { subject, close } = await startSetUp(setUp);
  const extension = await startTestExtension({ credentials: { ...subject.credentials } });
  try {
    const org = { oid: OID, jwt: 'eyJ0eXAi.e30.c2ln', ident: 'someone' };
    const { body } = await extension.deliver({ conf_validation: { org, conf: {} } });
    return wrap(body.error, LINE_WIDTH, '');
  } finally {
    await close();
    await extension.close();
  }
}
