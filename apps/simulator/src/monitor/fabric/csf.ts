/**
 * `system/csf` and `web-ui/state`: the Security Fabric, which is this device and whoever asked to join it.
 *
 * @module
 */

import { objectOf } from "../../cmdb/table.ts";
import { MANAGEMENT_VDOM } from "../../cmdb/vdoms.ts";
import { adminNamed } from "../../device/admins.ts";
import { SUPER_ADMIN } from "../../device/permissions.ts";
import { rowsIn } from "../../world/read.ts";
import { type Endpoint, hostnameOf, type MonitorContext, needing } from "../answer.ts";
import { fieldsOf } from "../config.ts";
import { numberIn, textIn } from "../params.ts";
import { unitsOf } from "../system/ha.ts";

const NEEDED = ["system/csf", "system/global", "system/ha", "system/settings", "system/central-management"];

export const csf: Endpoint = needing(NEEDED, (context) => {
  const fabric = fieldsOf(context, "system/csf");
  const isEnabled = fabric("status") === "enable";
  const own = objectOf(context.holder.configuration.table("system/csf", undefined));
  return {
    results: {
      devices: { fortigate: [describe(context)] },
      protocol_enabled: isEnabled,
      csf_group_name: fabric("group-name"),
      trusted: rowsIn(own["trusted-list"]).map(({ name, serial, action }) => ({
        name,
        serial: serial ?? "",
        action: action ?? "accept",
      })),
      pending: context.live.applicants,
      faceplate_map: {},
    },
  };
});

export const pendingAuthorizations: Endpoint = ({ live }) => ({ results: live.applicants });

/** The oldest make room for new ones. */
const MOST_APPLICANTS = 256;

/** Waits until somebody puts it on the trusted list. */
export const registerAppliance: Endpoint = ({ live }, call) => {
  const serial = textIn(call, "serial");
  const applicant = {
    serial,
    type: textIn(call, "type"),
    hostname: textIn(call, "hostname"),
    mgmt_ip: textIn(call, "mgmt_ip"),
    mgmt_port: numberIn(call, "mgmt_port") ?? 443,
  };
  const others = live.applicants.filter((other) => other.serial !== serial);
  live.applicants = [...others, applicant].slice(-MOST_APPLICANTS);
  return {};
};

function describe(context: MonitorContext): Record<string, unknown> {
  const { identity, holder } = context;
  const { model } = identity;
  const [major = 0, minor = 0, patch = 0] = identity.version.split(".").map(Number);
  const units = unitsOf(context);
  const vdoms = [...holder.configuration.table("system/vdom", undefined).keys()];
  return {
    path: identity.serial,
    serial: identity.serial,
    host_name: hostnameOf(context),
    device_type: "fortigate",
    model_name: model.name,
    model_number: model.number,
    model: model.platform,
    model_subtype: "",
    model_level: model.cores > 8 ? "high" : "low",
    is_vm: isVm(context),
    firmware_version_major: major,
    firmware_version_minor: minor,
    firmware_version_patch: patch,
    firmware_version_build: identity.build,
    firmware_version_branch: identity.build,
    firmware_version_maturity: "M",
    firmware_version_release_type: "GA",
    firmware_license: true,
    mgmt_ip_str: "",
    mgmt_port: 0,
    admin_port: Number(fieldsOf(context, "system/global")("admin-sport")) || 443,
    fabric_uid: fieldsOf(context, "system/csf")("uid"),
    authorization_type: "serial",
    saml_role: "disable",
    ipam_status: "disable",
    appliance_info: [],
    state: deviceState(context),
    vdoms,
    vdom_info: Object.fromEntries(vdoms.map((vdom) => [vdom, vdomInfo(context, vdom)])),
    vdom_mode: vdoms.length > 1,
    fsw_list: serialsOf(context, "switch-controller/managed-switch"),
    fap_list: serialsOf(context, "wireless-controller/wtp"),
    fext_list: serialsOf(context, "extension-controller/extender"),
    ha_mode: units.length > 1 ? "active-passive" : "standalone",
    is_ha_master: 1,
    ha_list: units.map(({ serial, hostname, isPrimary }) => ({
      serial_no: serial,
      hostname,
      is_ha_primary: isPrimary,
    })),
    ha_group_name: fieldsOf(context, "system/ha")("group-name"),
    ha_group_id: Number(fieldsOf(context, "system/ha")("group-id")),
    upgrade_status: "disabled",
    upgrade_id: 0,
    subtree_members: [],
    tree_has_multi_vdom: vdoms.length > 1,
  };
}

function serialsOf({ holder }: MonitorContext, path: string): { serial: string }[] {
  return [...holder.configuration.table(path, MANAGEMENT_VDOM).keys()].map((serial) => ({ serial }));
}

function isVm({ identity }: MonitorContext): boolean {
  return identity.model.id.startsWith("FGVM");
}

