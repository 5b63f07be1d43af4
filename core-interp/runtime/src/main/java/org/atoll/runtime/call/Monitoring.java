package org.atoll.runtime.call;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import org.atoll.runtime.interp.Interpreter;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyCode;
import org.atoll.runtime.object.PyFrame;
import org.atoll.runtime.types.PyBaseException;
import org.atoll.runtime.types.PyBaseObject;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyException;

/// The tools of `sys.monitoring` in one interpreter and what they want to be told (PEP 669). Guarded by the GIL.
///
/// Instruction offsets are twice the number of an entry of the code's positions, as in `tb_lasti`: there is no bytecode.
/// Events of single instructions, jumps and branches do not occur.
public final class Monitoring {
  public static final int TOOLS = 6;
  static final int PY_START = 0;
  static final int PY_RESUME = 1;
  static final int PY_RETURN = 2;
  static final int PY_YIELD = 3;
  public static final int CALL = 4;
  static final int LINE = 5;
  public static final int BRANCH_LEFT = 8;
  public static final int BRANCH_RIGHT = 9;
  /// Events before this one can be set for single code objects, and disabled at single places.
  public static final int LOCAL_EVENTS = 11;
  static final int RAISE = 11;
  static final int EXCEPTION_HANDLED = 12;
  static final int PY_UNWIND = 13;
  static final int PY_THROW = 14;
  static final int RERAISE = 15;
  public static final int C_RETURN = 16;
  public static final int C_RAISE = 17;
  /// Stands for both branch events.
  public static final int BRANCH = 18;
  public static final int EVENTS = 19;
  private static final String[] NAMES = {"PY_START", "PY_RESUME", "PY_RETURN", "PY_YIELD", "CALL", "LINE", "INSTRUCTION", "JUMP", "BRANCH_LEFT",
      "BRANCH_RIGHT", "STOP_ITERATION", "RAISE", "EXCEPTION_HANDLED", "PY_UNWIND", "PY_THROW", "RERAISE", "C_RETURN", "C_RAISE", "BRANCH"};

  /// `sys.monitoring.DISABLE`.
  public final Object disable;
  /// `sys.monitoring.MISSING`.
  public final Object missing;
  private final Interpreter interpreter;
  private final Object[] names = new Object[TOOLS];
  private final Object[][] callbacks = new Object[TOOLS][EVENTS];
  private final long[] events = new long[TOOLS];
  private final Map<PyCode, Local> locals = new WeakHashMap<>();
  private boolean active;

  /// What is set for one code object.
  private static final class Local {
    final long[] events = new long[TOOLS];
    final Set<Place> disabled = new HashSet<>();
  }

  private record Place(int tool, int event, int offset) {}

  private Monitoring(Interpreter interpreter, ThreadState ts) {
    this.interpreter = interpreter;
    disable = PyBaseObject.TYPE.call0(ts);
    missing = PyBaseObject.TYPE.call0(ts);
  }

  public static Monitoring of(Interpreter interpreter) {
    return interpreter.state(Monitoring.class, () -> new Monitoring(interpreter, ThreadState.current()));
  }

  /// The names of the events, the bit of each being its index.
  public static String name(int event) {
    return NAMES[event];
  }

  // Tools.

  /// The name of a tool, or null where its id is free.
  public Object tool(int id) {
    return names[id];
  }

  public void use(int id, Object name) {
    names[id] = name;
  }

  /// Forgets the callbacks and events of a tool.
  public void clear(int id) {
    Arrays.fill(callbacks[id], null);
    events[id] = 0;
    for (Local l : locals.values()) {
      l.events[id] = 0;
      l.disabled.removeIf(p -> p.tool == id);
    }
    update();
  }

  /// Sets a callback (null for none) and returns the one before.
  public Object setCallback(int id, int event, Object function) {
    Object before = callbacks[id][event];
    callbacks[id][event] = function;
    return before;
  }

  public long events(int id) {
    return events[id];
  }

  public void setEvents(int id, long set) {
    events[id] = set;
    update();
  }

