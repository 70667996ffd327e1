import { vdomOption } from "@fortiweave/n8n-kit";
import type { INodeProperties } from "n8n-workflow";

/** Picks the table, or the settings object, to work on. */
export const tableParameter: INodeProperties = {
  displayName: "Table",
  name: "table",
  type: "resourceLocator",
  required: true,
  default: { mode: "list", value: "" },
  description: "Configuration table to work on. Type to search by its label or path.",
  modes: [
    {
      displayName: "From List",
      name: "list",
      type: "list",
      placeholder: "Select a table…",
      typeOptions: { searchListMethod: "searchTables", searchable: true },
    },
    {
      displayName: "By Path",
      name: "path",
      type: "string",
      placeholder: "e.g. firewall/address",
      hint: "What follows /api/v2/cmdb/ in the FortiGate's API",
      validation: [
        {
          type: "regex",
          properties: {
            regex: "^[A-Za-z0-9_.+-]+(/[A-Za-z0-9_.+-]+)*$",
            errorMessage: "A path looks like firewall/address",
          },
        },
      ],
    },
  ],
};

/** Picks one entry of the chosen table. */
export const entryParameter: INodeProperties = {
  displayName: "Entry",
  name: "entry",
  type: "resourceLocator",
  default: { mode: "list", value: "" },
  description: "Entry of the table. Leave empty for settings, of which there is only one.",
  modes: [
    {
      displayName: "From List",
      name: "list",
      type: "list",
      placeholder: "Select an entry…",
      typeOptions: { searchListMethod: "searchEntries", searchable: true },
    },
    {
      displayName: "By Name",
      name: "name",
      type: "string",
      placeholder: "e.g. web-server",
      hint: "The entry's name, or its ID where entries have no name",
    },
  ],
};

/** The form of an entry, made from the catalogue and filled with names from the device. */
export function valuesParameter(mode: "add" | "upsert"): INodeProperties {
  return {
    displayName: "Values",
    name: "values",
    type: "resourceMapper",
    noDataExpression: true,
    required: true,
    default: { mappingMode: "defineBelow", value: null },
    description: "Fields to write. Mapped automatically, input fields that the table does not have are left out.",
    typeOptions: {
      loadOptionsDependsOn: ["table.value"],
      resourceMapper: {
        resourceMapperMethod: "getFields",
        mode,
        fieldWords: { singular: "field", plural: "fields" },
        valuesLabel: "Values to Write",
        noFieldsError: "No fields: choose a table of the catalogue, or update this node",
        addAllFields: true,
        multiKeyMatch: false,
        supportAutoMap: true,
      },
    },
  };
}

/** Lists, as multi-selects: the mapper above has only text for them. */
export const listsParameter: INodeProperties = {
  displayName: "Lists",
  name: "lists",
  type: "fixedCollection",
  placeholder: "Add List",
  typeOptions: { multipleValues: true },
  default: {},
  description:
    "Fields that hold several values, picked from what the FortiGate has. A list here replaces the same field above, and the whole list on the FortiGate.",
  options: [
    {
      displayName: "List",
      name: "list",
      values: [
        {
          displayName: "Field Name or ID",
          name: "field",
          type: "options",
          typeOptions: { loadOptionsMethod: "getListFields", loadOptionsDependsOn: ["table.value"] },
          default: "",
          description:
            'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
        },
        {
          displayName: "Value Names or IDs",
          name: "entries",
          type: "multiOptions",
          typeOptions: { loadOptionsMethod: "getListChoices", loadOptionsDependsOn: ["table.value", "&field"] },
          default: [],
          description:
            'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
        },
      ],
    },
  ],
};

/** Whether rows come as the device has them, or with the noise taken out. */
export const simplifyParameter: INodeProperties = {
  displayName: "Simplify",
  name: "simplify",
  type: "boolean",
  default: true,
  description: "Whether to return a simplified version of the response instead of the raw data",
};

const callOptions: INodeProperties[] = [
  {
    displayName: "Scope",
    name: "scope",
    type: "options",
    options: [
      { name: "Global", value: "global", description: "For tables that are not per virtual domain" },
      { name: "VDOM", value: "vdom" },
    ],
    default: "vdom",
    description: "Where the table lies",
  },
  vdomOption,
];

/** The closing "Options" of an operation: those of every call, and some of its own. */
export function optionsParameter(own: INodeProperties[] = []): INodeProperties {
  return {
    displayName: "Options",
    name: "options",
    type: "collection",
    placeholder: "Add Option",
    default: {},
    options: [...own, ...callOptions].sort((a, b) => a.displayName.localeCompare(b.displayName)),
  };
}
