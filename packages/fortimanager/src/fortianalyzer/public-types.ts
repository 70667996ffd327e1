/**
 * The types that FortiAnalyzer's part of a client is made of.
 *
 * @module
 */

export type {
  AnalyzerCall,
  AnalyzerCalls,
  AnalyzerFacts,
  AnalyzerInput,
  AnalyzerMethod,
  AnalyzerParams,
  AnalyzerPath,
  AnalyzerReturns,
  AnalyzerUrl,
} from "./call.ts";
export type { FortiAnalyzer } from "./fortianalyzer.ts";
export type { LogCountOptions, LogDevice, LogFilter, LogSearchOptions, LogType, LogWaits } from "./log-options.ts";
export type { LogEntry } from "./log-search.ts";
export type { LogCount, Logs, LogsOptions, LogViews } from "./logs.ts";
