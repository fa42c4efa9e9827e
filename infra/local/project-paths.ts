import { fileURLToPath } from 'node:url';

const inProject = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** Absolute paths. What the local stack writes goes below `local`, which git ignores. */
export const PROJECT = {
  root: inProject(''),
  local: inProject('.local/'),
  cdkOut: inProject('.local/cdk.out'),
  stackState: inProject('.local/stack.json'),
};
