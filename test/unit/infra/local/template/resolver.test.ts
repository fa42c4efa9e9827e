// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how CloudFormation writes its own placeholders.

import { expect, test } from '@jest/globals';
import type { CloudFormationTemplate } from '../../../../../infra/local/template/cloudformation.ts';
import { createResolver } from '../../../../../infra/local/template/resolver.ts';

const template: CloudFormationTemplate = {
  Parameters: { Stage: { Default: 'dev' } },
  Resources: {
    Fn: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: { 'Fn::Sub': 'app-${Stage}' } } },
    Unnamed: { Type: 'AWS::Lambda::Function' },
    Table: { Type: 'AWS::DynamoDB::GlobalTable', Properties: { TableName: 'ledger' } },
    Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'dead' } },
    Secret: { Type: 'AWS::SecretsManager::Secret', Properties: { Name: 'a/b' } },
    Key: { Type: 'AWS::KMS::Key' },
    Other: { Type: 'Custom::Thing' },
  },
};
const resolve = createResolver(template);

test.each([
  ['a text', 'a text'],
  [12, 12],
  [null, null],
  [
    ['a', { Ref: 'Stage' }],
    ['a', 'dev'],
  ],
  [
    { a: { Ref: 'Stage' }, b: 1 },
    { a: 'dev', b: 1 },
  ],
  [{ only: 1 }, { only: 1 }],
  [{ Ref: 'Fn' }, 'app-dev'],
  [{ Ref: 'Unnamed' }, 'Unnamed'],
  [{ Ref: 'Table' }, 'ledger'],
  [{ Ref: 'Queue' }, 'https://sqs.us-east-1.amazonaws.com/000000000000/dead'],
  [{ Ref: 'Secret' }, 'arn:aws:secretsmanager:us-east-1:000000000000:secret:a/b'],
  [{ 'Fn::GetAtt': ['Key', 'Arn'] }, 'arn:aws:kms:us-east-1:000000000000:key/Key'],
  [{ Ref: 'Other' }, 'Other'],
  [{ Ref: 'AWS::NoValue' }, undefined],
  [{ Ref: 'AWS::AccountId' }, '000000000000'],
  [{ 'Fn::GetAtt': ['Fn', 'Arn'] }, 'arn:aws:lambda:us-east-1:000000000000:function:app-dev'],
  [{ 'Fn::Join': ['-', ['a', { Ref: 'Stage' }]] }, 'a-dev'],
  [{ 'Fn::Join': ['', { 'Fn::Split': [':', 'a:b'] }] }, 'ab'],
  [{ 'Fn::Select': ['1', { 'Fn::Split': ['-', { Ref: 'Fn' }] }] }, 'dev'],
  [{ 'Fn::Sub': '${Stage}/${Queue.QueueName}/${!Literal}' }, 'dev/dead/${Literal}'],
  [{ 'Fn::Sub': ['${Mine}/${Stage}', { Mine: { Ref: 'Table' } }] }, 'ledger/dev'],
])('%j resolves to %j', (value, expected) => {
  expect(resolve(value)).toEqual(expected);
});

test.each([
  [{ Ref: 'Nothing' }, 'The template refers to "Nothing", which it does not define.'],
  [{ 'Fn::GetAtt': ['Other', 'Arn'] }, 'The local stack does not know the attribute Other.Arn.'],
  [{ 'Fn::ImportValue': 'x' }, 'The local stack does not evaluate Fn::ImportValue.'],
])('%j is an error that names it', (value, message) => {
  expect(() => resolve(value)).toThrow(message);
});
