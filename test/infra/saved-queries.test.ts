import { describe, expect, test } from '@jest/globals';
import { codeBlocks, readMarkdownFiles } from '../support/markdown.ts';
import { synthesise } from './synthesise.ts';

const stage = synthesise();
const saved = stage.ofType('AWS::Logs::QueryDefinition').map(([, { Properties }]) => Properties);
const groupsOf = (query: string): string[] =>
  saved
    .find(({ Name }) => Name === `halopsa-limacharlie-test/${query}`)
    .LogGroupNames.map(({ Ref }: { Ref: string }) => stage.get(Ref).Properties.LogGroupName);

describe('the queries saved in Logs Insights', () => {
  test('are those of docs/operations.md, word for word', async () => {
    const [page] = (await readMarkdownFiles()).filter(({ path }) => path === 'docs/operations.md');
    const written = codeBlocks(page?.text ?? '').filter(({ info }) => info === 'text query');
    const texts = written.map(({ text }) => text.trim());
    expect(saved.map(({ QueryString }) => QueryString).toSorted()).toEqual(texts.toSorted());
  });

  test("ask every function's log where a message can have gone through any", () => {
    const groups = stage
      .ofType('AWS::Lambda::Function')
      .map(([, { Properties }]) => `/aws/lambda/${Properties.FunctionName}`);
    expect(groupsOf('follow-a-message').toSorted()).toEqual(groups.toSorted());
  });

  test.each(['throttles', 'signature-refused'])('ask the access log for what no function counts: %s', (query) => {
    expect(groupsOf(query)).toEqual(['/aws/vendedlogs/halopsa-limacharlie-test/access']);
  });
});
