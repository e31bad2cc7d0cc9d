// Made from schema/*.schema.json by src/dev/gen-validator.ts; `npx vitest run test/dev -u` makes it anew.
var __getOwnPropNames = Object.getOwnPropertyNames;
var __commonJS = (cb, mod) => function() {
  try {
    return mod || (0, cb[__getOwnPropNames(cb)[0]])((mod = { exports: {} }).exports, mod), mod.exports;
  } catch (e) {
    throw mod = 0, e;
  }
};

// node_modules/ajv/dist/runtime/ucs2length.js
var require_ucs2length = __commonJS({
  "node_modules/ajv/dist/runtime/ucs2length.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: !0 });
    function ucs2length(str) {
      let len = str.length, length = 0, pos = 0, value;
      for (; pos < len; )
        length++, value = str.charCodeAt(pos++), value >= 55296 && value <= 56319 && pos < len && (value = str.charCodeAt(pos), (value & 64512) === 56320 && pos++);
      return length;
    }
    exports.default = ucs2length;
    ucs2length.code = 'require("ajv/dist/runtime/ucs2length").default';
  }
});

// <stdin>
var validateProject = validate52, schema19 = { $schema: "https://json-schema.org/draft/2020-12/schema", type: "object", additionalProperties: !1, properties: { project: { type: "object", additionalProperties: !1, properties: { name: { type: "string", minLength: 1, pattern: "^[A-Za-z0-9][A-Za-z0-9_.-]*$" }, target: { type: "string", enum: ["builtin", "runit", "daemontools", "s6", "busybox"] }, "services-dir": { type: "string", minLength: 1 }, "scan-dir": { type: "string", pattern: "^/" }, "state-dir": { type: "string", pattern: "^/" }, "catch-all": { type: "string", pattern: "^/" }, "hand-written": { type: ["string", "array"], minLength: 1, items: { type: "string", minLength: 1 } } } }, defaults: { $ref: "service.schema.json" }, service: { type: "object", additionalProperties: { $ref: "service.schema.json" } }, host: { type: "object", additionalProperties: { type: "object", additionalProperties: !1, properties: { defaults: { $ref: "service.schema.json" }, service: { type: "object", additionalProperties: { $ref: "service.schema.json" } } } } } } }, func0 = Object.prototype.hasOwnProperty, func62 = require_ucs2length().default, pattern3 = new RegExp("^[A-Za-z0-9][A-Za-z0-9_.-]*$", "u"), pattern4 = new RegExp("^/", "u"), schema20 = { $schema: "https://json-schema.org/draft/2020-12/schema", type: "object", additionalProperties: !1, properties: { type: { type: "string", enum: ["daemon", "oneshot", "bundle"] }, description: { type: "string" }, docs: { type: ["string", "array"], items: { type: "string" } }, command: { $ref: "#/$defs/argv" }, script: { type: "string", minLength: 1 }, "service-dir": { type: "string", minLength: 1 }, up: { $ref: "#/$defs/argv" }, down: { $ref: "#/$defs/argv" }, contents: { $ref: "#/$defs/names" }, wrapper: { $ref: "#/$defs/argv" }, enabled: { type: "boolean" }, essential: { type: "boolean" }, main: { type: "boolean" }, "depends-on": { type: ["array", "object"], items: { type: "string", minLength: 1 }, additionalProperties: { type: "object", additionalProperties: !1, properties: { condition: { type: "string", enum: ["ready", "started", "completed"] }, restart: { type: "boolean" } } } }, wants: { $ref: "#/$defs/names" }, after: { $ref: "#/$defs/names" }, before: { $ref: "#/$defs/names" }, conflicts: { $ref: "#/$defs/names" }, provides: { $ref: "#/$defs/names" }, "part-of": { $ref: "#/$defs/names" }, user: { $ref: "#/$defs/account" }, group: { $ref: "#/$defs/account" }, groups: { type: "array", items: { $ref: "#/$defs/account" } }, umask: { $ref: "#/$defs/mode" }, "working-dir": { $ref: "#/$defs/path" }, chroot: { $ref: "#/$defs/path" }, nice: { type: "integer", minimum: -20, maximum: 19 }, "io-class": { type: "string", enum: ["none", "realtime", "best-effort", "idle"] }, "io-priority": { type: "integer", minimum: 0, maximum: 7 }, cpus: { type: ["string", "integer", "array"], minimum: 0, pattern: "^([0-9]+(-[0-9]+)?(,[0-9]+(-[0-9]+)?)*|.*\\$\\{.*)$", items: { type: "integer", minimum: 0 }, minItems: 1 }, sched: { type: ["string", "object"], additionalProperties: !1, properties: { policy: { type: "string", enum: ["other", "batch", "idle", "fifo", "rr"] }, priority: { type: "integer", minimum: 0, maximum: 99 } }, required: ["policy"], pattern: "^(other|batch|idle|fifo|rr)$" }, "oom-score-adj": { type: "integer", minimum: -1e3, maximum: 1e3 }, "no-new-privs": { type: "boolean" }, capabilities: { type: ["array", "object"], items: { type: "string", pattern: "^([Cc][Aa][Pp]_)?[A-Za-z_]+$" }, additionalProperties: !1, properties: { ambient: { type: "array", items: { type: "string", pattern: "^([Cc][Aa][Pp]_)?[A-Za-z_]+$" } }, bounding: { type: "array", items: { type: "string", pattern: "^([Cc][Aa][Pp]_)?[A-Za-z_]+$" } } } }, "env-file": { type: ["string", "object", "array"], minLength: 1, additionalProperties: !1, properties: { path: { $ref: "#/$defs/path" }, optional: { type: "boolean" } }, required: ["path"], items: { type: ["string", "object"], minLength: 1, additionalProperties: !1, properties: { path: { $ref: "#/$defs/path" }, optional: { type: "boolean" } }, required: ["path"] } }, "env-dir": { type: ["string", "object", "array"], minLength: 1, additionalProperties: !1, properties: { path: { $ref: "#/$defs/path" }, optional: { type: "boolean" } }, required: ["path"], items: { type: ["string", "object"], minLength: 1, additionalProperties: !1, properties: { path: { $ref: "#/$defs/path" }, optional: { type: "boolean" } }, required: ["path"] } }, "pass-env": { type: "array", items: { type: "string", pattern: "^[A-Za-z_*][A-Za-z0-9_*]*$" } }, "clear-env": { type: "boolean" }, instances: { type: "array", items: { type: "string", minLength: 1 } }, "dir-name": { type: "string", minLength: 1 }, "moved-from": { type: "string", minLength: 1 }, limits: { type: "object", additionalProperties: !1, properties: { as: { $ref: "#/$defs/limit" }, core: { $ref: "#/$defs/limit" }, cpu: { $ref: "#/$defs/limit" }, data: { $ref: "#/$defs/limit" }, fsize: { $ref: "#/$defs/limit" }, locks: { $ref: "#/$defs/limit" }, memlock: { $ref: "#/$defs/limit" }, msgqueue: { $ref: "#/$defs/limit" }, nice: { $ref: "#/$defs/limit" }, nofile: { $ref: "#/$defs/limit" }, nproc: { $ref: "#/$defs/limit" }, rss: { $ref: "#/$defs/limit" }, rtprio: { $ref: "#/$defs/limit" }, rttime: { $ref: "#/$defs/limit" }, sigpending: { $ref: "#/$defs/limit" }, stack: { $ref: "#/$defs/limit" } } }, env: { type: "object", additionalProperties: { type: ["string", "integer", "boolean"] } }, secrets: { type: "object", additionalProperties: { type: "object", additionalProperties: !1, properties: { file: { $ref: "#/$defs/path" }, mode: { type: "string", enum: ["path", "env"] } }, required: ["file"] } }, dirs: { type: "object", additionalProperties: !1, properties: { runtime: { type: ["string", "object"], minLength: 1, additionalProperties: !1, properties: { name: { type: "string", minLength: 1 }, path: { $ref: "#/$defs/path" }, owner: { $ref: "#/$defs/account" }, group: { $ref: "#/$defs/account" }, mode: { $ref: "#/$defs/mode" }, keep: { type: "boolean" } } }, state: { type: ["string", "object"], minLength: 1, additionalProperties: !1, properties: { name: { type: "string", minLength: 1 }, path: { $ref: "#/$defs/path" }, owner: { $ref: "#/$defs/account" }, group: { $ref: "#/$defs/account" }, mode: { $ref: "#/$defs/mode" }, keep: { type: "boolean" } } }, cache: { type: ["string", "object"], minLength: 1, additionalProperties: !1, properties: { name: { type: "string", minLength: 1 }, path: { $ref: "#/$defs/path" }, owner: { $ref: "#/$defs/account" }, group: { $ref: "#/$defs/account" }, mode: { $ref: "#/$defs/mode" }, keep: { type: "boolean" } } }, logs: { type: ["string", "object"], minLength: 1, additionalProperties: !1, properties: { name: { type: "string", minLength: 1 }, path: { $ref: "#/$defs/path" }, owner: { $ref: "#/$defs/account" }, group: { $ref: "#/$defs/account" }, mode: { $ref: "#/$defs/mode" }, keep: { type: "boolean" } } }, config: { type: ["string", "object"], minLength: 1, additionalProperties: !1, properties: { name: { type: "string", minLength: 1 }, path: { $ref: "#/$defs/path" }, owner: { $ref: "#/$defs/account" }, group: { $ref: "#/$defs/account" }, mode: { $ref: "#/$defs/mode" }, keep: { type: "boolean" } } } } }, ready: { type: "object", additionalProperties: !1, properties: { fd: { type: "integer", minimum: 3, maximum: 1023 }, notify: { type: "string", enum: ["systemd"] }, command: { $ref: "#/$defs/argv" }, tcp: { type: "string", minLength: 1 }, http: { type: "string", minLength: 1 }, path: { $ref: "#/$defs/path" }, interval: { $ref: "#/$defs/duration" }, timeout: { $ref: "#/$defs/duration" } } }, health: { type: "object", additionalProperties: !1, properties: { command: { $ref: "#/$defs/argv" }, tcp: { type: "string", minLength: 1 }, http: { type: "string", minLength: 1 }, path: { $ref: "#/$defs/path" }, interval: { $ref: "#/$defs/duration" }, timeout: { $ref: "#/$defs/duration" }, retries: { type: "integer", minimum: 1, maximum: 1e3 } } }, restart: { type: "object", additionalProperties: !1, properties: { policy: { type: "string", enum: ["always", "on-failure", "never"] }, delay: { $ref: "#/$defs/duration" }, "max-delay": { $ref: "#/$defs/duration" }, "max-attempts": { type: "integer", minimum: 1, maximum: 1e6 }, window: { $ref: "#/$defs/duration" }, "reset-after": { $ref: "#/$defs/duration" }, "success-codes": { type: "array", items: { type: "integer", minimum: 0, maximum: 255 } }, "on-give-up": { type: "string", enum: ["stop", "exit"] } } }, stop: { type: "object", additionalProperties: !1, properties: { signal: { $ref: "#/$defs/signal" }, timeout: { $ref: "#/$defs/duration" }, kill: { type: "string", enum: ["group", "process"] }, command: { $ref: "#/$defs/argv" } } }, reload: { type: "object", additionalProperties: !1, properties: { signal: { $ref: "#/$defs/signal" }, command: { $ref: "#/$defs/argv" }, files: { type: "array", items: { type: "string", minLength: 1 } }, "on-change": { type: "string", enum: ["restart", "reload", "manual"] } } }, hooks: { type: "object", additionalProperties: !1, properties: { "pre-start": { $ref: "#/$defs/argvs" }, "post-ready": { $ref: "#/$defs/argvs" }, "pre-stop": { $ref: "#/$defs/argvs" }, "post-stop": { $ref: "#/$defs/argvs" }, "on-fail": { $ref: "#/$defs/argvs" } } }, log: { type: "object", additionalProperties: !1, properties: { dir: { type: "string", minLength: 1 }, to: { type: "string", pattern: "^(none|inherit|syslog(:.+)?|service:.+)$" }, user: { $ref: "#/$defs/account" }, group: { $ref: "#/$defs/account" }, mode: { $ref: "#/$defs/mode" }, timestamp: { type: "string", enum: ["tai64n", "iso", "none"] }, prefix: { type: "string", minLength: 1 }, "max-size": { $ref: "#/$defs/size" }, keep: { type: "integer", minimum: 0, maximum: 1e5 }, "max-total": { $ref: "#/$defs/size" }, "rotate-every": { $ref: "#/$defs/duration" }, compress: { type: "string", enum: ["none", "gzip", "zstd"] }, processor: { $ref: "#/$defs/argv" }, filter: { type: "array", items: { type: "string", pattern: "^[+-]" } }, stderr: { type: "string", enum: ["merge", "separate", "inherit"] }, "on-full": { type: "string", enum: ["block", "drop-oldest"] } } }, control: { type: "object", additionalProperties: !1, properties: { user: { $ref: "#/$defs/account" }, group: { $ref: "#/$defs/account" }, status: { type: "string", enum: ["owner", "all"] } } }, vars: { type: "object", propertyNames: { pattern: "^[A-Za-z0-9_-]+$" }, additionalProperties: { type: ["string", "integer", "boolean"] } }, target: { type: "object", additionalProperties: !1, properties: { builtin: { type: "object", additionalProperties: !1, properties: { files: { type: "object", additionalProperties: { type: ["string", "object"], additionalProperties: !1, properties: { content: { type: "string" }, executable: { type: "boolean" } }, required: ["content"] } } } }, runit: { type: "object", additionalProperties: !1, properties: { files: { type: "object", additionalProperties: { type: ["string", "object"], additionalProperties: !1, properties: { content: { type: "string" }, executable: { type: "boolean" } }, required: ["content"] } } } }, daemontools: { type: "object", additionalProperties: !1, properties: { files: { type: "object", additionalProperties: { type: ["string", "object"], additionalProperties: !1, properties: { content: { type: "string" }, executable: { type: "boolean" } }, required: ["content"] } } } }, s6: { type: "object", additionalProperties: !1, properties: { files: { type: "object", additionalProperties: { type: ["string", "object"], additionalProperties: !1, properties: { content: { type: "string" }, executable: { type: "boolean" } }, required: ["content"] } } } }, busybox: { type: "object", additionalProperties: !1, properties: { files: { type: "object", additionalProperties: { type: ["string", "object"], additionalProperties: !1, properties: { content: { type: "string" }, executable: { type: "boolean" } }, required: ["content"] } } } } } }, instance: { type: "object", additionalProperties: { $ref: "#" } } }, $defs: { text: { type: "string", minLength: 1 }, name: { type: "string", minLength: 1 }, names: { type: "array", items: { type: "string", minLength: 1 } }, argv: { type: ["string", "array"], minLength: 1, items: { type: "string" }, minItems: 1 }, argvs: { type: "array", items: { $ref: "#/$defs/argv" } }, duration: { type: "string", pattern: "^([0-9]+(ms|s|m|h|d|w)|infinity|.*\\$\\{.*)$" }, size: { type: ["integer", "string"], minimum: 0, pattern: "^([0-9]+([KMGT](iB|B)?|B)?|.*\\$\\{.*)$" }, mode: { type: "string", pattern: "^([0-7]{3,5}|.*\\$\\{.*)$" }, account: { type: ["string", "integer"], minLength: 1, minimum: 0, maximum: 4294967294, pattern: "^([A-Za-z0-9_][A-Za-z0-9_.-]*\\$?|.*\\$\\{.*)$" }, path: { type: "string", pattern: "^(/.*|.*\\$\\{.*)$" }, signal: { type: "string", enum: ["ABRT", "ALRM", "CONT", "HUP", "INT", "KILL", "PIPE", "PWR", "QUIT", "STOP", "TERM", "TSTP", "TTIN", "TTOU", "URG", "USR1", "USR2", "WINCH", "SIGABRT", "SIGALRM", "SIGCONT", "SIGHUP", "SIGINT", "SIGKILL", "SIGPIPE", "SIGPWR", "SIGQUIT", "SIGSTOP", "SIGTERM", "SIGTSTP", "SIGTTIN", "SIGTTOU", "SIGURG", "SIGUSR1", "SIGUSR2", "SIGWINCH"] }, limitValue: { type: ["integer", "string"], minimum: 0, minLength: 1 }, limit: { type: ["integer", "string", "object"], minimum: 0, minLength: 1, additionalProperties: !1, properties: { soft: { $ref: "#/$defs/limitValue" }, hard: { $ref: "#/$defs/limitValue" } } } } }, schema21 = { type: ["string", "array"], minLength: 1, items: { type: "string" }, minItems: 1 };
function validate54(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null, errors = 0, evaluated0 = validate54.evaluated;
  if (evaluated0.dynamicProps && (evaluated0.props = void 0), evaluated0.dynamicItems && (evaluated0.items = void 0), typeof data != "string" && !Array.isArray(data)) {
    let err0 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: schema21.type } };
    vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
  }
  if (typeof data == "string" && func62(data) < 1) {
    let err1 = { instancePath, schemaPath: "#/minLength", keyword: "minLength", params: { limit: 1 } };
    vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
  }
  if (Array.isArray(data)) {
    if (data.length < 1) {
      let err2 = { instancePath, schemaPath: "#/minItems", keyword: "minItems", params: { limit: 1 } };
      vErrors === null ? vErrors = [err2] : vErrors.push(err2), errors++;
    }
    let len0 = data.length;
    for (let i0 = 0; i0 < len0; i0++)
      if (typeof data[i0] != "string") {
        let err3 = { instancePath: instancePath + "/" + i0, schemaPath: "#/items/type", keyword: "type", params: { type: "string" } };
        vErrors === null ? vErrors = [err3] : vErrors.push(err3), errors++;
      }
  }
  return validate54.errors = vErrors, errors === 0;
}
validate54.evaluated = { items: !0, dynamicProps: !1, dynamicItems: !1 };
function validate58(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null, errors = 0, evaluated0 = validate58.evaluated;
  if (evaluated0.dynamicProps && (evaluated0.props = void 0), evaluated0.dynamicItems && (evaluated0.items = void 0), Array.isArray(data)) {
    let len0 = data.length;
    for (let i0 = 0; i0 < len0; i0++) {
      let data0 = data[i0];
      if (typeof data0 == "string") {
        if (func62(data0) < 1) {
          let err0 = { instancePath: instancePath + "/" + i0, schemaPath: "#/items/minLength", keyword: "minLength", params: { limit: 1 } };
          vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
        }
      } else {
        let err1 = { instancePath: instancePath + "/" + i0, schemaPath: "#/items/type", keyword: "type", params: { type: "string" } };
        vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
      }
    }
  } else {
    let err2 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "array" } };
    vErrors === null ? vErrors = [err2] : vErrors.push(err2), errors++;
  }
  return validate58.errors = vErrors, errors === 0;
}
validate58.evaluated = { items: !0, dynamicProps: !1, dynamicItems: !1 };
var schema23 = { type: ["string", "integer"], minLength: 1, minimum: 0, maximum: 4294967294, pattern: "^([A-Za-z0-9_][A-Za-z0-9_.-]*\\$?|.*\\$\\{.*)$" }, pattern7 = new RegExp("^([A-Za-z0-9_][A-Za-z0-9_.-]*\\$?|.*\\$\\{.*)$", "u");
function validate67(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null, errors = 0, evaluated0 = validate67.evaluated;
  if (evaluated0.dynamicProps && (evaluated0.props = void 0), evaluated0.dynamicItems && (evaluated0.items = void 0), typeof data != "string" && !(typeof data == "number" && !(data % 1) && !isNaN(data) && isFinite(data))) {
    let err0 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: schema23.type } };
    vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
  }
  if (typeof data == "number" && isFinite(data)) {
    if (data > 4294967294 || isNaN(data)) {
      let err1 = { instancePath, schemaPath: "#/maximum", keyword: "maximum", params: { comparison: "<=", limit: 4294967294 } };
      vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
    }
    if (data < 0 || isNaN(data)) {
      let err2 = { instancePath, schemaPath: "#/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } };
      vErrors === null ? vErrors = [err2] : vErrors.push(err2), errors++;
    }
  }
  if (typeof data == "string") {
    if (func62(data) < 1) {
      let err3 = { instancePath, schemaPath: "#/minLength", keyword: "minLength", params: { limit: 1 } };
      vErrors === null ? vErrors = [err3] : vErrors.push(err3), errors++;
    }
    if (!pattern7.test(data)) {
      let err4 = { instancePath, schemaPath: "#/pattern", keyword: "pattern", params: { pattern: "^([A-Za-z0-9_][A-Za-z0-9_.-]*\\$?|.*\\$\\{.*)$" } };
      vErrors === null ? vErrors = [err4] : vErrors.push(err4), errors++;
    }
  }
  return validate67.errors = vErrors, errors === 0;
}
validate67.evaluated = { dynamicProps: !1, dynamicItems: !1 };
var pattern8 = new RegExp("^([0-7]{3,5}|.*\\$\\{.*)$", "u");
function validate71(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null, errors = 0, evaluated0 = validate71.evaluated;
  if (evaluated0.dynamicProps && (evaluated0.props = void 0), evaluated0.dynamicItems && (evaluated0.items = void 0), typeof data == "string") {
    if (!pattern8.test(data)) {
      let err0 = { instancePath, schemaPath: "#/pattern", keyword: "pattern", params: { pattern: "^([0-7]{3,5}|.*\\$\\{.*)$" } };
      vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
    }
  } else {
    let err1 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "string" } };
    vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
  }
  return validate71.errors = vErrors, errors === 0;
}
validate71.evaluated = { dynamicProps: !1, dynamicItems: !1 };
var pattern9 = new RegExp("^(/.*|.*\\$\\{.*)$", "u");
function validate73(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null, errors = 0, evaluated0 = validate73.evaluated;
  if (evaluated0.dynamicProps && (evaluated0.props = void 0), evaluated0.dynamicItems && (evaluated0.items = void 0), typeof data == "string") {
    if (!pattern9.test(data)) {
      let err0 = { instancePath, schemaPath: "#/pattern", keyword: "pattern", params: { pattern: "^(/.*|.*\\$\\{.*)$" } };
      vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
    }
  } else {
    let err1 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "string" } };
    vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
  }
  return validate73.errors = vErrors, errors === 0;
}
validate73.evaluated = { dynamicProps: !1, dynamicItems: !1 };
var schema26 = { type: ["integer", "string", "object"], minimum: 0, minLength: 1, additionalProperties: !1, properties: { soft: { $ref: "#/$defs/limitValue" }, hard: { $ref: "#/$defs/limitValue" } } }, schema27 = { type: ["integer", "string"], minimum: 0, minLength: 1 };
function validate81(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null, errors = 0, evaluated0 = validate81.evaluated;
  if (evaluated0.dynamicProps && (evaluated0.props = void 0), evaluated0.dynamicItems && (evaluated0.items = void 0), !(typeof data == "number" && !(data % 1) && !isNaN(data) && isFinite(data)) && typeof data != "string") {
    let err0 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: schema27.type } };
    vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
  }
  if (typeof data == "number" && isFinite(data) && (data < 0 || isNaN(data))) {
    let err1 = { instancePath, schemaPath: "#/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } };
    vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
  }
  if (typeof data == "string" && func62(data) < 1) {
    let err2 = { instancePath, schemaPath: "#/minLength", keyword: "minLength", params: { limit: 1 } };
    vErrors === null ? vErrors = [err2] : vErrors.push(err2), errors++;
  }
  return validate81.errors = vErrors, errors === 0;
}
validate81.evaluated = { dynamicProps: !1, dynamicItems: !1 };
function validate80(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null, errors = 0, evaluated0 = validate80.evaluated;
  if (evaluated0.dynamicProps && (evaluated0.props = void 0), evaluated0.dynamicItems && (evaluated0.items = void 0), !(typeof data == "number" && !(data % 1) && !isNaN(data) && isFinite(data)) && typeof data != "string" && !(data && typeof data == "object" && !Array.isArray(data))) {
    let err0 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: schema26.type } };
    vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
  }
  if (typeof data == "number" && isFinite(data) && (data < 0 || isNaN(data))) {
    let err1 = { instancePath, schemaPath: "#/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } };
    vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
  }
  if (typeof data == "string" && func62(data) < 1) {
    let err2 = { instancePath, schemaPath: "#/minLength", keyword: "minLength", params: { limit: 1 } };
    vErrors === null ? vErrors = [err2] : vErrors.push(err2), errors++;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (let key0 of Object.keys(data))
      if (!(key0 === "soft" || key0 === "hard")) {
        let err3 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
        vErrors === null ? vErrors = [err3] : vErrors.push(err3), errors++;
      }
    data.soft !== void 0 && func0.call(data, "soft") && (validate81(data.soft, { instancePath: instancePath + "/soft", parentData: data, parentDataProperty: "soft", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate81.errors : vErrors.concat(validate81.errors), errors = vErrors.length)), data.hard !== void 0 && func0.call(data, "hard") && (validate81(data.hard, { instancePath: instancePath + "/hard", parentData: data, parentDataProperty: "hard", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate81.errors : vErrors.concat(validate81.errors), errors = vErrors.length));
  }
  return validate80.errors = vErrors, errors === 0;
}
validate80.evaluated = { props: !0, dynamicProps: !1, dynamicItems: !1 };
var pattern16 = new RegExp("^([0-9]+(ms|s|m|h|d|w)|infinity|.*\\$\\{.*)$", "u");
function validate123(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null, errors = 0, evaluated0 = validate123.evaluated;
  if (evaluated0.dynamicProps && (evaluated0.props = void 0), evaluated0.dynamicItems && (evaluated0.items = void 0), typeof data == "string") {
    if (!pattern16.test(data)) {
      let err0 = { instancePath, schemaPath: "#/pattern", keyword: "pattern", params: { pattern: "^([0-9]+(ms|s|m|h|d|w)|infinity|.*\\$\\{.*)$" } };
      vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
    }
  } else {
    let err1 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "string" } };
    vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
  }
  return validate123.errors = vErrors, errors === 0;
}
validate123.evaluated = { dynamicProps: !1, dynamicItems: !1 };
var schema29 = { type: "string", enum: ["ABRT", "ALRM", "CONT", "HUP", "INT", "KILL", "PIPE", "PWR", "QUIT", "STOP", "TERM", "TSTP", "TTIN", "TTOU", "URG", "USR1", "USR2", "WINCH", "SIGABRT", "SIGALRM", "SIGCONT", "SIGHUP", "SIGINT", "SIGKILL", "SIGPIPE", "SIGPWR", "SIGQUIT", "SIGSTOP", "SIGTERM", "SIGTSTP", "SIGTTIN", "SIGTTOU", "SIGURG", "SIGUSR1", "SIGUSR2", "SIGWINCH"] };
function validate134(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null, errors = 0, evaluated0 = validate134.evaluated;
  if (evaluated0.dynamicProps && (evaluated0.props = void 0), evaluated0.dynamicItems && (evaluated0.items = void 0), typeof data != "string") {
    let err0 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "string" } };
    vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
  }
  if (!(data === "ABRT" || data === "ALRM" || data === "CONT" || data === "HUP" || data === "INT" || data === "KILL" || data === "PIPE" || data === "PWR" || data === "QUIT" || data === "STOP" || data === "TERM" || data === "TSTP" || data === "TTIN" || data === "TTOU" || data === "URG" || data === "USR1" || data === "USR2" || data === "WINCH" || data === "SIGABRT" || data === "SIGALRM" || data === "SIGCONT" || data === "SIGHUP" || data === "SIGINT" || data === "SIGKILL" || data === "SIGPIPE" || data === "SIGPWR" || data === "SIGQUIT" || data === "SIGSTOP" || data === "SIGTERM" || data === "SIGTSTP" || data === "SIGTTIN" || data === "SIGTTOU" || data === "SIGURG" || data === "SIGUSR1" || data === "SIGUSR2" || data === "SIGWINCH")) {
    let err1 = { instancePath, schemaPath: "#/enum", keyword: "enum", params: { allowedValues: schema29.enum } };
    vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
  }
  return validate134.errors = vErrors, errors === 0;
}
validate134.evaluated = { dynamicProps: !1, dynamicItems: !1 };
function validate140(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null, errors = 0, evaluated0 = validate140.evaluated;
  if (evaluated0.dynamicProps && (evaluated0.props = void 0), evaluated0.dynamicItems && (evaluated0.items = void 0), Array.isArray(data)) {
    let len0 = data.length;
    for (let i0 = 0; i0 < len0; i0++)
      validate54(data[i0], { instancePath: instancePath + "/" + i0, parentData: data, parentDataProperty: i0, rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate54.errors : vErrors.concat(validate54.errors), errors = vErrors.length);
  } else {
    let err0 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "array" } };
    vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
  }
  return validate140.errors = vErrors, errors === 0;
}
validate140.evaluated = { items: !0, dynamicProps: !1, dynamicItems: !1 };
var schema31 = { type: ["integer", "string"], minimum: 0, pattern: "^([0-9]+([KMGT](iB|B)?|B)?|.*\\$\\{.*)$" }, pattern18 = new RegExp("^([0-9]+([KMGT](iB|B)?|B)?|.*\\$\\{.*)$", "u");
function validate150(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null, errors = 0, evaluated0 = validate150.evaluated;
  if (evaluated0.dynamicProps && (evaluated0.props = void 0), evaluated0.dynamicItems && (evaluated0.items = void 0), !(typeof data == "number" && !(data % 1) && !isNaN(data) && isFinite(data)) && typeof data != "string") {
    let err0 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: schema31.type } };
    vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
  }
  if (typeof data == "number" && isFinite(data) && (data < 0 || isNaN(data))) {
    let err1 = { instancePath, schemaPath: "#/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } };
    vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
  }
  if (typeof data == "string" && !pattern18.test(data)) {
    let err2 = { instancePath, schemaPath: "#/pattern", keyword: "pattern", params: { pattern: "^([0-9]+([KMGT](iB|B)?|B)?|.*\\$\\{.*)$" } };
    vErrors === null ? vErrors = [err2] : vErrors.push(err2), errors++;
  }
  return validate150.errors = vErrors, errors === 0;
}
validate150.evaluated = { dynamicProps: !1, dynamicItems: !1 };
var pattern10 = new RegExp("^([0-9]+(-[0-9]+)?(,[0-9]+(-[0-9]+)?)*|.*\\$\\{.*)$", "u"), pattern11 = new RegExp("^(other|batch|idle|fifo|rr)$", "u"), pattern12 = new RegExp("^([Cc][Aa][Pp]_)?[A-Za-z_]+$", "u"), pattern15 = new RegExp("^[A-Za-z_*][A-Za-z0-9_*]*$", "u"), pattern17 = new RegExp("^(none|inherit|syslog(:.+)?|service:.+)$", "u"), pattern19 = new RegExp("^[+-]", "u"), pattern20 = new RegExp("^[A-Za-z0-9_-]+$", "u");
function validate53(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null, errors = 0, evaluated0 = validate53.evaluated;
  if (evaluated0.dynamicProps && (evaluated0.props = void 0), evaluated0.dynamicItems && (evaluated0.items = void 0), data && typeof data == "object" && !Array.isArray(data)) {
    for (let key0 of Object.keys(data))
      if (!func0.call(schema20.properties, key0)) {
        let err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
        vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
      }
    if (data.type !== void 0 && func0.call(data, "type")) {
      let data0 = data.type;
      if (typeof data0 != "string") {
        let err1 = { instancePath: instancePath + "/type", schemaPath: "#/properties/type/type", keyword: "type", params: { type: "string" } };
        vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
      }
      if (!(data0 === "daemon" || data0 === "oneshot" || data0 === "bundle")) {
        let err2 = { instancePath: instancePath + "/type", schemaPath: "#/properties/type/enum", keyword: "enum", params: { allowedValues: schema20.properties.type.enum } };
        vErrors === null ? vErrors = [err2] : vErrors.push(err2), errors++;
      }
    }
    if (data.description !== void 0 && func0.call(data, "description") && typeof data.description != "string") {
      let err3 = { instancePath: instancePath + "/description", schemaPath: "#/properties/description/type", keyword: "type", params: { type: "string" } };
      vErrors === null ? vErrors = [err3] : vErrors.push(err3), errors++;
    }
    if (data.docs !== void 0 && func0.call(data, "docs")) {
      let data2 = data.docs;
      if (typeof data2 != "string" && !Array.isArray(data2)) {
        let err4 = { instancePath: instancePath + "/docs", schemaPath: "#/properties/docs/type", keyword: "type", params: { type: schema20.properties.docs.type } };
        vErrors === null ? vErrors = [err4] : vErrors.push(err4), errors++;
      }
      if (Array.isArray(data2)) {
        let len0 = data2.length;
        for (let i0 = 0; i0 < len0; i0++)
          if (typeof data2[i0] != "string") {
            let err5 = { instancePath: instancePath + "/docs/" + i0, schemaPath: "#/properties/docs/items/type", keyword: "type", params: { type: "string" } };
            vErrors === null ? vErrors = [err5] : vErrors.push(err5), errors++;
          }
      }
    }
    if (data.command !== void 0 && func0.call(data, "command") && (validate54(data.command, { instancePath: instancePath + "/command", parentData: data, parentDataProperty: "command", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate54.errors : vErrors.concat(validate54.errors), errors = vErrors.length)), data.script !== void 0 && func0.call(data, "script")) {
      let data5 = data.script;
      if (typeof data5 == "string") {
        if (func62(data5) < 1) {
          let err6 = { instancePath: instancePath + "/script", schemaPath: "#/properties/script/minLength", keyword: "minLength", params: { limit: 1 } };
          vErrors === null ? vErrors = [err6] : vErrors.push(err6), errors++;
        }
      } else {
        let err7 = { instancePath: instancePath + "/script", schemaPath: "#/properties/script/type", keyword: "type", params: { type: "string" } };
        vErrors === null ? vErrors = [err7] : vErrors.push(err7), errors++;
      }
    }
    if (data["service-dir"] !== void 0 && func0.call(data, "service-dir")) {
      let data6 = data["service-dir"];
      if (typeof data6 == "string") {
        if (func62(data6) < 1) {
          let err8 = { instancePath: instancePath + "/service-dir", schemaPath: "#/properties/service-dir/minLength", keyword: "minLength", params: { limit: 1 } };
          vErrors === null ? vErrors = [err8] : vErrors.push(err8), errors++;
        }
      } else {
        let err9 = { instancePath: instancePath + "/service-dir", schemaPath: "#/properties/service-dir/type", keyword: "type", params: { type: "string" } };
        vErrors === null ? vErrors = [err9] : vErrors.push(err9), errors++;
      }
    }
    if (data.up !== void 0 && func0.call(data, "up") && (validate54(data.up, { instancePath: instancePath + "/up", parentData: data, parentDataProperty: "up", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate54.errors : vErrors.concat(validate54.errors), errors = vErrors.length)), data.down !== void 0 && func0.call(data, "down") && (validate54(data.down, { instancePath: instancePath + "/down", parentData: data, parentDataProperty: "down", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate54.errors : vErrors.concat(validate54.errors), errors = vErrors.length)), data.contents !== void 0 && func0.call(data, "contents") && (validate58(data.contents, { instancePath: instancePath + "/contents", parentData: data, parentDataProperty: "contents", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate58.errors : vErrors.concat(validate58.errors), errors = vErrors.length)), data.wrapper !== void 0 && func0.call(data, "wrapper") && (validate54(data.wrapper, { instancePath: instancePath + "/wrapper", parentData: data, parentDataProperty: "wrapper", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate54.errors : vErrors.concat(validate54.errors), errors = vErrors.length)), data.enabled !== void 0 && func0.call(data, "enabled") && typeof data.enabled != "boolean") {
      let err10 = { instancePath: instancePath + "/enabled", schemaPath: "#/properties/enabled/type", keyword: "type", params: { type: "boolean" } };
      vErrors === null ? vErrors = [err10] : vErrors.push(err10), errors++;
    }
    if (data.essential !== void 0 && func0.call(data, "essential") && typeof data.essential != "boolean") {
      let err11 = { instancePath: instancePath + "/essential", schemaPath: "#/properties/essential/type", keyword: "type", params: { type: "boolean" } };
      vErrors === null ? vErrors = [err11] : vErrors.push(err11), errors++;
    }
    if (data.main !== void 0 && func0.call(data, "main") && typeof data.main != "boolean") {
      let err12 = { instancePath: instancePath + "/main", schemaPath: "#/properties/main/type", keyword: "type", params: { type: "boolean" } };
      vErrors === null ? vErrors = [err12] : vErrors.push(err12), errors++;
    }
    if (data["depends-on"] !== void 0 && func0.call(data, "depends-on")) {
      let data14 = data["depends-on"];
      if (!data14 || typeof data14 != "object") {
        let err13 = { instancePath: instancePath + "/depends-on", schemaPath: "#/properties/depends-on/type", keyword: "type", params: { type: schema20.properties["depends-on"].type } };
        vErrors === null ? vErrors = [err13] : vErrors.push(err13), errors++;
      }
      if (Array.isArray(data14)) {
        let len1 = data14.length;
        for (let i1 = 0; i1 < len1; i1++) {
          let data15 = data14[i1];
          if (typeof data15 == "string") {
            if (func62(data15) < 1) {
              let err14 = { instancePath: instancePath + "/depends-on/" + i1, schemaPath: "#/properties/depends-on/items/minLength", keyword: "minLength", params: { limit: 1 } };
              vErrors === null ? vErrors = [err14] : vErrors.push(err14), errors++;
            }
          } else {
            let err15 = { instancePath: instancePath + "/depends-on/" + i1, schemaPath: "#/properties/depends-on/items/type", keyword: "type", params: { type: "string" } };
            vErrors === null ? vErrors = [err15] : vErrors.push(err15), errors++;
          }
        }
      }
      if (data14 && typeof data14 == "object" && !Array.isArray(data14))
        for (let key1 of Object.keys(data14)) {
          let data16 = data14[key1];
          if (data16 && typeof data16 == "object" && !Array.isArray(data16)) {
            for (let key2 of Object.keys(data16))
              if (!(key2 === "condition" || key2 === "restart")) {
                let err16 = { instancePath: instancePath + "/depends-on/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/depends-on/additionalProperties/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key2 } };
                vErrors === null ? vErrors = [err16] : vErrors.push(err16), errors++;
              }
            if (data16.condition !== void 0 && func0.call(data16, "condition")) {
              let data17 = data16.condition;
              if (typeof data17 != "string") {
                let err17 = { instancePath: instancePath + "/depends-on/" + key1.replace(/~/g, "~0").replace(/\//g, "~1") + "/condition", schemaPath: "#/properties/depends-on/additionalProperties/properties/condition/type", keyword: "type", params: { type: "string" } };
                vErrors === null ? vErrors = [err17] : vErrors.push(err17), errors++;
              }
              if (!(data17 === "ready" || data17 === "started" || data17 === "completed")) {
                let err18 = { instancePath: instancePath + "/depends-on/" + key1.replace(/~/g, "~0").replace(/\//g, "~1") + "/condition", schemaPath: "#/properties/depends-on/additionalProperties/properties/condition/enum", keyword: "enum", params: { allowedValues: schema20.properties["depends-on"].additionalProperties.properties.condition.enum } };
                vErrors === null ? vErrors = [err18] : vErrors.push(err18), errors++;
              }
            }
            if (data16.restart !== void 0 && func0.call(data16, "restart") && typeof data16.restart != "boolean") {
              let err19 = { instancePath: instancePath + "/depends-on/" + key1.replace(/~/g, "~0").replace(/\//g, "~1") + "/restart", schemaPath: "#/properties/depends-on/additionalProperties/properties/restart/type", keyword: "type", params: { type: "boolean" } };
              vErrors === null ? vErrors = [err19] : vErrors.push(err19), errors++;
            }
          } else {
            let err20 = { instancePath: instancePath + "/depends-on/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/depends-on/additionalProperties/type", keyword: "type", params: { type: "object" } };
            vErrors === null ? vErrors = [err20] : vErrors.push(err20), errors++;
          }
        }
    }
    if (data.wants !== void 0 && func0.call(data, "wants") && (validate58(data.wants, { instancePath: instancePath + "/wants", parentData: data, parentDataProperty: "wants", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate58.errors : vErrors.concat(validate58.errors), errors = vErrors.length)), data.after !== void 0 && func0.call(data, "after") && (validate58(data.after, { instancePath: instancePath + "/after", parentData: data, parentDataProperty: "after", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate58.errors : vErrors.concat(validate58.errors), errors = vErrors.length)), data.before !== void 0 && func0.call(data, "before") && (validate58(data.before, { instancePath: instancePath + "/before", parentData: data, parentDataProperty: "before", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate58.errors : vErrors.concat(validate58.errors), errors = vErrors.length)), data.conflicts !== void 0 && func0.call(data, "conflicts") && (validate58(data.conflicts, { instancePath: instancePath + "/conflicts", parentData: data, parentDataProperty: "conflicts", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate58.errors : vErrors.concat(validate58.errors), errors = vErrors.length)), data.provides !== void 0 && func0.call(data, "provides") && (validate58(data.provides, { instancePath: instancePath + "/provides", parentData: data, parentDataProperty: "provides", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate58.errors : vErrors.concat(validate58.errors), errors = vErrors.length)), data["part-of"] !== void 0 && func0.call(data, "part-of") && (validate58(data["part-of"], { instancePath: instancePath + "/part-of", parentData: data, parentDataProperty: "part-of", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate58.errors : vErrors.concat(validate58.errors), errors = vErrors.length)), data.user !== void 0 && func0.call(data, "user") && (validate67(data.user, { instancePath: instancePath + "/user", parentData: data, parentDataProperty: "user", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate67.errors : vErrors.concat(validate67.errors), errors = vErrors.length)), data.group !== void 0 && func0.call(data, "group") && (validate67(data.group, { instancePath: instancePath + "/group", parentData: data, parentDataProperty: "group", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate67.errors : vErrors.concat(validate67.errors), errors = vErrors.length)), data.groups !== void 0 && func0.call(data, "groups")) {
      let data27 = data.groups;
      if (Array.isArray(data27)) {
        let len2 = data27.length;
        for (let i2 = 0; i2 < len2; i2++)
          validate67(data27[i2], { instancePath: instancePath + "/groups/" + i2, parentData: data27, parentDataProperty: i2, rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate67.errors : vErrors.concat(validate67.errors), errors = vErrors.length);
      } else {
        let err21 = { instancePath: instancePath + "/groups", schemaPath: "#/properties/groups/type", keyword: "type", params: { type: "array" } };
        vErrors === null ? vErrors = [err21] : vErrors.push(err21), errors++;
      }
    }
    if (data.umask !== void 0 && func0.call(data, "umask") && (validate71(data.umask, { instancePath: instancePath + "/umask", parentData: data, parentDataProperty: "umask", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate71.errors : vErrors.concat(validate71.errors), errors = vErrors.length)), data["working-dir"] !== void 0 && func0.call(data, "working-dir") && (validate73(data["working-dir"], { instancePath: instancePath + "/working-dir", parentData: data, parentDataProperty: "working-dir", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate73.errors : vErrors.concat(validate73.errors), errors = vErrors.length)), data.chroot !== void 0 && func0.call(data, "chroot") && (validate73(data.chroot, { instancePath: instancePath + "/chroot", parentData: data, parentDataProperty: "chroot", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate73.errors : vErrors.concat(validate73.errors), errors = vErrors.length)), data.nice !== void 0 && func0.call(data, "nice")) {
      let data32 = data.nice;
      if (!(typeof data32 == "number" && !(data32 % 1) && !isNaN(data32) && isFinite(data32))) {
        let err22 = { instancePath: instancePath + "/nice", schemaPath: "#/properties/nice/type", keyword: "type", params: { type: "integer" } };
        vErrors === null ? vErrors = [err22] : vErrors.push(err22), errors++;
      }
      if (typeof data32 == "number" && isFinite(data32)) {
        if (data32 > 19 || isNaN(data32)) {
          let err23 = { instancePath: instancePath + "/nice", schemaPath: "#/properties/nice/maximum", keyword: "maximum", params: { comparison: "<=", limit: 19 } };
          vErrors === null ? vErrors = [err23] : vErrors.push(err23), errors++;
        }
        if (data32 < -20 || isNaN(data32)) {
          let err24 = { instancePath: instancePath + "/nice", schemaPath: "#/properties/nice/minimum", keyword: "minimum", params: { comparison: ">=", limit: -20 } };
          vErrors === null ? vErrors = [err24] : vErrors.push(err24), errors++;
        }
      }
    }
    if (data["io-class"] !== void 0 && func0.call(data, "io-class")) {
      let data33 = data["io-class"];
      if (typeof data33 != "string") {
        let err25 = { instancePath: instancePath + "/io-class", schemaPath: "#/properties/io-class/type", keyword: "type", params: { type: "string" } };
        vErrors === null ? vErrors = [err25] : vErrors.push(err25), errors++;
      }
      if (!(data33 === "none" || data33 === "realtime" || data33 === "best-effort" || data33 === "idle")) {
        let err26 = { instancePath: instancePath + "/io-class", schemaPath: "#/properties/io-class/enum", keyword: "enum", params: { allowedValues: schema20.properties["io-class"].enum } };
        vErrors === null ? vErrors = [err26] : vErrors.push(err26), errors++;
      }
    }
    if (data["io-priority"] !== void 0 && func0.call(data, "io-priority")) {
      let data34 = data["io-priority"];
      if (!(typeof data34 == "number" && !(data34 % 1) && !isNaN(data34) && isFinite(data34))) {
        let err27 = { instancePath: instancePath + "/io-priority", schemaPath: "#/properties/io-priority/type", keyword: "type", params: { type: "integer" } };
        vErrors === null ? vErrors = [err27] : vErrors.push(err27), errors++;
      }
      if (typeof data34 == "number" && isFinite(data34)) {
        if (data34 > 7 || isNaN(data34)) {
          let err28 = { instancePath: instancePath + "/io-priority", schemaPath: "#/properties/io-priority/maximum", keyword: "maximum", params: { comparison: "<=", limit: 7 } };
          vErrors === null ? vErrors = [err28] : vErrors.push(err28), errors++;
        }
        if (data34 < 0 || isNaN(data34)) {
          let err29 = { instancePath: instancePath + "/io-priority", schemaPath: "#/properties/io-priority/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } };
          vErrors === null ? vErrors = [err29] : vErrors.push(err29), errors++;
        }
      }
    }
    if (data.cpus !== void 0 && func0.call(data, "cpus")) {
      let data35 = data.cpus;
      if (typeof data35 != "string" && !(typeof data35 == "number" && !(data35 % 1) && !isNaN(data35) && isFinite(data35)) && !Array.isArray(data35)) {
        let err30 = { instancePath: instancePath + "/cpus", schemaPath: "#/properties/cpus/type", keyword: "type", params: { type: schema20.properties.cpus.type } };
        vErrors === null ? vErrors = [err30] : vErrors.push(err30), errors++;
      }
      if (typeof data35 == "number" && isFinite(data35) && (data35 < 0 || isNaN(data35))) {
        let err31 = { instancePath: instancePath + "/cpus", schemaPath: "#/properties/cpus/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } };
        vErrors === null ? vErrors = [err31] : vErrors.push(err31), errors++;
      }
      if (typeof data35 == "string" && !pattern10.test(data35)) {
        let err32 = { instancePath: instancePath + "/cpus", schemaPath: "#/properties/cpus/pattern", keyword: "pattern", params: { pattern: "^([0-9]+(-[0-9]+)?(,[0-9]+(-[0-9]+)?)*|.*\\$\\{.*)$" } };
        vErrors === null ? vErrors = [err32] : vErrors.push(err32), errors++;
      }
      if (Array.isArray(data35)) {
        if (data35.length < 1) {
          let err33 = { instancePath: instancePath + "/cpus", schemaPath: "#/properties/cpus/minItems", keyword: "minItems", params: { limit: 1 } };
          vErrors === null ? vErrors = [err33] : vErrors.push(err33), errors++;
        }
        let len3 = data35.length;
        for (let i3 = 0; i3 < len3; i3++) {
          let data36 = data35[i3];
          if (!(typeof data36 == "number" && !(data36 % 1) && !isNaN(data36) && isFinite(data36))) {
            let err34 = { instancePath: instancePath + "/cpus/" + i3, schemaPath: "#/properties/cpus/items/type", keyword: "type", params: { type: "integer" } };
            vErrors === null ? vErrors = [err34] : vErrors.push(err34), errors++;
          }
          if (typeof data36 == "number" && isFinite(data36) && (data36 < 0 || isNaN(data36))) {
            let err35 = { instancePath: instancePath + "/cpus/" + i3, schemaPath: "#/properties/cpus/items/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } };
            vErrors === null ? vErrors = [err35] : vErrors.push(err35), errors++;
          }
        }
      }
    }
    if (data.sched !== void 0 && func0.call(data, "sched")) {
      let data37 = data.sched;
      if (typeof data37 != "string" && !(data37 && typeof data37 == "object" && !Array.isArray(data37))) {
        let err36 = { instancePath: instancePath + "/sched", schemaPath: "#/properties/sched/type", keyword: "type", params: { type: schema20.properties.sched.type } };
        vErrors === null ? vErrors = [err36] : vErrors.push(err36), errors++;
      }
      if (typeof data37 == "string" && !pattern11.test(data37)) {
        let err37 = { instancePath: instancePath + "/sched", schemaPath: "#/properties/sched/pattern", keyword: "pattern", params: { pattern: "^(other|batch|idle|fifo|rr)$" } };
        vErrors === null ? vErrors = [err37] : vErrors.push(err37), errors++;
      }
      if (data37 && typeof data37 == "object" && !Array.isArray(data37)) {
        if (data37.policy === void 0 || !func0.call(data37, "policy")) {
          let err38 = { instancePath: instancePath + "/sched", schemaPath: "#/properties/sched/required", keyword: "required", params: { missingProperty: "policy" } };
          vErrors === null ? vErrors = [err38] : vErrors.push(err38), errors++;
        }
        for (let key3 of Object.keys(data37))
          if (!(key3 === "policy" || key3 === "priority")) {
            let err39 = { instancePath: instancePath + "/sched", schemaPath: "#/properties/sched/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key3 } };
            vErrors === null ? vErrors = [err39] : vErrors.push(err39), errors++;
          }
        if (data37.policy !== void 0 && func0.call(data37, "policy")) {
          let data38 = data37.policy;
          if (typeof data38 != "string") {
            let err40 = { instancePath: instancePath + "/sched/policy", schemaPath: "#/properties/sched/properties/policy/type", keyword: "type", params: { type: "string" } };
            vErrors === null ? vErrors = [err40] : vErrors.push(err40), errors++;
          }
          if (!(data38 === "other" || data38 === "batch" || data38 === "idle" || data38 === "fifo" || data38 === "rr")) {
            let err41 = { instancePath: instancePath + "/sched/policy", schemaPath: "#/properties/sched/properties/policy/enum", keyword: "enum", params: { allowedValues: schema20.properties.sched.properties.policy.enum } };
            vErrors === null ? vErrors = [err41] : vErrors.push(err41), errors++;
          }
        }
        if (data37.priority !== void 0 && func0.call(data37, "priority")) {
          let data39 = data37.priority;
          if (!(typeof data39 == "number" && !(data39 % 1) && !isNaN(data39) && isFinite(data39))) {
            let err42 = { instancePath: instancePath + "/sched/priority", schemaPath: "#/properties/sched/properties/priority/type", keyword: "type", params: { type: "integer" } };
            vErrors === null ? vErrors = [err42] : vErrors.push(err42), errors++;
          }
          if (typeof data39 == "number" && isFinite(data39)) {
            if (data39 > 99 || isNaN(data39)) {
              let err43 = { instancePath: instancePath + "/sched/priority", schemaPath: "#/properties/sched/properties/priority/maximum", keyword: "maximum", params: { comparison: "<=", limit: 99 } };
              vErrors === null ? vErrors = [err43] : vErrors.push(err43), errors++;
            }
            if (data39 < 0 || isNaN(data39)) {
              let err44 = { instancePath: instancePath + "/sched/priority", schemaPath: "#/properties/sched/properties/priority/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } };
              vErrors === null ? vErrors = [err44] : vErrors.push(err44), errors++;
            }
          }
        }
      }
    }
    if (data["oom-score-adj"] !== void 0 && func0.call(data, "oom-score-adj")) {
      let data40 = data["oom-score-adj"];
      if (!(typeof data40 == "number" && !(data40 % 1) && !isNaN(data40) && isFinite(data40))) {
        let err45 = { instancePath: instancePath + "/oom-score-adj", schemaPath: "#/properties/oom-score-adj/type", keyword: "type", params: { type: "integer" } };
        vErrors === null ? vErrors = [err45] : vErrors.push(err45), errors++;
      }
      if (typeof data40 == "number" && isFinite(data40)) {
        if (data40 > 1e3 || isNaN(data40)) {
          let err46 = { instancePath: instancePath + "/oom-score-adj", schemaPath: "#/properties/oom-score-adj/maximum", keyword: "maximum", params: { comparison: "<=", limit: 1e3 } };
          vErrors === null ? vErrors = [err46] : vErrors.push(err46), errors++;
        }
        if (data40 < -1e3 || isNaN(data40)) {
          let err47 = { instancePath: instancePath + "/oom-score-adj", schemaPath: "#/properties/oom-score-adj/minimum", keyword: "minimum", params: { comparison: ">=", limit: -1e3 } };
          vErrors === null ? vErrors = [err47] : vErrors.push(err47), errors++;
        }
      }
    }
    if (data["no-new-privs"] !== void 0 && func0.call(data, "no-new-privs") && typeof data["no-new-privs"] != "boolean") {
      let err48 = { instancePath: instancePath + "/no-new-privs", schemaPath: "#/properties/no-new-privs/type", keyword: "type", params: { type: "boolean" } };
      vErrors === null ? vErrors = [err48] : vErrors.push(err48), errors++;
    }
    if (data.capabilities !== void 0 && func0.call(data, "capabilities")) {
      let data42 = data.capabilities;
      if (!data42 || typeof data42 != "object") {
        let err49 = { instancePath: instancePath + "/capabilities", schemaPath: "#/properties/capabilities/type", keyword: "type", params: { type: schema20.properties.capabilities.type } };
        vErrors === null ? vErrors = [err49] : vErrors.push(err49), errors++;
      }
      if (Array.isArray(data42)) {
        let len4 = data42.length;
        for (let i4 = 0; i4 < len4; i4++) {
          let data43 = data42[i4];
          if (typeof data43 == "string") {
            if (!pattern12.test(data43)) {
              let err50 = { instancePath: instancePath + "/capabilities/" + i4, schemaPath: "#/properties/capabilities/items/pattern", keyword: "pattern", params: { pattern: "^([Cc][Aa][Pp]_)?[A-Za-z_]+$" } };
              vErrors === null ? vErrors = [err50] : vErrors.push(err50), errors++;
            }
          } else {
            let err51 = { instancePath: instancePath + "/capabilities/" + i4, schemaPath: "#/properties/capabilities/items/type", keyword: "type", params: { type: "string" } };
            vErrors === null ? vErrors = [err51] : vErrors.push(err51), errors++;
          }
        }
      }
      if (data42 && typeof data42 == "object" && !Array.isArray(data42)) {
        for (let key4 of Object.keys(data42))
          if (!(key4 === "ambient" || key4 === "bounding")) {
            let err52 = { instancePath: instancePath + "/capabilities", schemaPath: "#/properties/capabilities/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key4 } };
            vErrors === null ? vErrors = [err52] : vErrors.push(err52), errors++;
          }
        if (data42.ambient !== void 0 && func0.call(data42, "ambient")) {
          let data44 = data42.ambient;
          if (Array.isArray(data44)) {
            let len5 = data44.length;
            for (let i5 = 0; i5 < len5; i5++) {
              let data45 = data44[i5];
              if (typeof data45 == "string") {
                if (!pattern12.test(data45)) {
                  let err53 = { instancePath: instancePath + "/capabilities/ambient/" + i5, schemaPath: "#/properties/capabilities/properties/ambient/items/pattern", keyword: "pattern", params: { pattern: "^([Cc][Aa][Pp]_)?[A-Za-z_]+$" } };
                  vErrors === null ? vErrors = [err53] : vErrors.push(err53), errors++;
                }
              } else {
                let err54 = { instancePath: instancePath + "/capabilities/ambient/" + i5, schemaPath: "#/properties/capabilities/properties/ambient/items/type", keyword: "type", params: { type: "string" } };
                vErrors === null ? vErrors = [err54] : vErrors.push(err54), errors++;
              }
            }
          } else {
            let err55 = { instancePath: instancePath + "/capabilities/ambient", schemaPath: "#/properties/capabilities/properties/ambient/type", keyword: "type", params: { type: "array" } };
            vErrors === null ? vErrors = [err55] : vErrors.push(err55), errors++;
          }
        }
        if (data42.bounding !== void 0 && func0.call(data42, "bounding")) {
          let data46 = data42.bounding;
          if (Array.isArray(data46)) {
            let len6 = data46.length;
            for (let i6 = 0; i6 < len6; i6++) {
              let data47 = data46[i6];
              if (typeof data47 == "string") {
                if (!pattern12.test(data47)) {
                  let err56 = { instancePath: instancePath + "/capabilities/bounding/" + i6, schemaPath: "#/properties/capabilities/properties/bounding/items/pattern", keyword: "pattern", params: { pattern: "^([Cc][Aa][Pp]_)?[A-Za-z_]+$" } };
                  vErrors === null ? vErrors = [err56] : vErrors.push(err56), errors++;
                }
              } else {
                let err57 = { instancePath: instancePath + "/capabilities/bounding/" + i6, schemaPath: "#/properties/capabilities/properties/bounding/items/type", keyword: "type", params: { type: "string" } };
                vErrors === null ? vErrors = [err57] : vErrors.push(err57), errors++;
              }
            }
          } else {
            let err58 = { instancePath: instancePath + "/capabilities/bounding", schemaPath: "#/properties/capabilities/properties/bounding/type", keyword: "type", params: { type: "array" } };
            vErrors === null ? vErrors = [err58] : vErrors.push(err58), errors++;
          }
        }
      }
    }
    if (data["env-file"] !== void 0 && func0.call(data, "env-file")) {
      let data48 = data["env-file"];
      if ((!data48 || typeof data48 != "object") && typeof data48 != "string") {
        let err59 = { instancePath: instancePath + "/env-file", schemaPath: "#/properties/env-file/type", keyword: "type", params: { type: schema20.properties["env-file"].type } };
        vErrors === null ? vErrors = [err59] : vErrors.push(err59), errors++;
      }
      if (typeof data48 == "string" && func62(data48) < 1) {
        let err60 = { instancePath: instancePath + "/env-file", schemaPath: "#/properties/env-file/minLength", keyword: "minLength", params: { limit: 1 } };
        vErrors === null ? vErrors = [err60] : vErrors.push(err60), errors++;
      }
      if (Array.isArray(data48)) {
        let len7 = data48.length;
        for (let i7 = 0; i7 < len7; i7++) {
          let data49 = data48[i7];
          if (typeof data49 != "string" && !(data49 && typeof data49 == "object" && !Array.isArray(data49))) {
            let err61 = { instancePath: instancePath + "/env-file/" + i7, schemaPath: "#/properties/env-file/items/type", keyword: "type", params: { type: schema20.properties["env-file"].items.type } };
            vErrors === null ? vErrors = [err61] : vErrors.push(err61), errors++;
          }
          if (typeof data49 == "string" && func62(data49) < 1) {
            let err62 = { instancePath: instancePath + "/env-file/" + i7, schemaPath: "#/properties/env-file/items/minLength", keyword: "minLength", params: { limit: 1 } };
            vErrors === null ? vErrors = [err62] : vErrors.push(err62), errors++;
          }
          if (data49 && typeof data49 == "object" && !Array.isArray(data49)) {
            if (data49.path === void 0 || !func0.call(data49, "path")) {
              let err63 = { instancePath: instancePath + "/env-file/" + i7, schemaPath: "#/properties/env-file/items/required", keyword: "required", params: { missingProperty: "path" } };
              vErrors === null ? vErrors = [err63] : vErrors.push(err63), errors++;
            }
            for (let key5 of Object.keys(data49))
              if (!(key5 === "path" || key5 === "optional")) {
                let err64 = { instancePath: instancePath + "/env-file/" + i7, schemaPath: "#/properties/env-file/items/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key5 } };
                vErrors === null ? vErrors = [err64] : vErrors.push(err64), errors++;
              }
            if (data49.path !== void 0 && func0.call(data49, "path") && (validate73(data49.path, { instancePath: instancePath + "/env-file/" + i7 + "/path", parentData: data49, parentDataProperty: "path", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate73.errors : vErrors.concat(validate73.errors), errors = vErrors.length)), data49.optional !== void 0 && func0.call(data49, "optional") && typeof data49.optional != "boolean") {
              let err65 = { instancePath: instancePath + "/env-file/" + i7 + "/optional", schemaPath: "#/properties/env-file/items/properties/optional/type", keyword: "type", params: { type: "boolean" } };
              vErrors === null ? vErrors = [err65] : vErrors.push(err65), errors++;
            }
          }
        }
      }
      if (data48 && typeof data48 == "object" && !Array.isArray(data48)) {
        if (data48.path === void 0 || !func0.call(data48, "path")) {
          let err66 = { instancePath: instancePath + "/env-file", schemaPath: "#/properties/env-file/required", keyword: "required", params: { missingProperty: "path" } };
          vErrors === null ? vErrors = [err66] : vErrors.push(err66), errors++;
        }
        for (let key6 of Object.keys(data48))
          if (!(key6 === "path" || key6 === "optional")) {
            let err67 = { instancePath: instancePath + "/env-file", schemaPath: "#/properties/env-file/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key6 } };
            vErrors === null ? vErrors = [err67] : vErrors.push(err67), errors++;
          }
        if (data48.path !== void 0 && func0.call(data48, "path") && (validate73(data48.path, { instancePath: instancePath + "/env-file/path", parentData: data48, parentDataProperty: "path", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate73.errors : vErrors.concat(validate73.errors), errors = vErrors.length)), data48.optional !== void 0 && func0.call(data48, "optional") && typeof data48.optional != "boolean") {
          let err68 = { instancePath: instancePath + "/env-file/optional", schemaPath: "#/properties/env-file/properties/optional/type", keyword: "type", params: { type: "boolean" } };
          vErrors === null ? vErrors = [err68] : vErrors.push(err68), errors++;
        }
      }
    }
    if (data["env-dir"] !== void 0 && func0.call(data, "env-dir")) {
      let data54 = data["env-dir"];
      if ((!data54 || typeof data54 != "object") && typeof data54 != "string") {
        let err69 = { instancePath: instancePath + "/env-dir", schemaPath: "#/properties/env-dir/type", keyword: "type", params: { type: schema20.properties["env-dir"].type } };
        vErrors === null ? vErrors = [err69] : vErrors.push(err69), errors++;
      }
      if (typeof data54 == "string" && func62(data54) < 1) {
        let err70 = { instancePath: instancePath + "/env-dir", schemaPath: "#/properties/env-dir/minLength", keyword: "minLength", params: { limit: 1 } };
        vErrors === null ? vErrors = [err70] : vErrors.push(err70), errors++;
      }
      if (Array.isArray(data54)) {
        let len8 = data54.length;
        for (let i8 = 0; i8 < len8; i8++) {
          let data55 = data54[i8];
          if (typeof data55 != "string" && !(data55 && typeof data55 == "object" && !Array.isArray(data55))) {
            let err71 = { instancePath: instancePath + "/env-dir/" + i8, schemaPath: "#/properties/env-dir/items/type", keyword: "type", params: { type: schema20.properties["env-dir"].items.type } };
            vErrors === null ? vErrors = [err71] : vErrors.push(err71), errors++;
          }
          if (typeof data55 == "string" && func62(data55) < 1) {
            let err72 = { instancePath: instancePath + "/env-dir/" + i8, schemaPath: "#/properties/env-dir/items/minLength", keyword: "minLength", params: { limit: 1 } };
            vErrors === null ? vErrors = [err72] : vErrors.push(err72), errors++;
          }
          if (data55 && typeof data55 == "object" && !Array.isArray(data55)) {
            if (data55.path === void 0 || !func0.call(data55, "path")) {
              let err73 = { instancePath: instancePath + "/env-dir/" + i8, schemaPath: "#/properties/env-dir/items/required", keyword: "required", params: { missingProperty: "path" } };
              vErrors === null ? vErrors = [err73] : vErrors.push(err73), errors++;
            }
            for (let key7 of Object.keys(data55))
              if (!(key7 === "path" || key7 === "optional")) {
                let err74 = { instancePath: instancePath + "/env-dir/" + i8, schemaPath: "#/properties/env-dir/items/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key7 } };
                vErrors === null ? vErrors = [err74] : vErrors.push(err74), errors++;
              }
            if (data55.path !== void 0 && func0.call(data55, "path") && (validate73(data55.path, { instancePath: instancePath + "/env-dir/" + i8 + "/path", parentData: data55, parentDataProperty: "path", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate73.errors : vErrors.concat(validate73.errors), errors = vErrors.length)), data55.optional !== void 0 && func0.call(data55, "optional") && typeof data55.optional != "boolean") {
              let err75 = { instancePath: instancePath + "/env-dir/" + i8 + "/optional", schemaPath: "#/properties/env-dir/items/properties/optional/type", keyword: "type", params: { type: "boolean" } };
              vErrors === null ? vErrors = [err75] : vErrors.push(err75), errors++;
            }
          }
        }
      }
      if (data54 && typeof data54 == "object" && !Array.isArray(data54)) {
        if (data54.path === void 0 || !func0.call(data54, "path")) {
          let err76 = { instancePath: instancePath + "/env-dir", schemaPath: "#/properties/env-dir/required", keyword: "required", params: { missingProperty: "path" } };
          vErrors === null ? vErrors = [err76] : vErrors.push(err76), errors++;
        }
        for (let key8 of Object.keys(data54))
          if (!(key8 === "path" || key8 === "optional")) {
            let err77 = { instancePath: instancePath + "/env-dir", schemaPath: "#/properties/env-dir/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key8 } };
            vErrors === null ? vErrors = [err77] : vErrors.push(err77), errors++;
          }
        if (data54.path !== void 0 && func0.call(data54, "path") && (validate73(data54.path, { instancePath: instancePath + "/env-dir/path", parentData: data54, parentDataProperty: "path", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate73.errors : vErrors.concat(validate73.errors), errors = vErrors.length)), data54.optional !== void 0 && func0.call(data54, "optional") && typeof data54.optional != "boolean") {
          let err78 = { instancePath: instancePath + "/env-dir/optional", schemaPath: "#/properties/env-dir/properties/optional/type", keyword: "type", params: { type: "boolean" } };
          vErrors === null ? vErrors = [err78] : vErrors.push(err78), errors++;
        }
      }
    }
    if (data["pass-env"] !== void 0 && func0.call(data, "pass-env")) {
      let data60 = data["pass-env"];
      if (Array.isArray(data60)) {
        let len9 = data60.length;
        for (let i9 = 0; i9 < len9; i9++) {
          let data61 = data60[i9];
          if (typeof data61 == "string") {
            if (!pattern15.test(data61)) {
              let err79 = { instancePath: instancePath + "/pass-env/" + i9, schemaPath: "#/properties/pass-env/items/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z_*][A-Za-z0-9_*]*$" } };
              vErrors === null ? vErrors = [err79] : vErrors.push(err79), errors++;
            }
          } else {
            let err80 = { instancePath: instancePath + "/pass-env/" + i9, schemaPath: "#/properties/pass-env/items/type", keyword: "type", params: { type: "string" } };
            vErrors === null ? vErrors = [err80] : vErrors.push(err80), errors++;
          }
        }
      } else {
        let err81 = { instancePath: instancePath + "/pass-env", schemaPath: "#/properties/pass-env/type", keyword: "type", params: { type: "array" } };
        vErrors === null ? vErrors = [err81] : vErrors.push(err81), errors++;
      }
    }
    if (data["clear-env"] !== void 0 && func0.call(data, "clear-env") && typeof data["clear-env"] != "boolean") {
      let err82 = { instancePath: instancePath + "/clear-env", schemaPath: "#/properties/clear-env/type", keyword: "type", params: { type: "boolean" } };
      vErrors === null ? vErrors = [err82] : vErrors.push(err82), errors++;
    }
    if (data.instances !== void 0 && func0.call(data, "instances")) {
      let data63 = data.instances;
      if (Array.isArray(data63)) {
        let len10 = data63.length;
        for (let i10 = 0; i10 < len10; i10++) {
          let data64 = data63[i10];
          if (typeof data64 == "string") {
            if (func62(data64) < 1) {
              let err83 = { instancePath: instancePath + "/instances/" + i10, schemaPath: "#/properties/instances/items/minLength", keyword: "minLength", params: { limit: 1 } };
              vErrors === null ? vErrors = [err83] : vErrors.push(err83), errors++;
            }
          } else {
            let err84 = { instancePath: instancePath + "/instances/" + i10, schemaPath: "#/properties/instances/items/type", keyword: "type", params: { type: "string" } };
            vErrors === null ? vErrors = [err84] : vErrors.push(err84), errors++;
          }
        }
      } else {
        let err85 = { instancePath: instancePath + "/instances", schemaPath: "#/properties/instances/type", keyword: "type", params: { type: "array" } };
        vErrors === null ? vErrors = [err85] : vErrors.push(err85), errors++;
      }
    }
    if (data["dir-name"] !== void 0 && func0.call(data, "dir-name")) {
      let data65 = data["dir-name"];
      if (typeof data65 == "string") {
        if (func62(data65) < 1) {
          let err86 = { instancePath: instancePath + "/dir-name", schemaPath: "#/properties/dir-name/minLength", keyword: "minLength", params: { limit: 1 } };
          vErrors === null ? vErrors = [err86] : vErrors.push(err86), errors++;
        }
      } else {
        let err87 = { instancePath: instancePath + "/dir-name", schemaPath: "#/properties/dir-name/type", keyword: "type", params: { type: "string" } };
        vErrors === null ? vErrors = [err87] : vErrors.push(err87), errors++;
      }
    }
    if (data["moved-from"] !== void 0 && func0.call(data, "moved-from")) {
      let data66 = data["moved-from"];
      if (typeof data66 == "string") {
        if (func62(data66) < 1) {
          let err88 = { instancePath: instancePath + "/moved-from", schemaPath: "#/properties/moved-from/minLength", keyword: "minLength", params: { limit: 1 } };
          vErrors === null ? vErrors = [err88] : vErrors.push(err88), errors++;
        }
      } else {
        let err89 = { instancePath: instancePath + "/moved-from", schemaPath: "#/properties/moved-from/type", keyword: "type", params: { type: "string" } };
        vErrors === null ? vErrors = [err89] : vErrors.push(err89), errors++;
      }
    }
    if (data.limits !== void 0 && func0.call(data, "limits")) {
      let data67 = data.limits;
      if (data67 && typeof data67 == "object" && !Array.isArray(data67)) {
        for (let key9 of Object.keys(data67))
          if (!func0.call(schema20.properties.limits.properties, key9)) {
            let err90 = { instancePath: instancePath + "/limits", schemaPath: "#/properties/limits/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key9 } };
            vErrors === null ? vErrors = [err90] : vErrors.push(err90), errors++;
          }
        data67.as !== void 0 && func0.call(data67, "as") && (validate80(data67.as, { instancePath: instancePath + "/limits/as", parentData: data67, parentDataProperty: "as", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate80.errors : vErrors.concat(validate80.errors), errors = vErrors.length)), data67.core !== void 0 && func0.call(data67, "core") && (validate80(data67.core, { instancePath: instancePath + "/limits/core", parentData: data67, parentDataProperty: "core", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate80.errors : vErrors.concat(validate80.errors), errors = vErrors.length)), data67.cpu !== void 0 && func0.call(data67, "cpu") && (validate80(data67.cpu, { instancePath: instancePath + "/limits/cpu", parentData: data67, parentDataProperty: "cpu", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate80.errors : vErrors.concat(validate80.errors), errors = vErrors.length)), data67.data !== void 0 && func0.call(data67, "data") && (validate80(data67.data, { instancePath: instancePath + "/limits/data", parentData: data67, parentDataProperty: "data", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate80.errors : vErrors.concat(validate80.errors), errors = vErrors.length)), data67.fsize !== void 0 && func0.call(data67, "fsize") && (validate80(data67.fsize, { instancePath: instancePath + "/limits/fsize", parentData: data67, parentDataProperty: "fsize", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate80.errors : vErrors.concat(validate80.errors), errors = vErrors.length)), data67.locks !== void 0 && func0.call(data67, "locks") && (validate80(data67.locks, { instancePath: instancePath + "/limits/locks", parentData: data67, parentDataProperty: "locks", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate80.errors : vErrors.concat(validate80.errors), errors = vErrors.length)), data67.memlock !== void 0 && func0.call(data67, "memlock") && (validate80(data67.memlock, { instancePath: instancePath + "/limits/memlock", parentData: data67, parentDataProperty: "memlock", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate80.errors : vErrors.concat(validate80.errors), errors = vErrors.length)), data67.msgqueue !== void 0 && func0.call(data67, "msgqueue") && (validate80(data67.msgqueue, { instancePath: instancePath + "/limits/msgqueue", parentData: data67, parentDataProperty: "msgqueue", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate80.errors : vErrors.concat(validate80.errors), errors = vErrors.length)), data67.nice !== void 0 && func0.call(data67, "nice") && (validate80(data67.nice, { instancePath: instancePath + "/limits/nice", parentData: data67, parentDataProperty: "nice", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate80.errors : vErrors.concat(validate80.errors), errors = vErrors.length)), data67.nofile !== void 0 && func0.call(data67, "nofile") && (validate80(data67.nofile, { instancePath: instancePath + "/limits/nofile", parentData: data67, parentDataProperty: "nofile", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate80.errors : vErrors.concat(validate80.errors), errors = vErrors.length)), data67.nproc !== void 0 && func0.call(data67, "nproc") && (validate80(data67.nproc, { instancePath: instancePath + "/limits/nproc", parentData: data67, parentDataProperty: "nproc", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate80.errors : vErrors.concat(validate80.errors), errors = vErrors.length)), data67.rss !== void 0 && func0.call(data67, "rss") && (validate80(data67.rss, { instancePath: instancePath + "/limits/rss", parentData: data67, parentDataProperty: "rss", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate80.errors : vErrors.concat(validate80.errors), errors = vErrors.length)), data67.rtprio !== void 0 && func0.call(data67, "rtprio") && (validate80(data67.rtprio, { instancePath: instancePath + "/limits/rtprio", parentData: data67, parentDataProperty: "rtprio", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate80.errors : vErrors.concat(validate80.errors), errors = vErrors.length)), data67.rttime !== void 0 && func0.call(data67, "rttime") && (validate80(data67.rttime, { instancePath: instancePath + "/limits/rttime", parentData: data67, parentDataProperty: "rttime", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate80.errors : vErrors.concat(validate80.errors), errors = vErrors.length)), data67.sigpending !== void 0 && func0.call(data67, "sigpending") && (validate80(data67.sigpending, { instancePath: instancePath + "/limits/sigpending", parentData: data67, parentDataProperty: "sigpending", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate80.errors : vErrors.concat(validate80.errors), errors = vErrors.length)), data67.stack !== void 0 && func0.call(data67, "stack") && (validate80(data67.stack, { instancePath: instancePath + "/limits/stack", parentData: data67, parentDataProperty: "stack", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate80.errors : vErrors.concat(validate80.errors), errors = vErrors.length));
      } else {
        let err91 = { instancePath: instancePath + "/limits", schemaPath: "#/properties/limits/type", keyword: "type", params: { type: "object" } };
        vErrors === null ? vErrors = [err91] : vErrors.push(err91), errors++;
      }
    }
    if (data.env !== void 0 && func0.call(data, "env")) {
      let data84 = data.env;
      if (data84 && typeof data84 == "object" && !Array.isArray(data84))
        for (let key10 of Object.keys(data84)) {
          let data85 = data84[key10];
          if (typeof data85 != "string" && !(typeof data85 == "number" && !(data85 % 1) && !isNaN(data85) && isFinite(data85)) && typeof data85 != "boolean") {
            let err92 = { instancePath: instancePath + "/env/" + key10.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/env/additionalProperties/type", keyword: "type", params: { type: schema20.properties.env.additionalProperties.type } };
            vErrors === null ? vErrors = [err92] : vErrors.push(err92), errors++;
          }
        }
      else {
        let err93 = { instancePath: instancePath + "/env", schemaPath: "#/properties/env/type", keyword: "type", params: { type: "object" } };
        vErrors === null ? vErrors = [err93] : vErrors.push(err93), errors++;
      }
    }
    if (data.secrets !== void 0 && func0.call(data, "secrets")) {
      let data86 = data.secrets;
      if (data86 && typeof data86 == "object" && !Array.isArray(data86))
        for (let key11 of Object.keys(data86)) {
          let data87 = data86[key11];
          if (data87 && typeof data87 == "object" && !Array.isArray(data87)) {
            if (data87.file === void 0 || !func0.call(data87, "file")) {
              let err94 = { instancePath: instancePath + "/secrets/" + key11.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/secrets/additionalProperties/required", keyword: "required", params: { missingProperty: "file" } };
              vErrors === null ? vErrors = [err94] : vErrors.push(err94), errors++;
            }
            for (let key12 of Object.keys(data87))
              if (!(key12 === "file" || key12 === "mode")) {
                let err95 = { instancePath: instancePath + "/secrets/" + key11.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/secrets/additionalProperties/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key12 } };
                vErrors === null ? vErrors = [err95] : vErrors.push(err95), errors++;
              }
            if (data87.file !== void 0 && func0.call(data87, "file") && (validate73(data87.file, { instancePath: instancePath + "/secrets/" + key11.replace(/~/g, "~0").replace(/\//g, "~1") + "/file", parentData: data87, parentDataProperty: "file", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate73.errors : vErrors.concat(validate73.errors), errors = vErrors.length)), data87.mode !== void 0 && func0.call(data87, "mode")) {
              let data89 = data87.mode;
              if (typeof data89 != "string") {
                let err96 = { instancePath: instancePath + "/secrets/" + key11.replace(/~/g, "~0").replace(/\//g, "~1") + "/mode", schemaPath: "#/properties/secrets/additionalProperties/properties/mode/type", keyword: "type", params: { type: "string" } };
                vErrors === null ? vErrors = [err96] : vErrors.push(err96), errors++;
              }
              if (!(data89 === "path" || data89 === "env")) {
                let err97 = { instancePath: instancePath + "/secrets/" + key11.replace(/~/g, "~0").replace(/\//g, "~1") + "/mode", schemaPath: "#/properties/secrets/additionalProperties/properties/mode/enum", keyword: "enum", params: { allowedValues: schema20.properties.secrets.additionalProperties.properties.mode.enum } };
                vErrors === null ? vErrors = [err97] : vErrors.push(err97), errors++;
              }
            }
          } else {
            let err98 = { instancePath: instancePath + "/secrets/" + key11.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/secrets/additionalProperties/type", keyword: "type", params: { type: "object" } };
            vErrors === null ? vErrors = [err98] : vErrors.push(err98), errors++;
          }
        }
      else {
        let err99 = { instancePath: instancePath + "/secrets", schemaPath: "#/properties/secrets/type", keyword: "type", params: { type: "object" } };
        vErrors === null ? vErrors = [err99] : vErrors.push(err99), errors++;
      }
    }
    if (data.dirs !== void 0 && func0.call(data, "dirs")) {
      let data90 = data.dirs;
      if (data90 && typeof data90 == "object" && !Array.isArray(data90)) {
        for (let key13 of Object.keys(data90))
          if (!(key13 === "runtime" || key13 === "state" || key13 === "cache" || key13 === "logs" || key13 === "config")) {
            let err100 = { instancePath: instancePath + "/dirs", schemaPath: "#/properties/dirs/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key13 } };
            vErrors === null ? vErrors = [err100] : vErrors.push(err100), errors++;
          }
        if (data90.runtime !== void 0 && func0.call(data90, "runtime")) {
          let data91 = data90.runtime;
          if (typeof data91 != "string" && !(data91 && typeof data91 == "object" && !Array.isArray(data91))) {
            let err101 = { instancePath: instancePath + "/dirs/runtime", schemaPath: "#/properties/dirs/properties/runtime/type", keyword: "type", params: { type: schema20.properties.dirs.properties.runtime.type } };
            vErrors === null ? vErrors = [err101] : vErrors.push(err101), errors++;
          }
          if (typeof data91 == "string" && func62(data91) < 1) {
            let err102 = { instancePath: instancePath + "/dirs/runtime", schemaPath: "#/properties/dirs/properties/runtime/minLength", keyword: "minLength", params: { limit: 1 } };
            vErrors === null ? vErrors = [err102] : vErrors.push(err102), errors++;
          }
          if (data91 && typeof data91 == "object" && !Array.isArray(data91)) {
            for (let key14 of Object.keys(data91))
              if (!(key14 === "name" || key14 === "path" || key14 === "owner" || key14 === "group" || key14 === "mode" || key14 === "keep")) {
                let err103 = { instancePath: instancePath + "/dirs/runtime", schemaPath: "#/properties/dirs/properties/runtime/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key14 } };
                vErrors === null ? vErrors = [err103] : vErrors.push(err103), errors++;
              }
            if (data91.name !== void 0 && func0.call(data91, "name")) {
              let data92 = data91.name;
              if (typeof data92 == "string") {
                if (func62(data92) < 1) {
                  let err104 = { instancePath: instancePath + "/dirs/runtime/name", schemaPath: "#/properties/dirs/properties/runtime/properties/name/minLength", keyword: "minLength", params: { limit: 1 } };
                  vErrors === null ? vErrors = [err104] : vErrors.push(err104), errors++;
                }
              } else {
                let err105 = { instancePath: instancePath + "/dirs/runtime/name", schemaPath: "#/properties/dirs/properties/runtime/properties/name/type", keyword: "type", params: { type: "string" } };
                vErrors === null ? vErrors = [err105] : vErrors.push(err105), errors++;
              }
            }
            if (data91.path !== void 0 && func0.call(data91, "path") && (validate73(data91.path, { instancePath: instancePath + "/dirs/runtime/path", parentData: data91, parentDataProperty: "path", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate73.errors : vErrors.concat(validate73.errors), errors = vErrors.length)), data91.owner !== void 0 && func0.call(data91, "owner") && (validate67(data91.owner, { instancePath: instancePath + "/dirs/runtime/owner", parentData: data91, parentDataProperty: "owner", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate67.errors : vErrors.concat(validate67.errors), errors = vErrors.length)), data91.group !== void 0 && func0.call(data91, "group") && (validate67(data91.group, { instancePath: instancePath + "/dirs/runtime/group", parentData: data91, parentDataProperty: "group", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate67.errors : vErrors.concat(validate67.errors), errors = vErrors.length)), data91.mode !== void 0 && func0.call(data91, "mode") && (validate71(data91.mode, { instancePath: instancePath + "/dirs/runtime/mode", parentData: data91, parentDataProperty: "mode", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate71.errors : vErrors.concat(validate71.errors), errors = vErrors.length)), data91.keep !== void 0 && func0.call(data91, "keep") && typeof data91.keep != "boolean") {
              let err106 = { instancePath: instancePath + "/dirs/runtime/keep", schemaPath: "#/properties/dirs/properties/runtime/properties/keep/type", keyword: "type", params: { type: "boolean" } };
              vErrors === null ? vErrors = [err106] : vErrors.push(err106), errors++;
            }
          }
        }
        if (data90.state !== void 0 && func0.call(data90, "state")) {
          let data98 = data90.state;
          if (typeof data98 != "string" && !(data98 && typeof data98 == "object" && !Array.isArray(data98))) {
            let err107 = { instancePath: instancePath + "/dirs/state", schemaPath: "#/properties/dirs/properties/state/type", keyword: "type", params: { type: schema20.properties.dirs.properties.state.type } };
            vErrors === null ? vErrors = [err107] : vErrors.push(err107), errors++;
          }
          if (typeof data98 == "string" && func62(data98) < 1) {
            let err108 = { instancePath: instancePath + "/dirs/state", schemaPath: "#/properties/dirs/properties/state/minLength", keyword: "minLength", params: { limit: 1 } };
            vErrors === null ? vErrors = [err108] : vErrors.push(err108), errors++;
          }
          if (data98 && typeof data98 == "object" && !Array.isArray(data98)) {
            for (let key15 of Object.keys(data98))
              if (!(key15 === "name" || key15 === "path" || key15 === "owner" || key15 === "group" || key15 === "mode" || key15 === "keep")) {
                let err109 = { instancePath: instancePath + "/dirs/state", schemaPath: "#/properties/dirs/properties/state/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key15 } };
                vErrors === null ? vErrors = [err109] : vErrors.push(err109), errors++;
              }
            if (data98.name !== void 0 && func0.call(data98, "name")) {
              let data99 = data98.name;
              if (typeof data99 == "string") {
                if (func62(data99) < 1) {
                  let err110 = { instancePath: instancePath + "/dirs/state/name", schemaPath: "#/properties/dirs/properties/state/properties/name/minLength", keyword: "minLength", params: { limit: 1 } };
                  vErrors === null ? vErrors = [err110] : vErrors.push(err110), errors++;
                }
              } else {
                let err111 = { instancePath: instancePath + "/dirs/state/name", schemaPath: "#/properties/dirs/properties/state/properties/name/type", keyword: "type", params: { type: "string" } };
                vErrors === null ? vErrors = [err111] : vErrors.push(err111), errors++;
              }
            }
            if (data98.path !== void 0 && func0.call(data98, "path") && (validate73(data98.path, { instancePath: instancePath + "/dirs/state/path", parentData: data98, parentDataProperty: "path", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate73.errors : vErrors.concat(validate73.errors), errors = vErrors.length)), data98.owner !== void 0 && func0.call(data98, "owner") && (validate67(data98.owner, { instancePath: instancePath + "/dirs/state/owner", parentData: data98, parentDataProperty: "owner", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate67.errors : vErrors.concat(validate67.errors), errors = vErrors.length)), data98.group !== void 0 && func0.call(data98, "group") && (validate67(data98.group, { instancePath: instancePath + "/dirs/state/group", parentData: data98, parentDataProperty: "group", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate67.errors : vErrors.concat(validate67.errors), errors = vErrors.length)), data98.mode !== void 0 && func0.call(data98, "mode") && (validate71(data98.mode, { instancePath: instancePath + "/dirs/state/mode", parentData: data98, parentDataProperty: "mode", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate71.errors : vErrors.concat(validate71.errors), errors = vErrors.length)), data98.keep !== void 0 && func0.call(data98, "keep") && typeof data98.keep != "boolean") {
              let err112 = { instancePath: instancePath + "/dirs/state/keep", schemaPath: "#/properties/dirs/properties/state/properties/keep/type", keyword: "type", params: { type: "boolean" } };
              vErrors === null ? vErrors = [err112] : vErrors.push(err112), errors++;
            }
          }
        }
        if (data90.cache !== void 0 && func0.call(data90, "cache")) {
          let data105 = data90.cache;
          if (typeof data105 != "string" && !(data105 && typeof data105 == "object" && !Array.isArray(data105))) {
            let err113 = { instancePath: instancePath + "/dirs/cache", schemaPath: "#/properties/dirs/properties/cache/type", keyword: "type", params: { type: schema20.properties.dirs.properties.cache.type } };
            vErrors === null ? vErrors = [err113] : vErrors.push(err113), errors++;
          }
          if (typeof data105 == "string" && func62(data105) < 1) {
            let err114 = { instancePath: instancePath + "/dirs/cache", schemaPath: "#/properties/dirs/properties/cache/minLength", keyword: "minLength", params: { limit: 1 } };
            vErrors === null ? vErrors = [err114] : vErrors.push(err114), errors++;
          }
          if (data105 && typeof data105 == "object" && !Array.isArray(data105)) {
            for (let key16 of Object.keys(data105))
              if (!(key16 === "name" || key16 === "path" || key16 === "owner" || key16 === "group" || key16 === "mode" || key16 === "keep")) {
                let err115 = { instancePath: instancePath + "/dirs/cache", schemaPath: "#/properties/dirs/properties/cache/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key16 } };
                vErrors === null ? vErrors = [err115] : vErrors.push(err115), errors++;
              }
            if (data105.name !== void 0 && func0.call(data105, "name")) {
              let data106 = data105.name;
              if (typeof data106 == "string") {
                if (func62(data106) < 1) {
                  let err116 = { instancePath: instancePath + "/dirs/cache/name", schemaPath: "#/properties/dirs/properties/cache/properties/name/minLength", keyword: "minLength", params: { limit: 1 } };
                  vErrors === null ? vErrors = [err116] : vErrors.push(err116), errors++;
                }
              } else {
                let err117 = { instancePath: instancePath + "/dirs/cache/name", schemaPath: "#/properties/dirs/properties/cache/properties/name/type", keyword: "type", params: { type: "string" } };
                vErrors === null ? vErrors = [err117] : vErrors.push(err117), errors++;
              }
            }
            if (data105.path !== void 0 && func0.call(data105, "path") && (validate73(data105.path, { instancePath: instancePath + "/dirs/cache/path", parentData: data105, parentDataProperty: "path", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate73.errors : vErrors.concat(validate73.errors), errors = vErrors.length)), data105.owner !== void 0 && func0.call(data105, "owner") && (validate67(data105.owner, { instancePath: instancePath + "/dirs/cache/owner", parentData: data105, parentDataProperty: "owner", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate67.errors : vErrors.concat(validate67.errors), errors = vErrors.length)), data105.group !== void 0 && func0.call(data105, "group") && (validate67(data105.group, { instancePath: instancePath + "/dirs/cache/group", parentData: data105, parentDataProperty: "group", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate67.errors : vErrors.concat(validate67.errors), errors = vErrors.length)), data105.mode !== void 0 && func0.call(data105, "mode") && (validate71(data105.mode, { instancePath: instancePath + "/dirs/cache/mode", parentData: data105, parentDataProperty: "mode", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate71.errors : vErrors.concat(validate71.errors), errors = vErrors.length)), data105.keep !== void 0 && func0.call(data105, "keep") && typeof data105.keep != "boolean") {
              let err118 = { instancePath: instancePath + "/dirs/cache/keep", schemaPath: "#/properties/dirs/properties/cache/properties/keep/type", keyword: "type", params: { type: "boolean" } };
              vErrors === null ? vErrors = [err118] : vErrors.push(err118), errors++;
            }
          }
        }
        if (data90.logs !== void 0 && func0.call(data90, "logs")) {
          let data112 = data90.logs;
          if (typeof data112 != "string" && !(data112 && typeof data112 == "object" && !Array.isArray(data112))) {
            let err119 = { instancePath: instancePath + "/dirs/logs", schemaPath: "#/properties/dirs/properties/logs/type", keyword: "type", params: { type: schema20.properties.dirs.properties.logs.type } };
            vErrors === null ? vErrors = [err119] : vErrors.push(err119), errors++;
          }
          if (typeof data112 == "string" && func62(data112) < 1) {
            let err120 = { instancePath: instancePath + "/dirs/logs", schemaPath: "#/properties/dirs/properties/logs/minLength", keyword: "minLength", params: { limit: 1 } };
            vErrors === null ? vErrors = [err120] : vErrors.push(err120), errors++;
          }
          if (data112 && typeof data112 == "object" && !Array.isArray(data112)) {
            for (let key17 of Object.keys(data112))
              if (!(key17 === "name" || key17 === "path" || key17 === "owner" || key17 === "group" || key17 === "mode" || key17 === "keep")) {
                let err121 = { instancePath: instancePath + "/dirs/logs", schemaPath: "#/properties/dirs/properties/logs/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key17 } };
                vErrors === null ? vErrors = [err121] : vErrors.push(err121), errors++;
              }
            if (data112.name !== void 0 && func0.call(data112, "name")) {
              let data113 = data112.name;
              if (typeof data113 == "string") {
                if (func62(data113) < 1) {
                  let err122 = { instancePath: instancePath + "/dirs/logs/name", schemaPath: "#/properties/dirs/properties/logs/properties/name/minLength", keyword: "minLength", params: { limit: 1 } };
                  vErrors === null ? vErrors = [err122] : vErrors.push(err122), errors++;
                }
              } else {
                let err123 = { instancePath: instancePath + "/dirs/logs/name", schemaPath: "#/properties/dirs/properties/logs/properties/name/type", keyword: "type", params: { type: "string" } };
                vErrors === null ? vErrors = [err123] : vErrors.push(err123), errors++;
              }
            }
            if (data112.path !== void 0 && func0.call(data112, "path") && (validate73(data112.path, { instancePath: instancePath + "/dirs/logs/path", parentData: data112, parentDataProperty: "path", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate73.errors : vErrors.concat(validate73.errors), errors = vErrors.length)), data112.owner !== void 0 && func0.call(data112, "owner") && (validate67(data112.owner, { instancePath: instancePath + "/dirs/logs/owner", parentData: data112, parentDataProperty: "owner", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate67.errors : vErrors.concat(validate67.errors), errors = vErrors.length)), data112.group !== void 0 && func0.call(data112, "group") && (validate67(data112.group, { instancePath: instancePath + "/dirs/logs/group", parentData: data112, parentDataProperty: "group", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate67.errors : vErrors.concat(validate67.errors), errors = vErrors.length)), data112.mode !== void 0 && func0.call(data112, "mode") && (validate71(data112.mode, { instancePath: instancePath + "/dirs/logs/mode", parentData: data112, parentDataProperty: "mode", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate71.errors : vErrors.concat(validate71.errors), errors = vErrors.length)), data112.keep !== void 0 && func0.call(data112, "keep") && typeof data112.keep != "boolean") {
              let err124 = { instancePath: instancePath + "/dirs/logs/keep", schemaPath: "#/properties/dirs/properties/logs/properties/keep/type", keyword: "type", params: { type: "boolean" } };
              vErrors === null ? vErrors = [err124] : vErrors.push(err124), errors++;
            }
          }
        }
        if (data90.config !== void 0 && func0.call(data90, "config")) {
          let data119 = data90.config;
          if (typeof data119 != "string" && !(data119 && typeof data119 == "object" && !Array.isArray(data119))) {
            let err125 = { instancePath: instancePath + "/dirs/config", schemaPath: "#/properties/dirs/properties/config/type", keyword: "type", params: { type: schema20.properties.dirs.properties.config.type } };
            vErrors === null ? vErrors = [err125] : vErrors.push(err125), errors++;
          }
          if (typeof data119 == "string" && func62(data119) < 1) {
            let err126 = { instancePath: instancePath + "/dirs/config", schemaPath: "#/properties/dirs/properties/config/minLength", keyword: "minLength", params: { limit: 1 } };
            vErrors === null ? vErrors = [err126] : vErrors.push(err126), errors++;
          }
          if (data119 && typeof data119 == "object" && !Array.isArray(data119)) {
            for (let key18 of Object.keys(data119))
              if (!(key18 === "name" || key18 === "path" || key18 === "owner" || key18 === "group" || key18 === "mode" || key18 === "keep")) {
                let err127 = { instancePath: instancePath + "/dirs/config", schemaPath: "#/properties/dirs/properties/config/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key18 } };
                vErrors === null ? vErrors = [err127] : vErrors.push(err127), errors++;
              }
            if (data119.name !== void 0 && func0.call(data119, "name")) {
              let data120 = data119.name;
              if (typeof data120 == "string") {
                if (func62(data120) < 1) {
                  let err128 = { instancePath: instancePath + "/dirs/config/name", schemaPath: "#/properties/dirs/properties/config/properties/name/minLength", keyword: "minLength", params: { limit: 1 } };
                  vErrors === null ? vErrors = [err128] : vErrors.push(err128), errors++;
                }
              } else {
                let err129 = { instancePath: instancePath + "/dirs/config/name", schemaPath: "#/properties/dirs/properties/config/properties/name/type", keyword: "type", params: { type: "string" } };
                vErrors === null ? vErrors = [err129] : vErrors.push(err129), errors++;
              }
            }
            if (data119.path !== void 0 && func0.call(data119, "path") && (validate73(data119.path, { instancePath: instancePath + "/dirs/config/path", parentData: data119, parentDataProperty: "path", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate73.errors : vErrors.concat(validate73.errors), errors = vErrors.length)), data119.owner !== void 0 && func0.call(data119, "owner") && (validate67(data119.owner, { instancePath: instancePath + "/dirs/config/owner", parentData: data119, parentDataProperty: "owner", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate67.errors : vErrors.concat(validate67.errors), errors = vErrors.length)), data119.group !== void 0 && func0.call(data119, "group") && (validate67(data119.group, { instancePath: instancePath + "/dirs/config/group", parentData: data119, parentDataProperty: "group", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate67.errors : vErrors.concat(validate67.errors), errors = vErrors.length)), data119.mode !== void 0 && func0.call(data119, "mode") && (validate71(data119.mode, { instancePath: instancePath + "/dirs/config/mode", parentData: data119, parentDataProperty: "mode", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate71.errors : vErrors.concat(validate71.errors), errors = vErrors.length)), data119.keep !== void 0 && func0.call(data119, "keep") && typeof data119.keep != "boolean") {
              let err130 = { instancePath: instancePath + "/dirs/config/keep", schemaPath: "#/properties/dirs/properties/config/properties/keep/type", keyword: "type", params: { type: "boolean" } };
              vErrors === null ? vErrors = [err130] : vErrors.push(err130), errors++;
            }
          }
        }
      } else {
        let err131 = { instancePath: instancePath + "/dirs", schemaPath: "#/properties/dirs/type", keyword: "type", params: { type: "object" } };
        vErrors === null ? vErrors = [err131] : vErrors.push(err131), errors++;
      }
    }
    if (data.ready !== void 0 && func0.call(data, "ready")) {
      let data126 = data.ready;
      if (data126 && typeof data126 == "object" && !Array.isArray(data126)) {
        for (let key19 of Object.keys(data126))
          if (!(key19 === "fd" || key19 === "notify" || key19 === "command" || key19 === "tcp" || key19 === "http" || key19 === "path" || key19 === "interval" || key19 === "timeout")) {
            let err132 = { instancePath: instancePath + "/ready", schemaPath: "#/properties/ready/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key19 } };
            vErrors === null ? vErrors = [err132] : vErrors.push(err132), errors++;
          }
        if (data126.fd !== void 0 && func0.call(data126, "fd")) {
          let data127 = data126.fd;
          if (!(typeof data127 == "number" && !(data127 % 1) && !isNaN(data127) && isFinite(data127))) {
            let err133 = { instancePath: instancePath + "/ready/fd", schemaPath: "#/properties/ready/properties/fd/type", keyword: "type", params: { type: "integer" } };
            vErrors === null ? vErrors = [err133] : vErrors.push(err133), errors++;
          }
          if (typeof data127 == "number" && isFinite(data127)) {
            if (data127 > 1023 || isNaN(data127)) {
              let err134 = { instancePath: instancePath + "/ready/fd", schemaPath: "#/properties/ready/properties/fd/maximum", keyword: "maximum", params: { comparison: "<=", limit: 1023 } };
              vErrors === null ? vErrors = [err134] : vErrors.push(err134), errors++;
            }
            if (data127 < 3 || isNaN(data127)) {
              let err135 = { instancePath: instancePath + "/ready/fd", schemaPath: "#/properties/ready/properties/fd/minimum", keyword: "minimum", params: { comparison: ">=", limit: 3 } };
              vErrors === null ? vErrors = [err135] : vErrors.push(err135), errors++;
            }
          }
        }
        if (data126.notify !== void 0 && func0.call(data126, "notify")) {
          let data128 = data126.notify;
          if (typeof data128 != "string") {
            let err136 = { instancePath: instancePath + "/ready/notify", schemaPath: "#/properties/ready/properties/notify/type", keyword: "type", params: { type: "string" } };
            vErrors === null ? vErrors = [err136] : vErrors.push(err136), errors++;
          }
          if (data128 !== "systemd") {
            let err137 = { instancePath: instancePath + "/ready/notify", schemaPath: "#/properties/ready/properties/notify/enum", keyword: "enum", params: { allowedValues: schema20.properties.ready.properties.notify.enum } };
            vErrors === null ? vErrors = [err137] : vErrors.push(err137), errors++;
          }
        }
        if (data126.command !== void 0 && func0.call(data126, "command") && (validate54(data126.command, { instancePath: instancePath + "/ready/command", parentData: data126, parentDataProperty: "command", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate54.errors : vErrors.concat(validate54.errors), errors = vErrors.length)), data126.tcp !== void 0 && func0.call(data126, "tcp")) {
          let data130 = data126.tcp;
          if (typeof data130 == "string") {
            if (func62(data130) < 1) {
              let err138 = { instancePath: instancePath + "/ready/tcp", schemaPath: "#/properties/ready/properties/tcp/minLength", keyword: "minLength", params: { limit: 1 } };
              vErrors === null ? vErrors = [err138] : vErrors.push(err138), errors++;
            }
          } else {
            let err139 = { instancePath: instancePath + "/ready/tcp", schemaPath: "#/properties/ready/properties/tcp/type", keyword: "type", params: { type: "string" } };
            vErrors === null ? vErrors = [err139] : vErrors.push(err139), errors++;
          }
        }
        if (data126.http !== void 0 && func0.call(data126, "http")) {
          let data131 = data126.http;
          if (typeof data131 == "string") {
            if (func62(data131) < 1) {
              let err140 = { instancePath: instancePath + "/ready/http", schemaPath: "#/properties/ready/properties/http/minLength", keyword: "minLength", params: { limit: 1 } };
              vErrors === null ? vErrors = [err140] : vErrors.push(err140), errors++;
            }
          } else {
            let err141 = { instancePath: instancePath + "/ready/http", schemaPath: "#/properties/ready/properties/http/type", keyword: "type", params: { type: "string" } };
            vErrors === null ? vErrors = [err141] : vErrors.push(err141), errors++;
          }
        }
        data126.path !== void 0 && func0.call(data126, "path") && (validate73(data126.path, { instancePath: instancePath + "/ready/path", parentData: data126, parentDataProperty: "path", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate73.errors : vErrors.concat(validate73.errors), errors = vErrors.length)), data126.interval !== void 0 && func0.call(data126, "interval") && (validate123(data126.interval, { instancePath: instancePath + "/ready/interval", parentData: data126, parentDataProperty: "interval", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate123.errors : vErrors.concat(validate123.errors), errors = vErrors.length)), data126.timeout !== void 0 && func0.call(data126, "timeout") && (validate123(data126.timeout, { instancePath: instancePath + "/ready/timeout", parentData: data126, parentDataProperty: "timeout", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate123.errors : vErrors.concat(validate123.errors), errors = vErrors.length));
      } else {
        let err142 = { instancePath: instancePath + "/ready", schemaPath: "#/properties/ready/type", keyword: "type", params: { type: "object" } };
        vErrors === null ? vErrors = [err142] : vErrors.push(err142), errors++;
      }
    }
    if (data.health !== void 0 && func0.call(data, "health")) {
      let data135 = data.health;
      if (data135 && typeof data135 == "object" && !Array.isArray(data135)) {
        for (let key20 of Object.keys(data135))
          if (!(key20 === "command" || key20 === "tcp" || key20 === "http" || key20 === "path" || key20 === "interval" || key20 === "timeout" || key20 === "retries")) {
            let err143 = { instancePath: instancePath + "/health", schemaPath: "#/properties/health/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key20 } };
            vErrors === null ? vErrors = [err143] : vErrors.push(err143), errors++;
          }
        if (data135.command !== void 0 && func0.call(data135, "command") && (validate54(data135.command, { instancePath: instancePath + "/health/command", parentData: data135, parentDataProperty: "command", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate54.errors : vErrors.concat(validate54.errors), errors = vErrors.length)), data135.tcp !== void 0 && func0.call(data135, "tcp")) {
          let data137 = data135.tcp;
          if (typeof data137 == "string") {
            if (func62(data137) < 1) {
              let err144 = { instancePath: instancePath + "/health/tcp", schemaPath: "#/properties/health/properties/tcp/minLength", keyword: "minLength", params: { limit: 1 } };
              vErrors === null ? vErrors = [err144] : vErrors.push(err144), errors++;
            }
          } else {
            let err145 = { instancePath: instancePath + "/health/tcp", schemaPath: "#/properties/health/properties/tcp/type", keyword: "type", params: { type: "string" } };
            vErrors === null ? vErrors = [err145] : vErrors.push(err145), errors++;
          }
        }
        if (data135.http !== void 0 && func0.call(data135, "http")) {
          let data138 = data135.http;
          if (typeof data138 == "string") {
            if (func62(data138) < 1) {
              let err146 = { instancePath: instancePath + "/health/http", schemaPath: "#/properties/health/properties/http/minLength", keyword: "minLength", params: { limit: 1 } };
              vErrors === null ? vErrors = [err146] : vErrors.push(err146), errors++;
            }
          } else {
            let err147 = { instancePath: instancePath + "/health/http", schemaPath: "#/properties/health/properties/http/type", keyword: "type", params: { type: "string" } };
            vErrors === null ? vErrors = [err147] : vErrors.push(err147), errors++;
          }
        }
        if (data135.path !== void 0 && func0.call(data135, "path") && (validate73(data135.path, { instancePath: instancePath + "/health/path", parentData: data135, parentDataProperty: "path", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate73.errors : vErrors.concat(validate73.errors), errors = vErrors.length)), data135.interval !== void 0 && func0.call(data135, "interval") && (validate123(data135.interval, { instancePath: instancePath + "/health/interval", parentData: data135, parentDataProperty: "interval", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate123.errors : vErrors.concat(validate123.errors), errors = vErrors.length)), data135.timeout !== void 0 && func0.call(data135, "timeout") && (validate123(data135.timeout, { instancePath: instancePath + "/health/timeout", parentData: data135, parentDataProperty: "timeout", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate123.errors : vErrors.concat(validate123.errors), errors = vErrors.length)), data135.retries !== void 0 && func0.call(data135, "retries")) {
          let data142 = data135.retries;
          if (!(typeof data142 == "number" && !(data142 % 1) && !isNaN(data142) && isFinite(data142))) {
            let err148 = { instancePath: instancePath + "/health/retries", schemaPath: "#/properties/health/properties/retries/type", keyword: "type", params: { type: "integer" } };
            vErrors === null ? vErrors = [err148] : vErrors.push(err148), errors++;
          }
          if (typeof data142 == "number" && isFinite(data142)) {
            if (data142 > 1e3 || isNaN(data142)) {
              let err149 = { instancePath: instancePath + "/health/retries", schemaPath: "#/properties/health/properties/retries/maximum", keyword: "maximum", params: { comparison: "<=", limit: 1e3 } };
              vErrors === null ? vErrors = [err149] : vErrors.push(err149), errors++;
            }
            if (data142 < 1 || isNaN(data142)) {
              let err150 = { instancePath: instancePath + "/health/retries", schemaPath: "#/properties/health/properties/retries/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 } };
              vErrors === null ? vErrors = [err150] : vErrors.push(err150), errors++;
            }
          }
        }
      } else {
        let err151 = { instancePath: instancePath + "/health", schemaPath: "#/properties/health/type", keyword: "type", params: { type: "object" } };
        vErrors === null ? vErrors = [err151] : vErrors.push(err151), errors++;
      }
    }
    if (data.restart !== void 0 && func0.call(data, "restart")) {
      let data143 = data.restart;
      if (data143 && typeof data143 == "object" && !Array.isArray(data143)) {
        for (let key21 of Object.keys(data143))
          if (!(key21 === "policy" || key21 === "delay" || key21 === "max-delay" || key21 === "max-attempts" || key21 === "window" || key21 === "reset-after" || key21 === "success-codes" || key21 === "on-give-up")) {
            let err152 = { instancePath: instancePath + "/restart", schemaPath: "#/properties/restart/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key21 } };
            vErrors === null ? vErrors = [err152] : vErrors.push(err152), errors++;
          }
        if (data143.policy !== void 0 && func0.call(data143, "policy")) {
          let data144 = data143.policy;
          if (typeof data144 != "string") {
            let err153 = { instancePath: instancePath + "/restart/policy", schemaPath: "#/properties/restart/properties/policy/type", keyword: "type", params: { type: "string" } };
            vErrors === null ? vErrors = [err153] : vErrors.push(err153), errors++;
          }
          if (!(data144 === "always" || data144 === "on-failure" || data144 === "never")) {
            let err154 = { instancePath: instancePath + "/restart/policy", schemaPath: "#/properties/restart/properties/policy/enum", keyword: "enum", params: { allowedValues: schema20.properties.restart.properties.policy.enum } };
            vErrors === null ? vErrors = [err154] : vErrors.push(err154), errors++;
          }
        }
        if (data143.delay !== void 0 && func0.call(data143, "delay") && (validate123(data143.delay, { instancePath: instancePath + "/restart/delay", parentData: data143, parentDataProperty: "delay", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate123.errors : vErrors.concat(validate123.errors), errors = vErrors.length)), data143["max-delay"] !== void 0 && func0.call(data143, "max-delay") && (validate123(data143["max-delay"], { instancePath: instancePath + "/restart/max-delay", parentData: data143, parentDataProperty: "max-delay", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate123.errors : vErrors.concat(validate123.errors), errors = vErrors.length)), data143["max-attempts"] !== void 0 && func0.call(data143, "max-attempts")) {
          let data147 = data143["max-attempts"];
          if (!(typeof data147 == "number" && !(data147 % 1) && !isNaN(data147) && isFinite(data147))) {
            let err155 = { instancePath: instancePath + "/restart/max-attempts", schemaPath: "#/properties/restart/properties/max-attempts/type", keyword: "type", params: { type: "integer" } };
            vErrors === null ? vErrors = [err155] : vErrors.push(err155), errors++;
          }
          if (typeof data147 == "number" && isFinite(data147)) {
            if (data147 > 1e6 || isNaN(data147)) {
              let err156 = { instancePath: instancePath + "/restart/max-attempts", schemaPath: "#/properties/restart/properties/max-attempts/maximum", keyword: "maximum", params: { comparison: "<=", limit: 1e6 } };
              vErrors === null ? vErrors = [err156] : vErrors.push(err156), errors++;
            }
            if (data147 < 1 || isNaN(data147)) {
              let err157 = { instancePath: instancePath + "/restart/max-attempts", schemaPath: "#/properties/restart/properties/max-attempts/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 } };
              vErrors === null ? vErrors = [err157] : vErrors.push(err157), errors++;
            }
          }
        }
        if (data143.window !== void 0 && func0.call(data143, "window") && (validate123(data143.window, { instancePath: instancePath + "/restart/window", parentData: data143, parentDataProperty: "window", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate123.errors : vErrors.concat(validate123.errors), errors = vErrors.length)), data143["reset-after"] !== void 0 && func0.call(data143, "reset-after") && (validate123(data143["reset-after"], { instancePath: instancePath + "/restart/reset-after", parentData: data143, parentDataProperty: "reset-after", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate123.errors : vErrors.concat(validate123.errors), errors = vErrors.length)), data143["success-codes"] !== void 0 && func0.call(data143, "success-codes")) {
          let data150 = data143["success-codes"];
          if (Array.isArray(data150)) {
            let len11 = data150.length;
            for (let i11 = 0; i11 < len11; i11++) {
              let data151 = data150[i11];
              if (!(typeof data151 == "number" && !(data151 % 1) && !isNaN(data151) && isFinite(data151))) {
                let err158 = { instancePath: instancePath + "/restart/success-codes/" + i11, schemaPath: "#/properties/restart/properties/success-codes/items/type", keyword: "type", params: { type: "integer" } };
                vErrors === null ? vErrors = [err158] : vErrors.push(err158), errors++;
              }
              if (typeof data151 == "number" && isFinite(data151)) {
                if (data151 > 255 || isNaN(data151)) {
                  let err159 = { instancePath: instancePath + "/restart/success-codes/" + i11, schemaPath: "#/properties/restart/properties/success-codes/items/maximum", keyword: "maximum", params: { comparison: "<=", limit: 255 } };
                  vErrors === null ? vErrors = [err159] : vErrors.push(err159), errors++;
                }
                if (data151 < 0 || isNaN(data151)) {
                  let err160 = { instancePath: instancePath + "/restart/success-codes/" + i11, schemaPath: "#/properties/restart/properties/success-codes/items/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } };
                  vErrors === null ? vErrors = [err160] : vErrors.push(err160), errors++;
                }
              }
            }
          } else {
            let err161 = { instancePath: instancePath + "/restart/success-codes", schemaPath: "#/properties/restart/properties/success-codes/type", keyword: "type", params: { type: "array" } };
            vErrors === null ? vErrors = [err161] : vErrors.push(err161), errors++;
          }
        }
        if (data143["on-give-up"] !== void 0 && func0.call(data143, "on-give-up")) {
          let data152 = data143["on-give-up"];
          if (typeof data152 != "string") {
            let err162 = { instancePath: instancePath + "/restart/on-give-up", schemaPath: "#/properties/restart/properties/on-give-up/type", keyword: "type", params: { type: "string" } };
            vErrors === null ? vErrors = [err162] : vErrors.push(err162), errors++;
          }
          if (!(data152 === "stop" || data152 === "exit")) {
            let err163 = { instancePath: instancePath + "/restart/on-give-up", schemaPath: "#/properties/restart/properties/on-give-up/enum", keyword: "enum", params: { allowedValues: schema20.properties.restart.properties["on-give-up"].enum } };
            vErrors === null ? vErrors = [err163] : vErrors.push(err163), errors++;
          }
        }
      } else {
        let err164 = { instancePath: instancePath + "/restart", schemaPath: "#/properties/restart/type", keyword: "type", params: { type: "object" } };
        vErrors === null ? vErrors = [err164] : vErrors.push(err164), errors++;
      }
    }
    if (data.stop !== void 0 && func0.call(data, "stop")) {
      let data153 = data.stop;
      if (data153 && typeof data153 == "object" && !Array.isArray(data153)) {
        for (let key22 of Object.keys(data153))
          if (!(key22 === "signal" || key22 === "timeout" || key22 === "kill" || key22 === "command")) {
            let err165 = { instancePath: instancePath + "/stop", schemaPath: "#/properties/stop/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key22 } };
            vErrors === null ? vErrors = [err165] : vErrors.push(err165), errors++;
          }
        if (data153.signal !== void 0 && func0.call(data153, "signal") && (validate134(data153.signal, { instancePath: instancePath + "/stop/signal", parentData: data153, parentDataProperty: "signal", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate134.errors : vErrors.concat(validate134.errors), errors = vErrors.length)), data153.timeout !== void 0 && func0.call(data153, "timeout") && (validate123(data153.timeout, { instancePath: instancePath + "/stop/timeout", parentData: data153, parentDataProperty: "timeout", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate123.errors : vErrors.concat(validate123.errors), errors = vErrors.length)), data153.kill !== void 0 && func0.call(data153, "kill")) {
          let data156 = data153.kill;
          if (typeof data156 != "string") {
            let err166 = { instancePath: instancePath + "/stop/kill", schemaPath: "#/properties/stop/properties/kill/type", keyword: "type", params: { type: "string" } };
            vErrors === null ? vErrors = [err166] : vErrors.push(err166), errors++;
          }
          if (!(data156 === "group" || data156 === "process")) {
            let err167 = { instancePath: instancePath + "/stop/kill", schemaPath: "#/properties/stop/properties/kill/enum", keyword: "enum", params: { allowedValues: schema20.properties.stop.properties.kill.enum } };
            vErrors === null ? vErrors = [err167] : vErrors.push(err167), errors++;
          }
        }
        data153.command !== void 0 && func0.call(data153, "command") && (validate54(data153.command, { instancePath: instancePath + "/stop/command", parentData: data153, parentDataProperty: "command", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate54.errors : vErrors.concat(validate54.errors), errors = vErrors.length));
      } else {
        let err168 = { instancePath: instancePath + "/stop", schemaPath: "#/properties/stop/type", keyword: "type", params: { type: "object" } };
        vErrors === null ? vErrors = [err168] : vErrors.push(err168), errors++;
      }
    }
    if (data.reload !== void 0 && func0.call(data, "reload")) {
      let data158 = data.reload;
      if (data158 && typeof data158 == "object" && !Array.isArray(data158)) {
        for (let key23 of Object.keys(data158))
          if (!(key23 === "signal" || key23 === "command" || key23 === "files" || key23 === "on-change")) {
            let err169 = { instancePath: instancePath + "/reload", schemaPath: "#/properties/reload/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key23 } };
            vErrors === null ? vErrors = [err169] : vErrors.push(err169), errors++;
          }
        if (data158.signal !== void 0 && func0.call(data158, "signal") && (validate134(data158.signal, { instancePath: instancePath + "/reload/signal", parentData: data158, parentDataProperty: "signal", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate134.errors : vErrors.concat(validate134.errors), errors = vErrors.length)), data158.command !== void 0 && func0.call(data158, "command") && (validate54(data158.command, { instancePath: instancePath + "/reload/command", parentData: data158, parentDataProperty: "command", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate54.errors : vErrors.concat(validate54.errors), errors = vErrors.length)), data158.files !== void 0 && func0.call(data158, "files")) {
          let data161 = data158.files;
          if (Array.isArray(data161)) {
            let len12 = data161.length;
            for (let i12 = 0; i12 < len12; i12++) {
              let data162 = data161[i12];
              if (typeof data162 == "string") {
                if (func62(data162) < 1) {
                  let err170 = { instancePath: instancePath + "/reload/files/" + i12, schemaPath: "#/properties/reload/properties/files/items/minLength", keyword: "minLength", params: { limit: 1 } };
                  vErrors === null ? vErrors = [err170] : vErrors.push(err170), errors++;
                }
              } else {
                let err171 = { instancePath: instancePath + "/reload/files/" + i12, schemaPath: "#/properties/reload/properties/files/items/type", keyword: "type", params: { type: "string" } };
                vErrors === null ? vErrors = [err171] : vErrors.push(err171), errors++;
              }
            }
          } else {
            let err172 = { instancePath: instancePath + "/reload/files", schemaPath: "#/properties/reload/properties/files/type", keyword: "type", params: { type: "array" } };
            vErrors === null ? vErrors = [err172] : vErrors.push(err172), errors++;
          }
        }
        if (data158["on-change"] !== void 0 && func0.call(data158, "on-change")) {
          let data163 = data158["on-change"];
          if (typeof data163 != "string") {
            let err173 = { instancePath: instancePath + "/reload/on-change", schemaPath: "#/properties/reload/properties/on-change/type", keyword: "type", params: { type: "string" } };
            vErrors === null ? vErrors = [err173] : vErrors.push(err173), errors++;
          }
          if (!(data163 === "restart" || data163 === "reload" || data163 === "manual")) {
            let err174 = { instancePath: instancePath + "/reload/on-change", schemaPath: "#/properties/reload/properties/on-change/enum", keyword: "enum", params: { allowedValues: schema20.properties.reload.properties["on-change"].enum } };
            vErrors === null ? vErrors = [err174] : vErrors.push(err174), errors++;
          }
        }
      } else {
        let err175 = { instancePath: instancePath + "/reload", schemaPath: "#/properties/reload/type", keyword: "type", params: { type: "object" } };
        vErrors === null ? vErrors = [err175] : vErrors.push(err175), errors++;
      }
    }
    if (data.hooks !== void 0 && func0.call(data, "hooks")) {
      let data164 = data.hooks;
      if (data164 && typeof data164 == "object" && !Array.isArray(data164)) {
        for (let key24 of Object.keys(data164))
          if (!(key24 === "pre-start" || key24 === "post-ready" || key24 === "pre-stop" || key24 === "post-stop" || key24 === "on-fail")) {
            let err176 = { instancePath: instancePath + "/hooks", schemaPath: "#/properties/hooks/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key24 } };
            vErrors === null ? vErrors = [err176] : vErrors.push(err176), errors++;
          }
        data164["pre-start"] !== void 0 && func0.call(data164, "pre-start") && (validate140(data164["pre-start"], { instancePath: instancePath + "/hooks/pre-start", parentData: data164, parentDataProperty: "pre-start", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate140.errors : vErrors.concat(validate140.errors), errors = vErrors.length)), data164["post-ready"] !== void 0 && func0.call(data164, "post-ready") && (validate140(data164["post-ready"], { instancePath: instancePath + "/hooks/post-ready", parentData: data164, parentDataProperty: "post-ready", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate140.errors : vErrors.concat(validate140.errors), errors = vErrors.length)), data164["pre-stop"] !== void 0 && func0.call(data164, "pre-stop") && (validate140(data164["pre-stop"], { instancePath: instancePath + "/hooks/pre-stop", parentData: data164, parentDataProperty: "pre-stop", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate140.errors : vErrors.concat(validate140.errors), errors = vErrors.length)), data164["post-stop"] !== void 0 && func0.call(data164, "post-stop") && (validate140(data164["post-stop"], { instancePath: instancePath + "/hooks/post-stop", parentData: data164, parentDataProperty: "post-stop", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate140.errors : vErrors.concat(validate140.errors), errors = vErrors.length)), data164["on-fail"] !== void 0 && func0.call(data164, "on-fail") && (validate140(data164["on-fail"], { instancePath: instancePath + "/hooks/on-fail", parentData: data164, parentDataProperty: "on-fail", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate140.errors : vErrors.concat(validate140.errors), errors = vErrors.length));
      } else {
        let err177 = { instancePath: instancePath + "/hooks", schemaPath: "#/properties/hooks/type", keyword: "type", params: { type: "object" } };
        vErrors === null ? vErrors = [err177] : vErrors.push(err177), errors++;
      }
    }
    if (data.log !== void 0 && func0.call(data, "log")) {
      let data170 = data.log;
      if (data170 && typeof data170 == "object" && !Array.isArray(data170)) {
        for (let key25 of Object.keys(data170))
          if (!func0.call(schema20.properties.log.properties, key25)) {
            let err178 = { instancePath: instancePath + "/log", schemaPath: "#/properties/log/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key25 } };
            vErrors === null ? vErrors = [err178] : vErrors.push(err178), errors++;
          }
        if (data170.dir !== void 0 && func0.call(data170, "dir")) {
          let data171 = data170.dir;
          if (typeof data171 == "string") {
            if (func62(data171) < 1) {
              let err179 = { instancePath: instancePath + "/log/dir", schemaPath: "#/properties/log/properties/dir/minLength", keyword: "minLength", params: { limit: 1 } };
              vErrors === null ? vErrors = [err179] : vErrors.push(err179), errors++;
            }
          } else {
            let err180 = { instancePath: instancePath + "/log/dir", schemaPath: "#/properties/log/properties/dir/type", keyword: "type", params: { type: "string" } };
            vErrors === null ? vErrors = [err180] : vErrors.push(err180), errors++;
          }
        }
        if (data170.to !== void 0 && func0.call(data170, "to")) {
          let data172 = data170.to;
          if (typeof data172 == "string") {
            if (!pattern17.test(data172)) {
              let err181 = { instancePath: instancePath + "/log/to", schemaPath: "#/properties/log/properties/to/pattern", keyword: "pattern", params: { pattern: "^(none|inherit|syslog(:.+)?|service:.+)$" } };
              vErrors === null ? vErrors = [err181] : vErrors.push(err181), errors++;
            }
          } else {
            let err182 = { instancePath: instancePath + "/log/to", schemaPath: "#/properties/log/properties/to/type", keyword: "type", params: { type: "string" } };
            vErrors === null ? vErrors = [err182] : vErrors.push(err182), errors++;
          }
        }
        if (data170.user !== void 0 && func0.call(data170, "user") && (validate67(data170.user, { instancePath: instancePath + "/log/user", parentData: data170, parentDataProperty: "user", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate67.errors : vErrors.concat(validate67.errors), errors = vErrors.length)), data170.group !== void 0 && func0.call(data170, "group") && (validate67(data170.group, { instancePath: instancePath + "/log/group", parentData: data170, parentDataProperty: "group", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate67.errors : vErrors.concat(validate67.errors), errors = vErrors.length)), data170.mode !== void 0 && func0.call(data170, "mode") && (validate71(data170.mode, { instancePath: instancePath + "/log/mode", parentData: data170, parentDataProperty: "mode", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate71.errors : vErrors.concat(validate71.errors), errors = vErrors.length)), data170.timestamp !== void 0 && func0.call(data170, "timestamp")) {
          let data176 = data170.timestamp;
          if (typeof data176 != "string") {
            let err183 = { instancePath: instancePath + "/log/timestamp", schemaPath: "#/properties/log/properties/timestamp/type", keyword: "type", params: { type: "string" } };
            vErrors === null ? vErrors = [err183] : vErrors.push(err183), errors++;
          }
          if (!(data176 === "tai64n" || data176 === "iso" || data176 === "none")) {
            let err184 = { instancePath: instancePath + "/log/timestamp", schemaPath: "#/properties/log/properties/timestamp/enum", keyword: "enum", params: { allowedValues: schema20.properties.log.properties.timestamp.enum } };
            vErrors === null ? vErrors = [err184] : vErrors.push(err184), errors++;
          }
        }
        if (data170.prefix !== void 0 && func0.call(data170, "prefix")) {
          let data177 = data170.prefix;
          if (typeof data177 == "string") {
            if (func62(data177) < 1) {
              let err185 = { instancePath: instancePath + "/log/prefix", schemaPath: "#/properties/log/properties/prefix/minLength", keyword: "minLength", params: { limit: 1 } };
              vErrors === null ? vErrors = [err185] : vErrors.push(err185), errors++;
            }
          } else {
            let err186 = { instancePath: instancePath + "/log/prefix", schemaPath: "#/properties/log/properties/prefix/type", keyword: "type", params: { type: "string" } };
            vErrors === null ? vErrors = [err186] : vErrors.push(err186), errors++;
          }
        }
        if (data170["max-size"] !== void 0 && func0.call(data170, "max-size") && (validate150(data170["max-size"], { instancePath: instancePath + "/log/max-size", parentData: data170, parentDataProperty: "max-size", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate150.errors : vErrors.concat(validate150.errors), errors = vErrors.length)), data170.keep !== void 0 && func0.call(data170, "keep")) {
          let data179 = data170.keep;
          if (!(typeof data179 == "number" && !(data179 % 1) && !isNaN(data179) && isFinite(data179))) {
            let err187 = { instancePath: instancePath + "/log/keep", schemaPath: "#/properties/log/properties/keep/type", keyword: "type", params: { type: "integer" } };
            vErrors === null ? vErrors = [err187] : vErrors.push(err187), errors++;
          }
          if (typeof data179 == "number" && isFinite(data179)) {
            if (data179 > 1e5 || isNaN(data179)) {
              let err188 = { instancePath: instancePath + "/log/keep", schemaPath: "#/properties/log/properties/keep/maximum", keyword: "maximum", params: { comparison: "<=", limit: 1e5 } };
              vErrors === null ? vErrors = [err188] : vErrors.push(err188), errors++;
            }
            if (data179 < 0 || isNaN(data179)) {
              let err189 = { instancePath: instancePath + "/log/keep", schemaPath: "#/properties/log/properties/keep/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } };
              vErrors === null ? vErrors = [err189] : vErrors.push(err189), errors++;
            }
          }
        }
        if (data170["max-total"] !== void 0 && func0.call(data170, "max-total") && (validate150(data170["max-total"], { instancePath: instancePath + "/log/max-total", parentData: data170, parentDataProperty: "max-total", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate150.errors : vErrors.concat(validate150.errors), errors = vErrors.length)), data170["rotate-every"] !== void 0 && func0.call(data170, "rotate-every") && (validate123(data170["rotate-every"], { instancePath: instancePath + "/log/rotate-every", parentData: data170, parentDataProperty: "rotate-every", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate123.errors : vErrors.concat(validate123.errors), errors = vErrors.length)), data170.compress !== void 0 && func0.call(data170, "compress")) {
          let data182 = data170.compress;
          if (typeof data182 != "string") {
            let err190 = { instancePath: instancePath + "/log/compress", schemaPath: "#/properties/log/properties/compress/type", keyword: "type", params: { type: "string" } };
            vErrors === null ? vErrors = [err190] : vErrors.push(err190), errors++;
          }
          if (!(data182 === "none" || data182 === "gzip" || data182 === "zstd")) {
            let err191 = { instancePath: instancePath + "/log/compress", schemaPath: "#/properties/log/properties/compress/enum", keyword: "enum", params: { allowedValues: schema20.properties.log.properties.compress.enum } };
            vErrors === null ? vErrors = [err191] : vErrors.push(err191), errors++;
          }
        }
        if (data170.processor !== void 0 && func0.call(data170, "processor") && (validate54(data170.processor, { instancePath: instancePath + "/log/processor", parentData: data170, parentDataProperty: "processor", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate54.errors : vErrors.concat(validate54.errors), errors = vErrors.length)), data170.filter !== void 0 && func0.call(data170, "filter")) {
          let data184 = data170.filter;
          if (Array.isArray(data184)) {
            let len13 = data184.length;
            for (let i13 = 0; i13 < len13; i13++) {
              let data185 = data184[i13];
              if (typeof data185 == "string") {
                if (!pattern19.test(data185)) {
                  let err192 = { instancePath: instancePath + "/log/filter/" + i13, schemaPath: "#/properties/log/properties/filter/items/pattern", keyword: "pattern", params: { pattern: "^[+-]" } };
                  vErrors === null ? vErrors = [err192] : vErrors.push(err192), errors++;
                }
              } else {
                let err193 = { instancePath: instancePath + "/log/filter/" + i13, schemaPath: "#/properties/log/properties/filter/items/type", keyword: "type", params: { type: "string" } };
                vErrors === null ? vErrors = [err193] : vErrors.push(err193), errors++;
              }
            }
          } else {
            let err194 = { instancePath: instancePath + "/log/filter", schemaPath: "#/properties/log/properties/filter/type", keyword: "type", params: { type: "array" } };
            vErrors === null ? vErrors = [err194] : vErrors.push(err194), errors++;
          }
        }
        if (data170.stderr !== void 0 && func0.call(data170, "stderr")) {
          let data186 = data170.stderr;
          if (typeof data186 != "string") {
            let err195 = { instancePath: instancePath + "/log/stderr", schemaPath: "#/properties/log/properties/stderr/type", keyword: "type", params: { type: "string" } };
            vErrors === null ? vErrors = [err195] : vErrors.push(err195), errors++;
          }
          if (!(data186 === "merge" || data186 === "separate" || data186 === "inherit")) {
            let err196 = { instancePath: instancePath + "/log/stderr", schemaPath: "#/properties/log/properties/stderr/enum", keyword: "enum", params: { allowedValues: schema20.properties.log.properties.stderr.enum } };
            vErrors === null ? vErrors = [err196] : vErrors.push(err196), errors++;
          }
        }
        if (data170["on-full"] !== void 0 && func0.call(data170, "on-full")) {
          let data187 = data170["on-full"];
          if (typeof data187 != "string") {
            let err197 = { instancePath: instancePath + "/log/on-full", schemaPath: "#/properties/log/properties/on-full/type", keyword: "type", params: { type: "string" } };
            vErrors === null ? vErrors = [err197] : vErrors.push(err197), errors++;
          }
          if (!(data187 === "block" || data187 === "drop-oldest")) {
            let err198 = { instancePath: instancePath + "/log/on-full", schemaPath: "#/properties/log/properties/on-full/enum", keyword: "enum", params: { allowedValues: schema20.properties.log.properties["on-full"].enum } };
            vErrors === null ? vErrors = [err198] : vErrors.push(err198), errors++;
          }
        }
      } else {
        let err199 = { instancePath: instancePath + "/log", schemaPath: "#/properties/log/type", keyword: "type", params: { type: "object" } };
        vErrors === null ? vErrors = [err199] : vErrors.push(err199), errors++;
      }
    }
    if (data.control !== void 0 && func0.call(data, "control")) {
      let data188 = data.control;
      if (data188 && typeof data188 == "object" && !Array.isArray(data188)) {
        for (let key26 of Object.keys(data188))
          if (!(key26 === "user" || key26 === "group" || key26 === "status")) {
            let err200 = { instancePath: instancePath + "/control", schemaPath: "#/properties/control/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key26 } };
            vErrors === null ? vErrors = [err200] : vErrors.push(err200), errors++;
          }
        if (data188.user !== void 0 && func0.call(data188, "user") && (validate67(data188.user, { instancePath: instancePath + "/control/user", parentData: data188, parentDataProperty: "user", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate67.errors : vErrors.concat(validate67.errors), errors = vErrors.length)), data188.group !== void 0 && func0.call(data188, "group") && (validate67(data188.group, { instancePath: instancePath + "/control/group", parentData: data188, parentDataProperty: "group", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate67.errors : vErrors.concat(validate67.errors), errors = vErrors.length)), data188.status !== void 0 && func0.call(data188, "status")) {
          let data191 = data188.status;
          if (typeof data191 != "string") {
            let err201 = { instancePath: instancePath + "/control/status", schemaPath: "#/properties/control/properties/status/type", keyword: "type", params: { type: "string" } };
            vErrors === null ? vErrors = [err201] : vErrors.push(err201), errors++;
          }
          if (!(data191 === "owner" || data191 === "all")) {
            let err202 = { instancePath: instancePath + "/control/status", schemaPath: "#/properties/control/properties/status/enum", keyword: "enum", params: { allowedValues: schema20.properties.control.properties.status.enum } };
            vErrors === null ? vErrors = [err202] : vErrors.push(err202), errors++;
          }
        }
      } else {
        let err203 = { instancePath: instancePath + "/control", schemaPath: "#/properties/control/type", keyword: "type", params: { type: "object" } };
        vErrors === null ? vErrors = [err203] : vErrors.push(err203), errors++;
      }
    }
    if (data.vars !== void 0 && func0.call(data, "vars")) {
      let data192 = data.vars;
      if (data192 && typeof data192 == "object" && !Array.isArray(data192)) {
        for (let key27 of Object.keys(data192)) {
          let _errs325 = errors;
          if (typeof key27 == "string" && !pattern20.test(key27)) {
            let err204 = { instancePath: instancePath + "/vars", schemaPath: "#/properties/vars/propertyNames/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9_-]+$" }, propertyName: key27 };
            vErrors === null ? vErrors = [err204] : vErrors.push(err204), errors++;
          }
          var valid55 = _errs325 === errors;
          if (!valid55) {
            let err205 = { instancePath: instancePath + "/vars", schemaPath: "#/properties/vars/propertyNames", keyword: "propertyNames", params: { propertyName: key27 } };
            vErrors === null ? vErrors = [err205] : vErrors.push(err205), errors++;
          }
        }
        for (let key28 of Object.keys(data192)) {
          let data193 = data192[key28];
          if (typeof data193 != "string" && !(typeof data193 == "number" && !(data193 % 1) && !isNaN(data193) && isFinite(data193)) && typeof data193 != "boolean") {
            let err206 = { instancePath: instancePath + "/vars/" + key28.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/vars/additionalProperties/type", keyword: "type", params: { type: schema20.properties.vars.additionalProperties.type } };
            vErrors === null ? vErrors = [err206] : vErrors.push(err206), errors++;
          }
        }
      } else {
        let err207 = { instancePath: instancePath + "/vars", schemaPath: "#/properties/vars/type", keyword: "type", params: { type: "object" } };
        vErrors === null ? vErrors = [err207] : vErrors.push(err207), errors++;
      }
    }
    if (data.target !== void 0 && func0.call(data, "target")) {
      let data194 = data.target;
      if (data194 && typeof data194 == "object" && !Array.isArray(data194)) {
        for (let key29 of Object.keys(data194))
          if (!(key29 === "builtin" || key29 === "runit" || key29 === "daemontools" || key29 === "s6" || key29 === "busybox")) {
            let err208 = { instancePath: instancePath + "/target", schemaPath: "#/properties/target/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key29 } };
            vErrors === null ? vErrors = [err208] : vErrors.push(err208), errors++;
          }
        if (data194.builtin !== void 0 && func0.call(data194, "builtin")) {
          let data195 = data194.builtin;
          if (data195 && typeof data195 == "object" && !Array.isArray(data195)) {
            for (let key30 of Object.keys(data195))
              if (key30 !== "files") {
                let err209 = { instancePath: instancePath + "/target/builtin", schemaPath: "#/properties/target/properties/builtin/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key30 } };
                vErrors === null ? vErrors = [err209] : vErrors.push(err209), errors++;
              }
            if (data195.files !== void 0 && func0.call(data195, "files")) {
              let data196 = data195.files;
              if (data196 && typeof data196 == "object" && !Array.isArray(data196))
                for (let key31 of Object.keys(data196)) {
                  let data197 = data196[key31];
                  if (typeof data197 != "string" && !(data197 && typeof data197 == "object" && !Array.isArray(data197))) {
                    let err210 = { instancePath: instancePath + "/target/builtin/files/" + key31.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/target/properties/builtin/properties/files/additionalProperties/type", keyword: "type", params: { type: schema20.properties.target.properties.builtin.properties.files.additionalProperties.type } };
                    vErrors === null ? vErrors = [err210] : vErrors.push(err210), errors++;
                  }
                  if (data197 && typeof data197 == "object" && !Array.isArray(data197)) {
                    if (data197.content === void 0 || !func0.call(data197, "content")) {
                      let err211 = { instancePath: instancePath + "/target/builtin/files/" + key31.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/target/properties/builtin/properties/files/additionalProperties/required", keyword: "required", params: { missingProperty: "content" } };
                      vErrors === null ? vErrors = [err211] : vErrors.push(err211), errors++;
                    }
                    for (let key32 of Object.keys(data197))
                      if (!(key32 === "content" || key32 === "executable")) {
                        let err212 = { instancePath: instancePath + "/target/builtin/files/" + key31.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/target/properties/builtin/properties/files/additionalProperties/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key32 } };
                        vErrors === null ? vErrors = [err212] : vErrors.push(err212), errors++;
                      }
                    if (data197.content !== void 0 && func0.call(data197, "content") && typeof data197.content != "string") {
                      let err213 = { instancePath: instancePath + "/target/builtin/files/" + key31.replace(/~/g, "~0").replace(/\//g, "~1") + "/content", schemaPath: "#/properties/target/properties/builtin/properties/files/additionalProperties/properties/content/type", keyword: "type", params: { type: "string" } };
                      vErrors === null ? vErrors = [err213] : vErrors.push(err213), errors++;
                    }
                    if (data197.executable !== void 0 && func0.call(data197, "executable") && typeof data197.executable != "boolean") {
                      let err214 = { instancePath: instancePath + "/target/builtin/files/" + key31.replace(/~/g, "~0").replace(/\//g, "~1") + "/executable", schemaPath: "#/properties/target/properties/builtin/properties/files/additionalProperties/properties/executable/type", keyword: "type", params: { type: "boolean" } };
                      vErrors === null ? vErrors = [err214] : vErrors.push(err214), errors++;
                    }
                  }
                }
              else {
                let err215 = { instancePath: instancePath + "/target/builtin/files", schemaPath: "#/properties/target/properties/builtin/properties/files/type", keyword: "type", params: { type: "object" } };
                vErrors === null ? vErrors = [err215] : vErrors.push(err215), errors++;
              }
            }
          } else {
            let err216 = { instancePath: instancePath + "/target/builtin", schemaPath: "#/properties/target/properties/builtin/type", keyword: "type", params: { type: "object" } };
            vErrors === null ? vErrors = [err216] : vErrors.push(err216), errors++;
          }
        }
        if (data194.runit !== void 0 && func0.call(data194, "runit")) {
          let data200 = data194.runit;
          if (data200 && typeof data200 == "object" && !Array.isArray(data200)) {
            for (let key33 of Object.keys(data200))
              if (key33 !== "files") {
                let err217 = { instancePath: instancePath + "/target/runit", schemaPath: "#/properties/target/properties/runit/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key33 } };
                vErrors === null ? vErrors = [err217] : vErrors.push(err217), errors++;
              }
            if (data200.files !== void 0 && func0.call(data200, "files")) {
              let data201 = data200.files;
              if (data201 && typeof data201 == "object" && !Array.isArray(data201))
                for (let key34 of Object.keys(data201)) {
                  let data202 = data201[key34];
                  if (typeof data202 != "string" && !(data202 && typeof data202 == "object" && !Array.isArray(data202))) {
                    let err218 = { instancePath: instancePath + "/target/runit/files/" + key34.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/target/properties/runit/properties/files/additionalProperties/type", keyword: "type", params: { type: schema20.properties.target.properties.runit.properties.files.additionalProperties.type } };
                    vErrors === null ? vErrors = [err218] : vErrors.push(err218), errors++;
                  }
                  if (data202 && typeof data202 == "object" && !Array.isArray(data202)) {
                    if (data202.content === void 0 || !func0.call(data202, "content")) {
                      let err219 = { instancePath: instancePath + "/target/runit/files/" + key34.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/target/properties/runit/properties/files/additionalProperties/required", keyword: "required", params: { missingProperty: "content" } };
                      vErrors === null ? vErrors = [err219] : vErrors.push(err219), errors++;
                    }
                    for (let key35 of Object.keys(data202))
                      if (!(key35 === "content" || key35 === "executable")) {
                        let err220 = { instancePath: instancePath + "/target/runit/files/" + key34.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/target/properties/runit/properties/files/additionalProperties/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key35 } };
                        vErrors === null ? vErrors = [err220] : vErrors.push(err220), errors++;
                      }
                    if (data202.content !== void 0 && func0.call(data202, "content") && typeof data202.content != "string") {
                      let err221 = { instancePath: instancePath + "/target/runit/files/" + key34.replace(/~/g, "~0").replace(/\//g, "~1") + "/content", schemaPath: "#/properties/target/properties/runit/properties/files/additionalProperties/properties/content/type", keyword: "type", params: { type: "string" } };
                      vErrors === null ? vErrors = [err221] : vErrors.push(err221), errors++;
                    }
                    if (data202.executable !== void 0 && func0.call(data202, "executable") && typeof data202.executable != "boolean") {
                      let err222 = { instancePath: instancePath + "/target/runit/files/" + key34.replace(/~/g, "~0").replace(/\//g, "~1") + "/executable", schemaPath: "#/properties/target/properties/runit/properties/files/additionalProperties/properties/executable/type", keyword: "type", params: { type: "boolean" } };
                      vErrors === null ? vErrors = [err222] : vErrors.push(err222), errors++;
                    }
                  }
                }
              else {
                let err223 = { instancePath: instancePath + "/target/runit/files", schemaPath: "#/properties/target/properties/runit/properties/files/type", keyword: "type", params: { type: "object" } };
                vErrors === null ? vErrors = [err223] : vErrors.push(err223), errors++;
              }
            }
          } else {
            let err224 = { instancePath: instancePath + "/target/runit", schemaPath: "#/properties/target/properties/runit/type", keyword: "type", params: { type: "object" } };
            vErrors === null ? vErrors = [err224] : vErrors.push(err224), errors++;
          }
        }
        if (data194.daemontools !== void 0 && func0.call(data194, "daemontools")) {
          let data205 = data194.daemontools;
          if (data205 && typeof data205 == "object" && !Array.isArray(data205)) {
            for (let key36 of Object.keys(data205))
              if (key36 !== "files") {
                let err225 = { instancePath: instancePath + "/target/daemontools", schemaPath: "#/properties/target/properties/daemontools/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key36 } };
                vErrors === null ? vErrors = [err225] : vErrors.push(err225), errors++;
              }
            if (data205.files !== void 0 && func0.call(data205, "files")) {
              let data206 = data205.files;
              if (data206 && typeof data206 == "object" && !Array.isArray(data206))
                for (let key37 of Object.keys(data206)) {
                  let data207 = data206[key37];
                  if (typeof data207 != "string" && !(data207 && typeof data207 == "object" && !Array.isArray(data207))) {
                    let err226 = { instancePath: instancePath + "/target/daemontools/files/" + key37.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/target/properties/daemontools/properties/files/additionalProperties/type", keyword: "type", params: { type: schema20.properties.target.properties.daemontools.properties.files.additionalProperties.type } };
                    vErrors === null ? vErrors = [err226] : vErrors.push(err226), errors++;
                  }
                  if (data207 && typeof data207 == "object" && !Array.isArray(data207)) {
                    if (data207.content === void 0 || !func0.call(data207, "content")) {
                      let err227 = { instancePath: instancePath + "/target/daemontools/files/" + key37.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/target/properties/daemontools/properties/files/additionalProperties/required", keyword: "required", params: { missingProperty: "content" } };
                      vErrors === null ? vErrors = [err227] : vErrors.push(err227), errors++;
                    }
                    for (let key38 of Object.keys(data207))
                      if (!(key38 === "content" || key38 === "executable")) {
                        let err228 = { instancePath: instancePath + "/target/daemontools/files/" + key37.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/target/properties/daemontools/properties/files/additionalProperties/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key38 } };
                        vErrors === null ? vErrors = [err228] : vErrors.push(err228), errors++;
                      }
                    if (data207.content !== void 0 && func0.call(data207, "content") && typeof data207.content != "string") {
                      let err229 = { instancePath: instancePath + "/target/daemontools/files/" + key37.replace(/~/g, "~0").replace(/\//g, "~1") + "/content", schemaPath: "#/properties/target/properties/daemontools/properties/files/additionalProperties/properties/content/type", keyword: "type", params: { type: "string" } };
                      vErrors === null ? vErrors = [err229] : vErrors.push(err229), errors++;
                    }
                    if (data207.executable !== void 0 && func0.call(data207, "executable") && typeof data207.executable != "boolean") {
                      let err230 = { instancePath: instancePath + "/target/daemontools/files/" + key37.replace(/~/g, "~0").replace(/\//g, "~1") + "/executable", schemaPath: "#/properties/target/properties/daemontools/properties/files/additionalProperties/properties/executable/type", keyword: "type", params: { type: "boolean" } };
                      vErrors === null ? vErrors = [err230] : vErrors.push(err230), errors++;
                    }
                  }
                }
              else {
                let err231 = { instancePath: instancePath + "/target/daemontools/files", schemaPath: "#/properties/target/properties/daemontools/properties/files/type", keyword: "type", params: { type: "object" } };
                vErrors === null ? vErrors = [err231] : vErrors.push(err231), errors++;
              }
            }
          } else {
            let err232 = { instancePath: instancePath + "/target/daemontools", schemaPath: "#/properties/target/properties/daemontools/type", keyword: "type", params: { type: "object" } };
            vErrors === null ? vErrors = [err232] : vErrors.push(err232), errors++;
          }
        }
        if (data194.s6 !== void 0 && func0.call(data194, "s6")) {
          let data210 = data194.s6;
          if (data210 && typeof data210 == "object" && !Array.isArray(data210)) {
            for (let key39 of Object.keys(data210))
              if (key39 !== "files") {
                let err233 = { instancePath: instancePath + "/target/s6", schemaPath: "#/properties/target/properties/s6/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key39 } };
                vErrors === null ? vErrors = [err233] : vErrors.push(err233), errors++;
              }
            if (data210.files !== void 0 && func0.call(data210, "files")) {
              let data211 = data210.files;
              if (data211 && typeof data211 == "object" && !Array.isArray(data211))
                for (let key40 of Object.keys(data211)) {
                  let data212 = data211[key40];
                  if (typeof data212 != "string" && !(data212 && typeof data212 == "object" && !Array.isArray(data212))) {
                    let err234 = { instancePath: instancePath + "/target/s6/files/" + key40.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/target/properties/s6/properties/files/additionalProperties/type", keyword: "type", params: { type: schema20.properties.target.properties.s6.properties.files.additionalProperties.type } };
                    vErrors === null ? vErrors = [err234] : vErrors.push(err234), errors++;
                  }
                  if (data212 && typeof data212 == "object" && !Array.isArray(data212)) {
                    if (data212.content === void 0 || !func0.call(data212, "content")) {
                      let err235 = { instancePath: instancePath + "/target/s6/files/" + key40.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/target/properties/s6/properties/files/additionalProperties/required", keyword: "required", params: { missingProperty: "content" } };
                      vErrors === null ? vErrors = [err235] : vErrors.push(err235), errors++;
                    }
                    for (let key41 of Object.keys(data212))
                      if (!(key41 === "content" || key41 === "executable")) {
                        let err236 = { instancePath: instancePath + "/target/s6/files/" + key40.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/target/properties/s6/properties/files/additionalProperties/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key41 } };
                        vErrors === null ? vErrors = [err236] : vErrors.push(err236), errors++;
                      }
                    if (data212.content !== void 0 && func0.call(data212, "content") && typeof data212.content != "string") {
                      let err237 = { instancePath: instancePath + "/target/s6/files/" + key40.replace(/~/g, "~0").replace(/\//g, "~1") + "/content", schemaPath: "#/properties/target/properties/s6/properties/files/additionalProperties/properties/content/type", keyword: "type", params: { type: "string" } };
                      vErrors === null ? vErrors = [err237] : vErrors.push(err237), errors++;
                    }
                    if (data212.executable !== void 0 && func0.call(data212, "executable") && typeof data212.executable != "boolean") {
                      let err238 = { instancePath: instancePath + "/target/s6/files/" + key40.replace(/~/g, "~0").replace(/\//g, "~1") + "/executable", schemaPath: "#/properties/target/properties/s6/properties/files/additionalProperties/properties/executable/type", keyword: "type", params: { type: "boolean" } };
                      vErrors === null ? vErrors = [err238] : vErrors.push(err238), errors++;
                    }
                  }
                }
              else {
                let err239 = { instancePath: instancePath + "/target/s6/files", schemaPath: "#/properties/target/properties/s6/properties/files/type", keyword: "type", params: { type: "object" } };
                vErrors === null ? vErrors = [err239] : vErrors.push(err239), errors++;
              }
            }
          } else {
            let err240 = { instancePath: instancePath + "/target/s6", schemaPath: "#/properties/target/properties/s6/type", keyword: "type", params: { type: "object" } };
            vErrors === null ? vErrors = [err240] : vErrors.push(err240), errors++;
          }
        }
        if (data194.busybox !== void 0 && func0.call(data194, "busybox")) {
          let data215 = data194.busybox;
          if (data215 && typeof data215 == "object" && !Array.isArray(data215)) {
            for (let key42 of Object.keys(data215))
              if (key42 !== "files") {
                let err241 = { instancePath: instancePath + "/target/busybox", schemaPath: "#/properties/target/properties/busybox/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key42 } };
                vErrors === null ? vErrors = [err241] : vErrors.push(err241), errors++;
              }
            if (data215.files !== void 0 && func0.call(data215, "files")) {
              let data216 = data215.files;
              if (data216 && typeof data216 == "object" && !Array.isArray(data216))
                for (let key43 of Object.keys(data216)) {
                  let data217 = data216[key43];
                  if (typeof data217 != "string" && !(data217 && typeof data217 == "object" && !Array.isArray(data217))) {
                    let err242 = { instancePath: instancePath + "/target/busybox/files/" + key43.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/target/properties/busybox/properties/files/additionalProperties/type", keyword: "type", params: { type: schema20.properties.target.properties.busybox.properties.files.additionalProperties.type } };
                    vErrors === null ? vErrors = [err242] : vErrors.push(err242), errors++;
                  }
                  if (data217 && typeof data217 == "object" && !Array.isArray(data217)) {
                    if (data217.content === void 0 || !func0.call(data217, "content")) {
                      let err243 = { instancePath: instancePath + "/target/busybox/files/" + key43.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/target/properties/busybox/properties/files/additionalProperties/required", keyword: "required", params: { missingProperty: "content" } };
                      vErrors === null ? vErrors = [err243] : vErrors.push(err243), errors++;
                    }
                    for (let key44 of Object.keys(data217))
                      if (!(key44 === "content" || key44 === "executable")) {
                        let err244 = { instancePath: instancePath + "/target/busybox/files/" + key43.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/target/properties/busybox/properties/files/additionalProperties/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key44 } };
                        vErrors === null ? vErrors = [err244] : vErrors.push(err244), errors++;
                      }
                    if (data217.content !== void 0 && func0.call(data217, "content") && typeof data217.content != "string") {
                      let err245 = { instancePath: instancePath + "/target/busybox/files/" + key43.replace(/~/g, "~0").replace(/\//g, "~1") + "/content", schemaPath: "#/properties/target/properties/busybox/properties/files/additionalProperties/properties/content/type", keyword: "type", params: { type: "string" } };
                      vErrors === null ? vErrors = [err245] : vErrors.push(err245), errors++;
                    }
                    if (data217.executable !== void 0 && func0.call(data217, "executable") && typeof data217.executable != "boolean") {
                      let err246 = { instancePath: instancePath + "/target/busybox/files/" + key43.replace(/~/g, "~0").replace(/\//g, "~1") + "/executable", schemaPath: "#/properties/target/properties/busybox/properties/files/additionalProperties/properties/executable/type", keyword: "type", params: { type: "boolean" } };
                      vErrors === null ? vErrors = [err246] : vErrors.push(err246), errors++;
                    }
                  }
                }
              else {
                let err247 = { instancePath: instancePath + "/target/busybox/files", schemaPath: "#/properties/target/properties/busybox/properties/files/type", keyword: "type", params: { type: "object" } };
                vErrors === null ? vErrors = [err247] : vErrors.push(err247), errors++;
              }
            }
          } else {
            let err248 = { instancePath: instancePath + "/target/busybox", schemaPath: "#/properties/target/properties/busybox/type", keyword: "type", params: { type: "object" } };
            vErrors === null ? vErrors = [err248] : vErrors.push(err248), errors++;
          }
        }
      } else {
        let err249 = { instancePath: instancePath + "/target", schemaPath: "#/properties/target/type", keyword: "type", params: { type: "object" } };
        vErrors === null ? vErrors = [err249] : vErrors.push(err249), errors++;
      }
    }
    if (data.instance !== void 0 && func0.call(data, "instance")) {
      let data220 = data.instance;
      if (data220 && typeof data220 == "object" && !Array.isArray(data220))
        for (let key45 of Object.keys(data220))
          validate53(data220[key45], { instancePath: instancePath + "/instance/" + key45.replace(/~/g, "~0").replace(/\//g, "~1"), parentData: data220, parentDataProperty: key45, rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors), errors = vErrors.length);
      else {
        let err250 = { instancePath: instancePath + "/instance", schemaPath: "#/properties/instance/type", keyword: "type", params: { type: "object" } };
        vErrors === null ? vErrors = [err250] : vErrors.push(err250), errors++;
      }
    }
  } else {
    let err251 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
    vErrors === null ? vErrors = [err251] : vErrors.push(err251), errors++;
  }
  return validate53.errors = vErrors, errors === 0;
}
validate53.evaluated = { props: !0, dynamicProps: !1, dynamicItems: !1 };
function validate52(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null, errors = 0, evaluated0 = validate52.evaluated;
  if (evaluated0.dynamicProps && (evaluated0.props = void 0), evaluated0.dynamicItems && (evaluated0.items = void 0), data && typeof data == "object" && !Array.isArray(data)) {
    for (let key0 of Object.keys(data))
      if (!(key0 === "project" || key0 === "defaults" || key0 === "service" || key0 === "host")) {
        let err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
        vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
      }
    if (data.project !== void 0 && func0.call(data, "project")) {
      let data0 = data.project;
      if (data0 && typeof data0 == "object" && !Array.isArray(data0)) {
        for (let key1 of Object.keys(data0))
          if (!(key1 === "name" || key1 === "target" || key1 === "services-dir" || key1 === "scan-dir" || key1 === "state-dir" || key1 === "catch-all" || key1 === "hand-written")) {
            let err1 = { instancePath: instancePath + "/project", schemaPath: "#/properties/project/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key1 } };
            vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
          }
        if (data0.name !== void 0 && func0.call(data0, "name")) {
          let data1 = data0.name;
          if (typeof data1 == "string") {
            if (func62(data1) < 1) {
              let err2 = { instancePath: instancePath + "/project/name", schemaPath: "#/properties/project/properties/name/minLength", keyword: "minLength", params: { limit: 1 } };
              vErrors === null ? vErrors = [err2] : vErrors.push(err2), errors++;
            }
            if (!pattern3.test(data1)) {
              let err3 = { instancePath: instancePath + "/project/name", schemaPath: "#/properties/project/properties/name/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9][A-Za-z0-9_.-]*$" } };
              vErrors === null ? vErrors = [err3] : vErrors.push(err3), errors++;
            }
          } else {
            let err4 = { instancePath: instancePath + "/project/name", schemaPath: "#/properties/project/properties/name/type", keyword: "type", params: { type: "string" } };
            vErrors === null ? vErrors = [err4] : vErrors.push(err4), errors++;
          }
        }
        if (data0.target !== void 0 && func0.call(data0, "target")) {
          let data2 = data0.target;
          if (typeof data2 != "string") {
            let err5 = { instancePath: instancePath + "/project/target", schemaPath: "#/properties/project/properties/target/type", keyword: "type", params: { type: "string" } };
            vErrors === null ? vErrors = [err5] : vErrors.push(err5), errors++;
          }
          if (!(data2 === "builtin" || data2 === "runit" || data2 === "daemontools" || data2 === "s6" || data2 === "busybox")) {
            let err6 = { instancePath: instancePath + "/project/target", schemaPath: "#/properties/project/properties/target/enum", keyword: "enum", params: { allowedValues: schema19.properties.project.properties.target.enum } };
            vErrors === null ? vErrors = [err6] : vErrors.push(err6), errors++;
          }
        }
        if (data0["services-dir"] !== void 0 && func0.call(data0, "services-dir")) {
          let data3 = data0["services-dir"];
          if (typeof data3 == "string") {
            if (func62(data3) < 1) {
              let err7 = { instancePath: instancePath + "/project/services-dir", schemaPath: "#/properties/project/properties/services-dir/minLength", keyword: "minLength", params: { limit: 1 } };
              vErrors === null ? vErrors = [err7] : vErrors.push(err7), errors++;
            }
          } else {
            let err8 = { instancePath: instancePath + "/project/services-dir", schemaPath: "#/properties/project/properties/services-dir/type", keyword: "type", params: { type: "string" } };
            vErrors === null ? vErrors = [err8] : vErrors.push(err8), errors++;
          }
        }
        if (data0["scan-dir"] !== void 0 && func0.call(data0, "scan-dir")) {
          let data4 = data0["scan-dir"];
          if (typeof data4 == "string") {
            if (!pattern4.test(data4)) {
              let err9 = { instancePath: instancePath + "/project/scan-dir", schemaPath: "#/properties/project/properties/scan-dir/pattern", keyword: "pattern", params: { pattern: "^/" } };
              vErrors === null ? vErrors = [err9] : vErrors.push(err9), errors++;
            }
          } else {
            let err10 = { instancePath: instancePath + "/project/scan-dir", schemaPath: "#/properties/project/properties/scan-dir/type", keyword: "type", params: { type: "string" } };
            vErrors === null ? vErrors = [err10] : vErrors.push(err10), errors++;
          }
        }
        if (data0["state-dir"] !== void 0 && func0.call(data0, "state-dir")) {
          let data5 = data0["state-dir"];
          if (typeof data5 == "string") {
            if (!pattern4.test(data5)) {
              let err11 = { instancePath: instancePath + "/project/state-dir", schemaPath: "#/properties/project/properties/state-dir/pattern", keyword: "pattern", params: { pattern: "^/" } };
              vErrors === null ? vErrors = [err11] : vErrors.push(err11), errors++;
            }
          } else {
            let err12 = { instancePath: instancePath + "/project/state-dir", schemaPath: "#/properties/project/properties/state-dir/type", keyword: "type", params: { type: "string" } };
            vErrors === null ? vErrors = [err12] : vErrors.push(err12), errors++;
          }
        }
        if (data0["catch-all"] !== void 0 && func0.call(data0, "catch-all")) {
          let data6 = data0["catch-all"];
          if (typeof data6 == "string") {
            if (!pattern4.test(data6)) {
              let err13 = { instancePath: instancePath + "/project/catch-all", schemaPath: "#/properties/project/properties/catch-all/pattern", keyword: "pattern", params: { pattern: "^/" } };
              vErrors === null ? vErrors = [err13] : vErrors.push(err13), errors++;
            }
          } else {
            let err14 = { instancePath: instancePath + "/project/catch-all", schemaPath: "#/properties/project/properties/catch-all/type", keyword: "type", params: { type: "string" } };
            vErrors === null ? vErrors = [err14] : vErrors.push(err14), errors++;
          }
        }
        if (data0["hand-written"] !== void 0 && func0.call(data0, "hand-written")) {
          let data7 = data0["hand-written"];
          if (typeof data7 != "string" && !Array.isArray(data7)) {
            let err15 = { instancePath: instancePath + "/project/hand-written", schemaPath: "#/properties/project/properties/hand-written/type", keyword: "type", params: { type: schema19.properties.project.properties["hand-written"].type } };
            vErrors === null ? vErrors = [err15] : vErrors.push(err15), errors++;
          }
          if (typeof data7 == "string" && func62(data7) < 1) {
            let err16 = { instancePath: instancePath + "/project/hand-written", schemaPath: "#/properties/project/properties/hand-written/minLength", keyword: "minLength", params: { limit: 1 } };
            vErrors === null ? vErrors = [err16] : vErrors.push(err16), errors++;
          }
          if (Array.isArray(data7)) {
            let len0 = data7.length;
            for (let i0 = 0; i0 < len0; i0++) {
              let data8 = data7[i0];
              if (typeof data8 == "string") {
                if (func62(data8) < 1) {
                  let err17 = { instancePath: instancePath + "/project/hand-written/" + i0, schemaPath: "#/properties/project/properties/hand-written/items/minLength", keyword: "minLength", params: { limit: 1 } };
                  vErrors === null ? vErrors = [err17] : vErrors.push(err17), errors++;
                }
              } else {
                let err18 = { instancePath: instancePath + "/project/hand-written/" + i0, schemaPath: "#/properties/project/properties/hand-written/items/type", keyword: "type", params: { type: "string" } };
                vErrors === null ? vErrors = [err18] : vErrors.push(err18), errors++;
              }
            }
          }
        }
      } else {
        let err19 = { instancePath: instancePath + "/project", schemaPath: "#/properties/project/type", keyword: "type", params: { type: "object" } };
        vErrors === null ? vErrors = [err19] : vErrors.push(err19), errors++;
      }
    }
    if (data.defaults !== void 0 && func0.call(data, "defaults") && (validate53(data.defaults, { instancePath: instancePath + "/defaults", parentData: data, parentDataProperty: "defaults", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors), errors = vErrors.length)), data.service !== void 0 && func0.call(data, "service")) {
      let data10 = data.service;
      if (data10 && typeof data10 == "object" && !Array.isArray(data10))
        for (let key2 of Object.keys(data10))
          validate53(data10[key2], { instancePath: instancePath + "/service/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), parentData: data10, parentDataProperty: key2, rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors), errors = vErrors.length);
      else {
        let err20 = { instancePath: instancePath + "/service", schemaPath: "#/properties/service/type", keyword: "type", params: { type: "object" } };
        vErrors === null ? vErrors = [err20] : vErrors.push(err20), errors++;
      }
    }
    if (data.host !== void 0 && func0.call(data, "host")) {
      let data12 = data.host;
      if (data12 && typeof data12 == "object" && !Array.isArray(data12))
        for (let key3 of Object.keys(data12)) {
          let data13 = data12[key3];
          if (data13 && typeof data13 == "object" && !Array.isArray(data13)) {
            for (let key4 of Object.keys(data13))
              if (!(key4 === "defaults" || key4 === "service")) {
                let err21 = { instancePath: instancePath + "/host/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/host/additionalProperties/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key4 } };
                vErrors === null ? vErrors = [err21] : vErrors.push(err21), errors++;
              }
            if (data13.defaults !== void 0 && func0.call(data13, "defaults") && (validate53(data13.defaults, { instancePath: instancePath + "/host/" + key3.replace(/~/g, "~0").replace(/\//g, "~1") + "/defaults", parentData: data13, parentDataProperty: "defaults", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors), errors = vErrors.length)), data13.service !== void 0 && func0.call(data13, "service")) {
              let data15 = data13.service;
              if (data15 && typeof data15 == "object" && !Array.isArray(data15))
                for (let key5 of Object.keys(data15))
                  validate53(data15[key5], { instancePath: instancePath + "/host/" + key3.replace(/~/g, "~0").replace(/\//g, "~1") + "/service/" + key5.replace(/~/g, "~0").replace(/\//g, "~1"), parentData: data15, parentDataProperty: key5, rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors), errors = vErrors.length);
              else {
                let err22 = { instancePath: instancePath + "/host/" + key3.replace(/~/g, "~0").replace(/\//g, "~1") + "/service", schemaPath: "#/properties/host/additionalProperties/properties/service/type", keyword: "type", params: { type: "object" } };
                vErrors === null ? vErrors = [err22] : vErrors.push(err22), errors++;
              }
            }
          } else {
            let err23 = { instancePath: instancePath + "/host/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/host/additionalProperties/type", keyword: "type", params: { type: "object" } };
            vErrors === null ? vErrors = [err23] : vErrors.push(err23), errors++;
          }
        }
      else {
        let err24 = { instancePath: instancePath + "/host", schemaPath: "#/properties/host/type", keyword: "type", params: { type: "object" } };
        vErrors === null ? vErrors = [err24] : vErrors.push(err24), errors++;
      }
    }
  } else {
    let err25 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
    vErrors === null ? vErrors = [err25] : vErrors.push(err25), errors++;
  }
  return validate52.errors = vErrors, errors === 0;
}
validate52.evaluated = { props: !0, dynamicProps: !1, dynamicItems: !1 };
var validateService = validate53;
export {
  validateProject,
  validateService
};
