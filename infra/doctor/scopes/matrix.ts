/** What became of scopes that were asked for. */
export interface ScopeRow {
  /** One scope alone, or several with blanks between them. */
  scope: string;
  /** HaloPSA's status for the token, and in its words why there is none. */
  token: { status: number; refused?: string };
  /** Status by endpoint; empty where there is no token. */
  endpoints: Record<string, number>;
}

export interface MatrixReport {
  rows: ScopeRow[];
  /** The fewest scopes that together may call everything, and of those the narrowest; absent where none do. */
  minimum?: string[];
  /** A token with just the minimum may indeed call everything. */
  verified: boolean;
  /** What of it is worth knowing, as sentences. */
  findings: string[];
  /** Whether the writing endpoints were asked too. */
  write: boolean;
}

/** Those of the areas that the actions touch, two that people expect and HaloPSA doesn't have, and the one that includes all. */
export const CANDIDATES: readonly string[] = [
  'read:tickets',
  'edit:tickets',
  'read:assets',
  'edit:assets',
  'read:customers',
  'edit:customers',
  'read:actions',
  'edit:actions',
  'all',
];

export const isAllowed = (status: number | undefined): boolean => status !== undefined && status >= 200 && status < 300;
