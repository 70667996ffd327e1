import type { IExecuteFunctions, ILoadOptionsFunctions } from "n8n-workflow";

/** Where n8n calls us with a credential at hand: while a workflow runs, and while a form is filled. */
export type DeviceContext = IExecuteFunctions | ILoadOptionsFunctions;
