/** A query of Logs Insights. */
export interface Query {
  /** In `docs/operations.md`, that of its section. */
  name: string;
  over: 'functions' | 'access-log';
  text: string;
}

/** The queries of `docs/operations.md`, word for word: who reads that page at night finds them saved in Logs Insights. */
export const QUERIES: readonly Query[] = [
  {
    name: 'follow-a-message',
    over: 'functions',
    text: `filter idempotency_key = "the key"
| fields @timestamp, action, oid, code, retriable, ticket_id, reference, halo_status, duration_ms, request_id
| sort @timestamp`,
  },
  {
    name: 'failures',
    over: 'functions',
    text: `filter ispresent(code) and code != "ok"
| stats count(*) as failures by code, action, oid
| sort failures desc`,
  },
  {
    name: 'warnings',
    over: 'functions',
    text: `filter ispresent(warnings) or ispresent(survived)
| stats count(*) as runs, sum(warnings) as said, max(@timestamp) as last by action, oid, ignored_inputs.0, survived.0
| sort runs desc`,
  },
  {
    name: 'lost-messages',
    over: 'functions',
    text: `filter ispresent(code) and ispresent(idempotency_key)
| stats latest(code) as outcome, count(*) as deliveries, max(@timestamp) as last by idempotency_key, oid, action, reference
| filter outcome != "ok"
| sort last desc`,
  },
  {
    name: 'credentials-invalid',
    over: 'functions',
    text: `filter code = "credentials_invalid"
| stats count(*) as lost, min(@timestamp) as since, max(@timestamp) as until by oid, action`,
  },
  {
    name: 'throttles',
    over: 'access-log',
    text: `filter status in ["429", "503"]
| stats count(*) as refused by routeKey, sourceIp, iamCaller, bin(5m)`,
  },
  {
    name: 'p95-latency',
    over: 'functions',
    text: `filter ispresent(duration_ms)
| stats pct(duration_ms, 95) as p95, pct(halo_ms, 95) as halo_p95, avg(halo_calls) as calls by action, bin(5m)`,
  },
  {
    name: 'outcome-unknown',
    over: 'functions',
    text: `filter code = "outcome_unknown"
| stats count(*) as deliveries, max(@timestamp) as last by oid, action, idempotency_key, reference
| sort deliveries desc`,
  },
  {
    name: 'signature-refused',
    over: 'access-log',
    text: `filter status = "401"
| stats count(*) as refused by routeKey, sourceIp, bin(5m)`,
  },
  {
    name: 'function-errors',
    over: 'functions',
    text: `filter type in ["platform.report", "platform.initReport"] and record.status != "success"
| fields @timestamp, type, record.status, record.errorType, record.requestId
| sort @timestamp desc`,
  },
];
