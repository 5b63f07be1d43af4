package org.atoll.runtime.modules.sys;

import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyModule;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.types.PyBaseObject;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.SimpleNamespaces;

/// `sys.monitoring` (`Python/instrumentation.c`): keeps what tools register. Compiled code has no instrumentation points,
/// so that no event ever happens.
@PyModuleDef("sys.monitoring")
final class MonitoringModule {
  private static final int TOOLS = 6;
  private static final int EVENTS = 19;
  private static final int LOCAL_EVENTS = 11;
  private static final String[] NAMES = {"PY_START", "PY_RESUME", "PY_RETURN", "PY_YIELD", "CALL", "LINE", "INSTRUCTION", "JUMP", "BRANCH_LEFT", "BRANCH_RIGHT",
      "STOP_ITERATION", "RAISE", "EXCEPTION_HANDLED", "PY_UNWIND", "PY_THROW", "RERAISE", "C_RETURN", "C_RAISE", "BRANCH"};

  @PyConstant
  static final long DEBUGGER_ID = 0;
  @PyConstant
  static final long COVERAGE_ID = 1;
  @PyConstant
  static final long PROFILER_ID = 2;
  @PyConstant
  static final long OPTIMIZER_ID = 5;

  private final Object[] tools = new Object[TOOLS];
  private final Object[][] callbacks = new Object[TOOLS][EVENTS];
  private final long[] events = new long[TOOLS];

  void exec(ThreadState ts, PyModule module) {
    PyDict d = module.dict();
    d.put("DISABLE", PyBaseObject.TYPE.call0(ts));
    d.put("MISSING", PyBaseObject.TYPE.call0(ts));
    Object[] all = new Object[(EVENTS + 1) * 2];
    for (int i = 0; i < EVENTS; i++) {
      all[2 * i] = NAMES[i];
      all[2 * i + 1] = 1L << i;
    }
    all[2 * EVENTS] = "NO_EVENTS";
    all[2 * EVENTS + 1] = 0L;
    SimpleNamespaces.put(d, "events", all);
  }

  private int tool(long id) {
    if (id < 0 || id >= TOOLS) {
      throw PyErr.valueError("invalid tool %d (must be between 0 and 5)", id);
    }
    return (int) id;
  }

  private int used(long id) {
    int t = tool(id);
    if (tools[t] == null) {
      throw PyErr.valueError("tool %d is not in use", id);
    }
    return t;
  }

  @PyFunction(sig = "(tool_id, name, /)")
  void use_tool_id(long tool_id, Object name) {
    int t = tool(tool_id);
    if (!org.atoll.runtime.types.PyUnicode.check(name)) {
      throw PyErr.valueError("tool name must be a str");
    }
    if (tools[t] != null) {
      throw PyErr.valueError("tool %d is already in use", tool_id);
    }
    tools[t] = name;
  }

  @PyFunction(sig = "(tool_id, /)")
  void clear_tool_id(long tool_id) {
    int t = tool(tool_id);
    events[t] = 0;
    java.util.Arrays.fill(callbacks[t], null);
  }

  @PyFunction(sig = "(tool_id, /)")
  void free_tool_id(long tool_id) {
    clear_tool_id(tool_id);
    tools[tool(tool_id)] = null;
  }

  @PyFunction(sig = "(tool_id, /)")
  Object get_tool(long tool_id) {
    Object name = tools[tool(tool_id)];
    return name == null ? PyNone.NONE : name;
  }

  @PyFunction(sig = "(tool_id, event, func, /)")
  Object register_callback(long tool_id, long event, Object func) {
    int t = tool(tool_id);
    if (Long.bitCount(event) != 1) {
      throw PyErr.valueError("The callback can only be set for one event at a time");
    }
    int e = Long.numberOfTrailingZeros(event);
    if (e >= EVENTS) {
      throw PyErr.valueError("invalid event %d", event);
    }
    Object before = callbacks[t][e];
    callbacks[t][e] = func == PyNone.NONE ? null : func;
    return before == null ? PyNone.NONE : before;
  }

  @PyFunction(sig = "(tool_id, /)")
  long get_events(long tool_id) {
    return events[used(tool_id)];
  }

  @PyFunction(sig = "(tool_id, event_set, /)")
  void set_events(long tool_id, long event_set) {
    int t = tool(tool_id);
    checkEvents(event_set, EVENTS);
    used(tool_id);
    events[t] = event_set;
  }

  private static void checkEvents(long set, int bits) {
    if (set < 0 || set >= 1L << bits) {
      throw PyErr.valueError("invalid event set 0x%x", set);
    }
  }

  @PyFunction(sig = "(tool_id, code, /)")
  long get_local_events(long tool_id, Object code) {
    requireCode(code);
    used(tool_id);
    return 0;
  }

  @PyFunction(sig = "(tool_id, code, event_set, /)")
  void set_local_events(long tool_id, Object code, long event_set) {
    requireCode(code);
    checkEvents(event_set, LOCAL_EVENTS);
    used(tool_id);
  }

  private static void requireCode(Object code) {
    if (!(code instanceof org.atoll.runtime.object.PyCode)) {
      throw PyErr.typeError("code must be a code object, not %s", PyObject.typeOf(code).name());
    }
  }

  @PyFunction(sig = "()")
  void restart_events() {}

  @PyFunction(sig = "()")
  Object _all_events() {
    return new PyDict();
  }
}
