import type { DoctorReport } from '../../../../../infra/doctor/report.ts';
import { fail, ok, skipped, warn } from '../../../../../lib/checks/judgement.ts';
import { refusedRow, row } from '../scopes/rows.ts';

/** With each kind of result, things left over, and a matrix. */
export const REPORT: DoctorReport = {
  command: 'scopes',
  ok: false,
  instance: 'https://acme.halopsa.com/',
  checks: [
    { name: 'url', ...ok('https://acme.halopsa.com') },
    { name: 'agent', ...warn('Sam <sam@acme.example> looks like a person | maybe.', 'Make an agent.') },
    { name: 'token', ...fail('credentials_invalid', 'Refused.', 'Correct it.') },
    { name: 'scopes', ...skipped('Not checked.') },
  ],
  leftovers: [
    { kind: 'ticket', id: 2884, url: 'https://acme.halopsa.com/tickets?id=2884', why: 'HaloPSA answered 403' },
  ],
  matrix: {
    rows: [
      row('edit:tickets', { tickets: 200, site: 403 }),
      row('all', { tickets: 200, site: 200 }),
      refusedRow('read:actions'),
    ],
    verified: false,
    findings: ['`read:actions`: no token.'],
    write: false,
  },
};
