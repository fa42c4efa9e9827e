import type { Target } from './target.ts';

/**
 * What to do where a secret isn't there, as a sentence. Never to make by hand what the deployment makes: CloudFormation can't make a secret
 * whose name is taken, so that would block the next one.
 */
export function howToMake(name: string, { localUrl, orgOids, options }: Target): string {
  if (localUrl !== undefined) return `Make it: npm run secret -- set ${name}${options}`;
  const isOwn = name.startsWith('orgs/');
  if (!isOwn || orgOids.includes(name.slice('orgs/'.length))) return 'Deploy the stage, which makes it.';
  return 'List the organization in orgOids in infra/config.ts and deploy the stage, which makes it then.';
}
