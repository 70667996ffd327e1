/** Where one n8n keeps its things and listens. */
export interface N8nPlace {
  readonly userFolder: string;
  readonly port: number;
  readonly brokerPort: number;
}

const OFF = [
  "N8N_DIAGNOSTICS_ENABLED",
  "N8N_VERSION_NOTIFICATIONS_ENABLED",
  "N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED",
  "N8N_TEMPLATES_ENABLED",
  "N8N_DYNAMIC_BANNERS_ENABLED",
  "N8N_PERSONALIZATION_ENABLED",
  "N8N_VERIFIED_PACKAGES_ENABLED",
];

const DISABLED_MODULES = [
  "mcp-registry",
  "mcp",
  "instance-ai",
  "agents",
  "chat-hub",
  "insights",
  "workflow-builder",
  "external-secrets",
  "ldap",
  "sso-oidc",
  "sso-saml",
  "source-control",
  "quick-connect",
  "otel",
];

/** The settings with which n8n stays on loopback, makes no call to the outside, and starts fast. */
export function n8nEnvironment({ userFolder, port, brokerPort }: N8nPlace): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    HOME: userFolder,
    NODE_ENV: "production",
    N8N_USER_FOLDER: userFolder,
    N8N_HOST: "127.0.0.1",
    N8N_LISTEN_ADDRESS: "127.0.0.1",
    N8N_PORT: String(port),
    N8N_RUNNERS_BROKER_PORT: String(brokerPort),
    N8N_SECURE_COOKIE: "false",
    N8N_UNVERIFIED_PACKAGES_ENABLED: "true",
    N8N_DISABLED_MODULES: DISABLED_MODULES.join(","),
    ...Object.fromEntries(OFF.map((name) => [name, "false"])),
  };
}
