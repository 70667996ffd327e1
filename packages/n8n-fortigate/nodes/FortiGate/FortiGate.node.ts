import {
  type IExecuteFunctions,
  type INodeExecutionData,
  type INodeType,
  type INodeTypeDescription,
  NodeConnectionTypes,
} from "n8n-workflow";
import * as configuration from "./configuration/configuration.resource.ts";
import { listSearch } from "./methods/list-search.ts";
import { loadOptions } from "./methods/load-options.ts";
import { resourceMapping } from "./methods/resource-mapping.ts";
import * as quarantine from "./quarantine/quarantine.resource.ts";
import { route } from "./route.ts";

export class FortiGate implements INodeType {
  description: INodeTypeDescription = {
    displayName: "FortiGate",
    name: "fortiGate",
    icon: { light: "file:fortigate.svg", dark: "file:fortigate.dark.svg" },
    group: ["transform"],
    version: 1,
    subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
    description: "Configure a Fortinet FortiGate firewall, and quarantine addresses on it",
    defaults: { name: "FortiGate" },
    usableAsTool: true,
    inputs: [NodeConnectionTypes.Main],
    outputs: [NodeConnectionTypes.Main],
    credentials: [{ name: "fortinetFortiGateApi", required: true }],
    properties: [
      {
        displayName: "Resource",
        name: "resource",
        type: "options",
        noDataExpression: true,
        options: [
          {
            name: "Configuration (Any Table)",
            value: "configuration",
            description: "Read and write any of the FortiGate's configuration tables and settings",
          },
          {
            name: "Quarantine",
            value: "quarantine",
            description: "Ban IP addresses on the spot",
          },
        ],
        default: "configuration",
      },
      ...configuration.description,
      ...quarantine.description,
    ],
  };

  methods: NonNullable<INodeType["methods"]> = { listSearch, loadOptions, resourceMapping };

  async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
    return [await route(this, { configuration: configuration.operations, quarantine: quarantine.operations })];
  }
}
