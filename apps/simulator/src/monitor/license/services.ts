/**
 * The services and databases that a licence is for, with what is known of each.
 *
 * @module
 */

/** Downloaded from FortiGuard, and so of a version and an age. */
export interface Database {
  readonly kind: "database";
  /** Undefined for what every device gets. */
  readonly entitlement: string | undefined;
  readonly version: string;
  /** Parts with a version of their own. */
  readonly parts?: Readonly<Record<string, string>>;
  readonly more?: Readonly<Record<string, unknown>>;
}

export interface LiveService {
  readonly kind:
    | "live_fortiguard_service"
    | "live_cloud_service"
    | "functionality_enabling"
    | "account_level_live_cloud_service";
  readonly entitlement: string | undefined;
  /** What a device without a contract says. */
  readonly without?: string;
  readonly more?: Readonly<Record<string, unknown>>;
  /** Comes with no licence: it is bought on its own. */
  readonly isExtra?: boolean;
  readonly since?: string;
}

function database(entitlement: string | undefined, version: string, more: Partial<Database> = {}): Database {
  return { kind: "database", entitlement, version, ...more };
}

function service(kind: LiveService["kind"], entitlement?: string, more: Partial<LiveService> = {}): LiveService {
  return { kind, entitlement, ...more };
}

const EXTRA = { isExtra: true };

/** In the device's order. */
export const SERVICES: Readonly<Record<string, Database | LiveService>> = {
  antivirus: database("AVDB", "93.04557", { parts: { engine: "7.00049" }, more: { db_status: "db_type_extended" } }),
  mobile_malware: database("AVDB", "93.04557"),
  ai_malware_detection: database("AVDB", "3.06112"),
  ips: database("NIDS", "35.00112", {
    parts: { engine: "7.01045", configuration_script: "1.00010" },
    more: { db_status: "db_type_normal" },
  }),
  industrial_db: database("ISSS", "35.00112"),
  appctrl: database("FMWR", "35.00112"),
  internet_service_db: database(undefined, "7.04359"),
  device_os_id: database("FMWR", "1.00180"),
  botnet_ip: database("AVDB", "7.04359"),
  botnet_domain: database("AVDB", "3.01125"),
  malicious_urls: database("NIDS", "5.00551"),
  blacklisted_certificates: database("FURL", "1.00521"),
  geoip_db: database(undefined, "3.00244"),
  timezone_database: database(undefined, "1.00008"),
  trusted_cert_db: database(undefined, "1.00052"),
  psirt_security_rating: database("FGSA", "5.00012"),
  outbreak_security_rating: database("FGSA", "5.00103"),
  data_leak_prevention: database("DLDB", "1.00020"),
  iot_detection: database("IOTH", "35.00112"),
  ot_detection: database("OTDT", "35.00112", {}),
  inline_casb: database("ISSS", "1.00068"),
  icdb: database("ISSS", "1.00003"),
  local_in_virtual_patching: database("NIDS", "1.00061"),
  security_rating: service("functionality_enabling", "FGSA"),
  web_filtering: service("live_fortiguard_service", "FURL", { more: { category_list_version: 10, running: true } }),
  outbreak_prevention: service("live_fortiguard_service", "ZHVO"),
  antispam: service("live_fortiguard_service", "SPAM"),
  firmware_updates: service("live_fortiguard_service", "FMWR", { more: { is_hidden: false } }),
  fortiguard_ai_based_sandbox: service("live_fortiguard_service", "FAIS", EXTRA),
  forticloud_logging: service("live_cloud_service", undefined, {
    without: "free_license",
    more: { max_bytes: 5_368_709_120, used_bytes: 0, log_retention_days: 7 },
    ...EXTRA,
  }),
  forticloud_sandbox: service("live_cloud_service", "AVDB", {
    without: "free_license",
    more: { files_uploaded_daily: 0, max_files_daily: 100 },
    ...EXTRA,
  }),
  fortisandbox_cloud: service("live_cloud_service", "FSAC", EXTRA),
  fortianalyzer_cloud: service("live_cloud_service", "FAZC", EXTRA),
  fortianalyzer_cloud_premium: service("live_cloud_service", "AFAC", EXTRA),
  fortimanager_cloud: service("live_cloud_service", "FMGC", EXTRA),
  fortimanager_cloud_alci: service("account_level_live_cloud_service", undefined, EXTRA),
  fortisandbox_cloud_alci: service("account_level_live_cloud_service", undefined, EXTRA),
  fortiems_cloud: service("account_level_live_cloud_service", undefined, EXTRA),
  sdwan_network_monitor: service("functionality_enabling", "SWNM", EXTRA),
  sdwan_overlay_aas: service("functionality_enabling", "SWOS", EXTRA),
  forticonverter: service("live_cloud_service", "FCSS", EXTRA),
  fortitelemetry: service("live_cloud_service", undefined, { ...EXTRA, since: "7.6.3" }),
  genai_app: service("live_fortiguard_service", undefined, { ...EXTRA, since: "7.6.0" }),
  sovereign_sase: service("live_cloud_service", undefined, { ...EXTRA, since: "7.6.0" }),
  load_balance_fpc: service("functionality_enabling", undefined, EXTRA),
};
