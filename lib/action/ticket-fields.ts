/** An action's inputs as HaloPSA's fields: assets in its form (a list of objects, never bare ids), raw fields on top. */
export function toTicketFields(input: {
  asset_ids?: number[];
  extra?: Record<string, unknown>;
  [field: string]: unknown;
}) {
  const { asset_ids: assetIds, extra, ...fields } = input;
  return { ...fields, ...(assetIds && { assets: assetIds.map((id) => ({ id })) }), ...extra };
}