  public long localEvents(int id, PyCode code) {
    Local l = locals.get(code);
    return l == null ? 0 : l.events[id];
  }

  public void setLocalEvents(int id, PyCode code, long set) {
    locals.computeIfAbsent(code, c -> new Local()).events[id] = set;
    update();
  }

  /// Enables again what callbacks have disabled.
  public void restart() {
    locals.values().forEach(l -> l.disabled.clear());
  }

  private void update() {
    boolean any = Arrays.stream(events).anyMatch(e -> e != 0);
    for (Local l : locals.values()) {
      any |= Arrays.stream(l.events).anyMatch(e -> e != 0);
    }
    if (any != active) {
      active = any;
      CodeRegistry.watch(any ? 1 : -1);
      interpreter.setMonitored(any);
    }
  }

  // Events.

  private static int offset(PyFrame frame) {
    return PositionTable.firstOfLine(frame.code(), frame.presentLine());
  }

  void place(ThreadState ts, int event, PyFrame frame) {
    if (wanted(event, frame.code())) {
      int offset = event == PY_START ? 0 : offset(frame);
      fire(ts, event, frame, offset, new Object[] {frame.code(), (long) offset});
    }
  }

  void line(ThreadState ts, PyFrame frame, int line) {
    if (wanted(LINE, frame.code())) {
      fire(ts, LINE, frame, line, new Object[] {frame.code(), (long) line});
    }
  }

  void value(ThreadState ts, int event, PyFrame frame, Object value) {
    if (wanted(event, frame.code())) {
      int offset = offset(frame);
      fire(ts, event, frame, offset, new Object[] {frame.code(), (long) offset, value});
    }
  }

  void exception(ThreadState ts, int event, PyFrame frame, PyBaseException e) {
    if (wanted(event, frame.code())) {
      int offset = offset(frame);
      fire(ts, event, frame, offset, new Object[] {frame.code(), (long) offset, e});
    }
  }

  void call(ThreadState ts, int event, PyFrame frame, Object callee, Object first) {
    if (wanted(CALL, frame.code())) {
      int offset = offset(frame);
      fire(ts, event, frame, offset, new Object[] {frame.code(), (long) offset, callee, first == null ? missing : first});
    }
  }

  private boolean wanted(int event, PyCode code) {
    Local l = locals.get(code);
    for (int t = 0; t < TOOLS; t++) {
      if (((events[t] | (l == null ? 0 : l.events[t])) >> event & 1) != 0) {
        return true;
      }
    }
    return false;
  }

  private void fire(ThreadState ts, int event, PyFrame frame, int offset, Object[] args) {
    PyCode code = frame.code();
    int asked = event == C_RETURN || event == C_RAISE ? CALL : event;
    Place[] places = new Place[TOOLS];
    for (int t = 0; t < TOOLS; t++) {
      Local l = locals.get(code);
      long set = events[t] | (l == null ? 0 : l.events[t]);
      Object callback = callbacks[t][event];
      places[t] = new Place(t, event, offset);
      if ((set >> asked & 1) == 0 || callback == null || l != null && l.disabled.contains(places[t])) {
        continue;
      }
      Object result = run(ts, frame, callback, args);
      if (result == disable) {
        if (event >= LOCAL_EVENTS) {
          callbacks[t][event] = null;
          throw PyErr.valueError("Cannot disable %s events. Callback removed.", NAMES[event]);
        }
        locals.computeIfAbsent(code, c -> new Local()).disabled.add(places[t]);
      }
    }
  }

  private static Object run(ThreadState ts, PyFrame frame, Object callback, Object[] args) {
    PyBaseException handled = ts.handled;
    int depth = ts.depth;
    ts.beginUnwatched();
    try {
      return Call.call(ts, callback, args.clone(), null);
    } catch (PyException e) {
      e.line = frame.presentLine();
      throw e;
    } finally {
      ts.endUnwatched();
      ts.handled = handled;
      ts.depth = depth;
    }
  }
}
