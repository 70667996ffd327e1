/**
 * Stand-ins for the two ports of the engine: time and the device.
 *
 * @module
 */

export { createManualClock, type ManualClock, type ManualClockOptions } from "./manual-clock.ts";
export {
  createScriptedTransport,
  type ScriptedAnswer,
  type ScriptedStep,
  type ScriptedTransport,
} from "./scripted-transport.ts";
