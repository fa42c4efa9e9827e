import { parse as parseYaml } from 'yaml';
import { type Context, renderRequest, renderText } from './render-request.ts';

interface RuleAction {
  action: string;
  name?: string;
  priority?: number;
  'based on report'?: boolean;
  'extension action'?: string;
  'extension request'?: Record<string, unknown>;
  suppression?: { max_count: number; period: string; keys?: string[] };
}

/** A request that a detection rule makes of the extension. */
export interface RuleRequest {
  action: string;
  /** As the rule has it. */
  template: Record<string, unknown>;
  /** As LimaCharlie sends it. */
  request: Record<string, unknown>;
  suppression: { period: string; keys: string[] } | undefined;
}

const ROUTING = {
  oid: '11111111-2222-4333-8444-555555555555',
  sid: '3c4f9e1a-0000-4000-8000-000000000042',
  hostname: 'WS-042',
  int_ip: '10.0.0.7',
  event_time: Date.UTC(2026, 10, 24, 16),
  event_type: 'NEW_PROCESS',
};

const EVENT = {
  event: { COMMAND_LINE: 'mimikatz sekurlsa::logonpasswords', FILE_PATH: 'C:\\tools\\mimikatz.exe', PROCESS_ID: 4711 },
  routing: ROUTING,
};

/** A detection as LimaCharlie's rules hold it (refractionPOINT/documentation, "Response Actions", report). */
const detectionOf = (report: RuleAction | undefined): Context => ({
  cat: report?.name ?? 'Credential dump',
  detect: EVENT,
  detect_id: 'det-9',
  detect_data: { tool: 'mimikatz' },
  detect_mtd: {
    author: 'soc@msp.example',
    description: 'A tool that reads passwords from memory was started.',
    tags: ['attack.credential-access', 'attack.t1003.001'],
  },
  link: 'https://app.limacharlie.io/detection/det-9',
  priority: report?.priority ?? 8,
  routing: ROUTING,
  rule_tags: ['soc'],
  source: `${ROUTING.oid}.${ROUTING.sid}`,
});

/** The requests of a rule that has matched. Based on a report, or on detections altogether, their values are evaluated against a detection. */
export function requestsOf(yaml: string): RuleRequest[] {
  const { detect, respond } = parseYaml(yaml) as { detect: { target?: string }; respond: RuleAction[] };
  return respond.flatMap((response, index) => {
    const template = response['extension request'];
    if (response.action !== 'extension request' || template === undefined) return [];
    const report = respond.slice(0, index).findLast(({ action }) => action === 'report');
    const isBasedOnReport = response['based on report'] === true;
    if (isBasedOnReport && report === undefined) throw new Error('`based on report` wants a `report` before it');
    const context = isBasedOnReport || detect.target === 'detection' ? detectionOf(report) : EVENT;
    const { suppression } = response;
    return {
      action: response['extension action'] ?? '',
      template,
      request: renderRequest(template, context),
      suppression: suppression && {
        period: suppression.period,
        keys: (suppression.keys ?? []).map((key) => renderText(key, context)),
      },
    };
  });
}
