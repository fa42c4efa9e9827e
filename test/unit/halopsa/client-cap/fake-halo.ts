import type { HaloApi, HaloQuery, HaloRecord } from '../../../../lib/halopsa/api.ts';

type Parts = { [P in keyof HaloApi]?: Partial<HaloApi[P]> };

/** The facade with these methods; any other fails the test that calls it. */
export function fakeHalo(parts: Parts): HaloApi {
  const part = (name: keyof HaloApi) =>
    new Proxy(parts[name] ?? {}, {
      get: (methods: Record<PropertyKey, unknown>, method) =>
        methods[method] ??
        (() => {
          throw new Error(`${name}.${String(method)} is not expected to be called`);
        }),
    });
  return new Proxy({} as HaloApi, { get: (_, name) => part(name as keyof HaloApi) });
}

/** A list that has these rows whatever it is asked, and notes what it is asked. */
export function listOf(rows: HaloRecord[], recordCount = rows.length) {
  const queries: HaloQuery[] = [];
  return {
    queries,
    search: async (query: HaloQuery) => {
      queries.push(query);
      return { recordCount, rows };
    },
    searchAll: async (query: HaloQuery) => {
      queries.push(query);
      return { rows, isPartial: rows.length < recordCount };
    },
  };
}
