import { authenticateRequest } from "@fortiweave/n8n-kit";
import type { IAuthenticate, ICredentialTestRequest, ICredentialType, Icon, INodeProperties } from "n8n-workflow";

export class FortinetFortiGateApi implements ICredentialType {
  name = "fortinetFortiGateApi";

  displayName = "Fortinet FortiGate API";

  icon: Icon = { light: "file:../nodes/FortiGate/fortigate.svg", dark: "file:../nodes/FortiGate/fortigate.dark.svg" };

  documentationUrl = "https://github.com/fortiweave/fortiweave/tree/main/packages/n8n-fortigate#credential";

  properties: INodeProperties[] = [
    {
      displayName: "URL",
      name: "url",
      type: "string",
      required: true,
      default: "",
      placeholder: "https://10.0.0.1",
      description:
        "Address of the FortiGate, with the port if it is not 443. If this n8n has its egress guard on, an administrator must list a private address in N8N_SSRF_ALLOWED_IP_RANGES.",
    },
    {
      displayName: "API Token",
      name: "token",
      type: "string",
      typeOptions: { password: true },
      required: true,
      default: "",
      description:
        "Token of a REST API administrator (System > Administrators on the FortiGate). Its trusted hosts must include this n8n.",
    },
    {
      displayName: "VDOM",
      name: "vdom",
      type: "string",
      default: "",
      placeholder: "root",
      description: "Virtual domain to work in. Empty: the one of the administrator.",
    },
    {
      displayName: "CA Certificate",
      name: "ca",
      type: "string",
      typeOptions: { rows: 4 },
      default: "",
      placeholder: "-----BEGIN CERTIFICATE-----",
      description:
        "For a FortiGate whose certificate is not from a public authority: the certificate of the authority that signed it, or the FortiGate's own self-signed certificate, as PEM text. With its own, the name in it does not matter.",
    },
    {
      displayName: "Certificate Fingerprint",
      name: "fingerprint",
      type: "string",
      default: "",
      placeholder: "AB:CD:EF:…",
      description:
        "SHA-256 fingerprint that the FortiGate's certificate must have. It takes the place of the check of the name; a self-signed certificate must be pasted above as well.",
    },
    {
      displayName: "Ignore SSL Issues (Insecure)",
      name: "ignoreSslIssues",
      type: "boolean",
      default: false,
      description: "Whether to accept any certificate, so that anyone between n8n and the FortiGate can read the token",
    },
  ];

  authenticate: IAuthenticate = authenticateRequest;

  test: ICredentialTestRequest = {
    request: {
      baseURL: "={{$credentials.url}}",
      url: "/api/v2/monitor/system/status",
    },
    rules: [
      {
        type: "responseCode",
        properties: {
          value: 401,
          message:
            "The FortiGate refuses the token: it is wrong or expired, or this n8n is not among its trusted hosts",
        },
      },
      {
        type: "responseCode",
        properties: {
          value: 403,
          message:
            "The FortiGate knows the token, but the administrator's profile does not let it read the system status",
        },
      },
      {
        type: "responseCode",
        properties: {
          value: 429,
          message: "The FortiGate has locked this address out after failed sign-ins: wait before the next try",
        },
      },
    ],
  };
}
