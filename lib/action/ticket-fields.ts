/** An action's inputs as HaloPSA's fields: assets in its form (a list of objects, never bare ids), its name of the source, raw fields on top. */
export function toTicketFields(input: {
  asset_ids?: number[];
  source_id?: number;
  extra?: Record<string, unknown>;
  [field: string]: unknown;
}) {
  const { asset_ids: assetIds, source_id: source, extra, ...fields } = input;
  return {
    ...fields,
    ...(assetIds && { assets: assetIds.map((id) => ({ id })) }),
    ...(source !== undefined && { source }),
    ...extra,
  };
}
