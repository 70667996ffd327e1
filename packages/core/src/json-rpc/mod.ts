/**
 * The JSON-RPC of FortiManager and FortiAnalyzer: envelopes, and answers in both of its dialects.
 *
 * @module
 */

export { type RpcAnswer, type RpcResult, readAnswer, sessionIn } from "./answer.ts";
export {
  carrySession,
  RPC_PATH,
  type RpcParams,
  type RpcRequest,
  readEnvelope,
  type SentRpc,
  writeEnvelope,
} from "./envelope.ts";