/** Times in milliseconds since the epoch. */
function deviceState(context: MonitorContext): Record<string, unknown> {
  const global = fieldsOf(context, "system/global");
  const fabric = fieldsOf(context, "system/csf");
  const isManaged = fieldsOf(context, "system/central-management")("type") === "fortimanager";
  const mode = global("vdom-mode");
  const isClustered = unitsOf(context).length > 0;
  return {
    hostname: hostnameOf(context),
    snapshot_utc_time: context.live.wallClock.now(),
    utc_last_reboot: context.live.power.startedAt(),
    time_zone_offset: 0,
    time_zone_text: "(GMT) Greenwich Mean Time",
    time_zone_db_name: "Etc/GMT",
    date_format: "yyyy/MM/dd",
    date_format_device: "system",
    centrally_managed: isManaged,
    fortimanager_backup_mode: fieldsOf(context, "system/central-management")("mode") === "backup",
    fips_cc_enabled: false,
    fips_ciphers_enabled: false,
    vdom_mode: mode === "no-vdom" ? "" : mode,
    management_vdom: global("management-vdom") || MANAGEMENT_VDOM,
    conserve_mode: false,
    bios_security_level: 1,
    image_sign_status: "certified",
    has_hyperscale_license: false,
    need_fs_check: false,
    carrier_mode: false,
    csf_enabled: fabric("status") === "enable",
    csf_group_name: fabric("group-name"),
    csf_upstream_ip: fabric("upstream-ip") || fabric("upstream"),
    csf_sync_mode: fabric("configuration-sync"),
    csf_object_sync_mode: fabric("fabric-object-unification"),
    ha_mode: isClustered ? 1 : 0,
    is_ha_master: 1,
    ngfw_mode: fieldsOf(context, "system/settings", MANAGEMENT_VDOM)("ngfw-mode") || "profile-based",
    forced_low_crypto: false,
    has_log_disk: context.identity.model.disk > 0,
    has_local_config_revisions: true,
    lenc_mode: false,
    usg_mode: false,
    admin_https_redirection: global("admin-https-redirect") !== "disable",
    config_save_mode: global("cfg-save") || "automatic",
    security_rating_run_on_schedule: global("security-rating-run-on-schedule") !== "disable",
    features: switches(global, GLOBAL_FEATURES),
  };
}

const GLOBAL_FEATURES = [
  "gui-ipv6",
  "gui-replacement-message-groups",
  "gui-local-out",
  "gui-certificates",
  "gui-custom-language",
  "gui-wireless-opensecurity",
  "gui-display-hostname",
  "gui-fortigate-cloud-sandbox",
  "gui-firmware-upgrade-warning",
  "gui-forticare-registration-setup-warning",
  "gui-cdn-usage",
  "switch-controller",
  "wireless-controller",
  "fortiextender",
  "fortitoken-cloud-service",
];

/** Those that the version has; on where it says `enable`. */
function switches(read: (field: string) => string, names: readonly string[]): Record<string, boolean> {
  return Object.fromEntries(names.filter((name) => read(name) !== "").map((name) => [name, read(name) === "enable"]));
}

function vdomInfo(context: MonitorContext, vdom: string): Record<string, unknown> {
  const settings = fieldsOf(context, "system/settings", vdom);
  const node = context.holder.configuration.schemas.loaded("system/settings")?.node;
  const features = [...(node?.fields.keys() ?? [])].filter((name) => name.startsWith("gui-"));
  return {
    central_nat_enabled: settings("central-nat") === "enable",
    transparent_mode: settings("opmode") === "transparent",
    ngfw_mode: settings("ngfw-mode") || "profile-based",
    features: switches(settings, features),
    virtual_wire_pair_count: context.holder.configuration.table("system/virtual-wire-pair", vdom).size,
    is_management_vdom: vdom === MANAGEMENT_VDOM,
    resolve_hostnames: true,
  };
}

/** What the device's own pages begin with. */
export const webUiState: Endpoint = needing(NEEDED, (context, call) => {
  const { principal } = call;
  const { model } = context.identity;
  const vdoms = [...context.holder.configuration.table("system/vdom", undefined).keys()];
  const mine = principal.vdoms ?? vdoms;
  return {
    results: {
      model_name: model.name,
      model_number: model.number,
      model: model.platform,
      model_subtype: "",
      model_level: model.cores > 8 ? "high" : "low",
      admin_using_default_password: false,
      admin: {
        name: principal.name,
        login_name: principal.name,
        profile: { name: principal.profile, q_origin_key: principal.profile },
        global_admin: principal.vdoms === undefined,
        super_admin: principal.profile === SUPER_ADMIN,
        guest_admin: false,
        remote_admin: adminNamed(context.holder.configuration, principal.name)?.password === undefined,
        vdoms: mine,
        vdom_info: Object.fromEntries(mine.map((vdom) => [vdom, vdomInfo(context, vdom)])),
      },
      is_vm: isVm(context),
      ...deviceState(context),
    },
  };
});
