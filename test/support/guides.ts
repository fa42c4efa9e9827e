import { startTestExtension, type TestExtension } from './extension.ts';
import { type CodeBlock, codeBlocks, readMarkdownFiles } from './markdown.ts';

/** An example in a guide, with what stands above it on its page and so counts for it. */
export interface GuideExample extends CodeBlock {
  path: string;
  /** The last extension configuration. */
  config: unknown;
  /** The last secret that orgs share. */
  secret: Record<string, unknown>;
  /** The last detection rule, as YAML. */
  rule: string;
}

/** Every example of every guide. The reference's are those of the definitions, which have a test of their own. */
export async function readGuideExamples(): Promise<GuideExample[]> {
  const files = (await readMarkdownFiles()).filter((file) => !file.path.startsWith('docs/reference/'));
  return files.flatMap(({ path, text }) => {
    const blocks = codeBlocks(text);
    return blocks.map((block, index) => {
      const last = (info: string, otherwise: string) =>
        blocks.slice(0, index).findLast((one) => one.info === info)?.text ?? otherwise;
      return {
        ...block,
        path,
        config: JSON.parse(last('json org-configuration', '{}')),
        secret: JSON.parse(last('json default-secret', '{}')),
        rule: last('yaml', ''),
      };
    });
  });
}

export interface GuideExtension extends TestExtension {
  /** As LimaCharlie, with the page's configuration. */
  send(action: string, data: unknown): ReturnType<TestExtension['request']>;
}

/** The extension as the page has set it up, with the simulator in the place of its HaloPSA and the ticket 2884 that examples speak of. */
export async function startAsOn({ config, secret }: Pick<GuideExample, 'config' | 'secret'>): Promise<GuideExtension> {
  const { instance_url: _, client_id: __, client_secret: ___, ...terms } = secret;
  const extension = await startTestExtension({ credentials: terms });
  const { status, body } = await extension.direct('create_ticket', { summary: 'First', client_id: 12 });
  if (status !== 200 || body.id !== 2884) throw new Error(`No ticket 2884 to begin with: ${JSON.stringify(body)}`);
  return { ...extension, send: (action, data) => extension.request(action, data, { config }) };
}
