import type { RequestSchema } from '../schema.ts';

/** Its entry in LimaCharlie's schema: a request that isn't there is refused, called back for or not. */
export const RESUME_SCHEMA: RequestSchema = {
  is_default: false,
  label: 'Resume a request',
  is_user_facing: false,
  short_description: 'Takes up a request that HaloPSA could not take at the time.',
  long_description:
    'LimaCharlie calls back with it where the configuration sets `retry_minutes`. It is of no use to people or rules: they call the action itself.',
  messages: {
    in_progress: 'Taking up the request…',
    success: 'The request was taken up.',
    error: 'The request was not taken up.',
  },
  is_impersonated: false,
  parameters: {
    fields: {
      request: {
        label: 'Request',
        description: 'The request as it was put off.',
        data_type: 'string',
        is_list: false,
        display_index: 1,
        placeholder: '{"action":"create_ticket",…}',
      },
    },
    requirements: [['request']],
  },
  response: { fields: {}, requirements: [] },
};
