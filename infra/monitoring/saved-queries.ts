import { Stack } from 'aws-cdk-lib';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnQueryDefinition, type LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { QUERIES } from './queries.ts';

export interface SavedQueriesProps {
  functions: ReadonlyMap<string, LambdaFunction>;
  accessLog: LogGroup;
}

/** Logs Insights' queries, in a folder with the stack's name, each over the log groups that it is about. */
export class SavedQueries extends Construct {
  constructor(scope: Construct, id: string, { functions, accessLog }: SavedQueriesProps) {
    super(scope, id);
    const logGroupNames = {
      functions: [...functions.values()].map(({ logGroup }) => logGroup.logGroupName),
      'access-log': [accessLog.logGroupName],
    };
    for (const { name, over, text } of QUERIES) {
      new CfnQueryDefinition(this, name, {
        name: `${Stack.of(this).stackName}/${name}`,
        queryString: text,
        logGroupNames: logGroupNames[over],
      });
    }
  }
}
