import type { INodeProperties } from "n8n-workflow";

/** All results, or so many: the pair of every "Get Many" in n8n. */
export const limitParameters: readonly INodeProperties[] = [
  {
    displayName: "Return All",
    name: "returnAll",
    type: "boolean",
    default: false,
    description: "Whether to return all results or only up to a given limit",
  },
  {
    displayName: "Limit",
    name: "limit",
    type: "number",
    typeOptions: { minValue: 1 },
    displayOptions: { show: { returnAll: [false] } },
    default: 50,
    description: "Max number of results to return",
  },
];

/** The virtual domain of one call, as an option. */
export const vdomOption: INodeProperties = {
  displayName: "VDOM",
  name: "vdom",
  type: "string",
  default: "",
  placeholder: "root",
  description: "Virtual domain to work in, instead of the credential's",
};
