package org.atoll.runtime.modules.sys;

import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.call.Monitoring;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyCode;
import org.atoll.runtime.object.PyModule;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyUnicode;
import org.atoll.runtime.types.SimpleNamespaces;

/// `sys.monitoring` (`Python/instrumentation.c`), the Python face of [Monitoring].
@PyModuleDef("sys.monitoring")
final class MonitoringModule {
  @PyConstant
  static final long DEBUGGER_ID = 0;
  @PyConstant
  static final long COVERAGE_ID = 1;
  @PyConstant
  static final long PROFILER_ID = 2;
  @PyConstant
  static final long OPTIMIZER_ID = 5;

  private Monitoring monitoring;

  void exec(ThreadState ts, PyModule module) {
    monitoring = Monitoring.of(ts.interpreter());
    PyDict d = module.dict();
    d.put("DISABLE", monitoring.disable);
    d.put("MISSING", monitoring.missing);
    Object[] all = new Object[(Monitoring.EVENTS + 1) * 2];
    for (int i = 0; i < Monitoring.EVENTS; i++) {
      all[2 * i] = Monitoring.name(i);
      all[2 * i + 1] = 1L << i;
    }
    all[2 * Monitoring.EVENTS] = "NO_EVENTS";
    all[2 * Monitoring.EVENTS + 1] = 0L;
    SimpleNamespaces.put(d, "events", all);
  }

  private int tool(long id) {
    if (id < 0 || id >= Monitoring.TOOLS) {
      throw PyErr.valueError("invalid tool %d (must be between 0 and 5)", id);
    }
    return (int) id;
  }

  private int used(long id) {
    int t = tool(id);
    if (monitoring.tool(t) == null) {
      throw PyErr.valueError("tool %d is not in use", id);
    }
    return t;
  }

  @PyFunction(sig = "(tool_id, name, /)")
  void use_tool_id(long tool_id, Object name) {
    int t = tool(tool_id);
    if (!PyUnicode.check(name)) {
      throw PyErr.valueError("tool name must be a str");
    }
    if (monitoring.tool(t) != null) {
      throw PyErr.valueError("tool %d is already in use", tool_id);
    }
    monitoring.use(t, name);
  }

  @PyFunction(sig = "(tool_id, /)")
  void clear_tool_id(long tool_id) {
    int t = tool(tool_id);
    if (monitoring.tool(t) != null) {
      monitoring.clear(t);
    }
  }

  @PyFunction(sig = "(tool_id, /)")
  void free_tool_id(long tool_id) {
    clear_tool_id(tool_id);
    monitoring.use(tool(tool_id), null);
  }

  @PyFunction(sig = "(tool_id, /)")
  Object get_tool(long tool_id) {
    Object name = monitoring.tool(tool(tool_id));
    return name == null ? PyNone.NONE : name;
  }

  @PyFunction(sig = "(tool_id, event, func, /)")
  Object register_callback(long tool_id, long event, Object func) {
    int t = tool(tool_id);
    if (Long.bitCount(event) != 1) {
      throw PyErr.valueError("The callback can only be set for one event at a time");
    }
    int e = Long.numberOfTrailingZeros(event);
    if (e >= Monitoring.EVENTS) {
      throw PyErr.valueError("invalid event %d", event);
    }
    Object before = monitoring.setCallback(t, e, func == PyNone.NONE ? null : func);
    return before == null ? PyNone.NONE : before;
  }

  @PyFunction(sig = "(tool_id, /)")
  long get_events(long tool_id) {
    return monitoring.events(used(tool_id));
  }

  @PyFunction(sig = "(tool_id, event_set, /)")
  void set_events(long tool_id, long event_set) {
    int t = tool(tool_id);
    long set = checkedEvents(event_set, Monitoring.EVENTS);
    used(tool_id);
    monitoring.setEvents(t, set);
  }

  /// The events asked for; those at the end of calls of built-in functions come with the event of the call.
  private static long checkedEvents(long asked, int bits) {
    if (asked < 0 || asked >= 1L << Monitoring.EVENTS) {
      throw PyErr.valueError("invalid event set 0x%x", asked);
    }
    long set = asked;
    long ends = 1L << Monitoring.C_RETURN | 1L << Monitoring.C_RAISE;
    if ((set & ends) != 0) {
      if ((set & 1L << Monitoring.CALL) == 0) {
        throw PyErr.valueError("cannot set C_RETURN or C_RAISE events independently");
      }
      set &= ~ends;
    }
    long branch = 1L << Monitoring.BRANCH;
    if ((set & branch) != 0) {
      set = set & ~branch | 1L << Monitoring.BRANCH_LEFT | 1L << Monitoring.BRANCH_RIGHT;
    }
    if (set >= 1L << bits) {
      throw PyErr.valueError("invalid local event set 0x%x", set);
    }
    return set;
  }

  @PyFunction(sig = "(tool_id, code, /)")
  long get_local_events(long tool_id, Object code) {
    PyCode c = code(code);
    return monitoring.localEvents(used(tool_id), c);
  }

  @PyFunction(sig = "(tool_id, code, event_set, /)")
  void set_local_events(long tool_id, Object code, long event_set) {
    PyCode c = code(code);
    int t = tool(tool_id);
    long set = checkedEvents(event_set, Monitoring.LOCAL_EVENTS);
    used(tool_id);
    monitoring.setLocalEvents(t, c, set);
  }

  private static PyCode code(Object code) {
    if (!(code instanceof PyCode c)) {
      throw PyErr.typeError("code must be a code object");
    }
    return c;
  }

  @PyFunction(sig = "()")
  void restart_events() {
    monitoring.restart();
  }

  /// For each event that a tool wants, the bits of those tools.
  @PyFunction(sig = "()")
  Object _all_events() {
    PyDict d = new PyDict();
    for (int e = 0; e < Monitoring.EVENTS; e++) {
      long tools = 0;
      for (int t = 0; t < Monitoring.TOOLS; t++) {
        tools |= (monitoring.events(t) >> e & 1) << t;
      }
      if (tools != 0) {
        d.put(Monitoring.name(e), tools);
      }
    }
    return d;
  }
}
