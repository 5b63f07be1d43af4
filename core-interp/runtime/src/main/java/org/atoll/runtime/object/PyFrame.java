package org.atoll.runtime.object;

import java.lang.ref.WeakReference;
import java.util.Arrays;
import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PySetter;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Frames;
import org.atoll.runtime.call.PositionTable;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyGenerator;
import org.atoll.runtime.types.PyTraceback;

/// A frame as Python sees it (`Objects/frameobject.c`): made when somebody asks for it, or when a traceback needs it.
///
/// While the frame runs, the line comes from the Java stack; afterwards it is the line it was left at. Belongs to one
/// thread.
@PyTypeDef(name = "frame", basetype = false, instantiable = false)
public final class PyFrame extends PyObject {
  public static final PyType TYPE = PyType.builtin(new PyFrameBinder());

  private ThreadState thread;
  private final PyFunction function;
  private int depth;
  private Object generator = PyNone.NONE;
  private PyFrame back;
  private int line;
  /// The variables of a function compiled to keep them where they can be seen, or as they were when an exception left it
  /// (`Object[]`); as they were when it caught one (a weak reference to that, see [PyTraceback#keep]); the namespace of a
  /// module or class body; null where nothing is known.
  public Object locals;
  /// What was set through `f_locals` under names that are no variables; null while there is none.
  PyDict extraLocals;
  /// What `f_trace` was set to.
  public Object trace = PyNone.NONE;
  private boolean traced;
  private int tracedLine = -1;
  private Object traceLines = Boolean.TRUE;
  private Object traceOpcodes = Boolean.FALSE;

  /// The frame of `function` at depth `depth` of a thread.
  public PyFrame(ThreadState thread, PyFunction function, int depth) {
    super(TYPE);
    this.thread = thread;
    this.function = function;
    this.depth = depth;
  }

  public PyFunction function() {
    return function;
  }

  public void setLine(int line) {
    this.line = line;
  }

  // Tracing.

  /// The code of this frame begins, or goes on, to tell its lines; `first` where no line has been told of.
  public void beginTracing(int line, boolean first) {
    traced = true;
    this.line = line;
    tracedLine = first ? -1 : line;
  }

  /// Control is on a line; whether it is another one than before.
  public boolean enterLine(int line) {
    traced = true;
    if (tracedLine == line) {
      return false;
    }
    tracedLine = line;
    this.line = line;
    return true;
  }

  /// Control comes to a line that counts as new whatever it is.
  public void forgetLine() {
    tracedLine = -1;
  }

  /// Whether the frame runs code that tells its lines.
  public boolean isTraced() {
    return traced;
  }

  /// The line that was told of last.
  public int presentLine() {
    return line;
  }

  public boolean tracesLines() {
    return traceLines == Boolean.TRUE;
  }

  /// Whether the frame is on its thread's stack now.
  public boolean isLive() {
    return depth > 0 && thread.depth >= depth && thread.frames[depth] == this;
  }

  /// Remembers the calling frame, at depth `d`, if this is called from there.
  public void linkBack(PyFrame caller, int d) {
    if (back == null && depth == d + 1) {
      back = caller;
    }
  }

  @PyGetter(name = "f_code")
  public PyCode code() {
    return function.code;
  }

  @PyGetter(name = "f_globals")
  Object globals() {
    return function.globals;
  }

  @PyGetter(name = "f_builtins")
  Object builtins(ThreadState ts) {
    return function.builtins(ts);
  }

  @PyGetter(name = "f_back")
  Object backAttribute() {
    PyFrame b = back();
    return b == null ? PyNone.NONE : b;
  }

  /// The calling frame; null for the outermost, and where it was not known when this frame ended.
  public PyFrame back() {
    if (back == null && depth > 1 && isLive()) {
      back = Frames.at(thread, depth - 1);
    }
    return back;
  }

  @PyGetter(name = "f_lineno")
  public long lineno() {
    if (isLive() && !(traced && (thread.watch != 0 || thread.isUnwatched()))) {
      return thread == ThreadState.currentOrNull() ? Frames.currentLine(thread, depth) : Frames.lineOf(thread, depth);
    }
    return line == 0 ? function.code.firstlineno : line;
  }

  @PyGetter(name = "f_lasti")
  long lasti() {
    return PositionTable.firstOfLine(function.code, (int) lineno());
  }

  /// [#locals] without the weak reference.
  Object variables() {
    return locals instanceof WeakReference<?> kept ? kept.get() : locals;
  }

  @PyGetter(name = "f_locals")
  Object locals() {
    return FrameLocals.of(this);
  }

  @PyGetter(name = "f_trace")
  Object trace() {
    return trace;
  }

  @PySetter(name = "f_trace")
  void setTrace(Object value) {
    trace = value == null ? PyNone.NONE : value;
    tracedLine = -1;
  }

  @PyGetter(name = "f_trace_lines")
  Object traceLines() {
    return traceLines;
  }

  @PySetter(name = "f_trace_lines")
  void setTraceLines(Object value) {
    traceLines = value;
  }

  @PyGetter(name = "f_trace_opcodes")
  Object traceOpcodes() {
    return traceOpcodes;
  }

  @PySetter(name = "f_trace_opcodes")
  void setTraceOpcodes(Object value) {
    traceOpcodes = value;
  }

  @PyGetter(name = "f_generator")
  Object generator() {
    return generator;
  }

  /// The generator whose frame this is.
  public void setGenerator(Object generator) {
    this.generator = generator;
  }

  /// The frame of a generator goes on at another place of a stack.
  public void moveTo(ThreadState ts, int d) {
    thread = ts;
    depth = d;
    back = null;
  }

  /// The frame has ended for good; `raised` where an exception has left it, which goes on to show its variables.
  public void end(boolean raised) {
    depth = -1;
    if (raised && locals instanceof Object[] values) {
      // What follows the variables are temporaries.
      locals = Arrays.copyOf(values, Math.min(values.length, code().frameNames().length));
    } else {
      locals = null;
    }
  }

  @PyMethod(sig = "()", doc = "Clear all references held by the frame.")
  void clear(ThreadState ts) {
    if (isLive()) {
      throw PyErr.runtimeError("cannot clear an executing frame");
    }
    if (generator instanceof PyGenerator g) {
      if (!g.isCreated() && !g.isFinished()) {
        throw PyErr.runtimeError("cannot clear a suspended frame");
      }
      g.dropped(ts);
      g.close(ts);
    }
    if (locals instanceof WeakReference<?> kept && kept.get() instanceof Object[] values) {
      // The traceback holds them too.
      Arrays.fill(values, null);
    }
    locals = null;
  }

  @PyMethod
  String __repr__() {
    return "<frame at 0x" + Long.toHexString(PyObjects.id(this)) + ", file '" + function.code.filename() + "', line " + lineno() + ", code " + function.code.name() + ">";
  }
}
