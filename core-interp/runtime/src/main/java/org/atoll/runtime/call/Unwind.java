package org.atoll.runtime.call;

import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyFrame;
import org.atoll.runtime.object.PyFunction;
import org.atoll.runtime.types.PyAsyncGenerator;
import org.atoll.runtime.types.PyBaseException;
import org.atoll.runtime.types.PyCoroutine;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyGenerator;
import org.atoll.runtime.types.PyTraceback;

/// Exceptions as compiled code raises, catches and passes them on (`Python/ceval.c`, from `error:` on).
///
/// A body that an exception leaves calls [#unwind], which adds the frame to the traceback; a handler calls [#caught].
/// Both turn errors of the JVM into Python exceptions. The exception being handled is [ThreadState#handled].
///
/// Where a function's variables are nowhere but on the stack of the JVM, both are given them as `locals`, for `f_locals` of
/// the frames of a traceback; null where the frame has them anyway.
public final class Unwind {
  private Unwind() {}

  /// The exception leaves the frame at depth `d`, at position `pos`.
  public static Throwable unwind(ThreadState ts, PyFunction f, Throwable thrown, int pos, int d, Object[] locals) {
    PyException e = trace(ts, f, toPython(ts, thrown), pos, d);
    if (locals != null && ts.frames[d] instanceof PyFrame frame) {
      frame.locals = locals;
    }
    if (ts.watch != 0) {
      e = left(ts, e, d);
    }
    ts.depth = d - 1;
    return e;
  }

  /// [#unwind] out of a frame that may have been handling an exception: `handled` is what was being handled outside.
  public static Throwable unwind(ThreadState ts, PyFunction f, Throwable thrown, int pos, int d, Object[] locals, Object handled) {
    Throwable e = unwind(ts, f, thrown, pos, d, locals);
    ts.handled = (PyBaseException) handled;
    return e;
  }

  /// The exception leaves the body of a generator. StopIteration must not (PEP 479).
  public static Throwable generator(ThreadState ts, PyGenerator g, Throwable thrown, int pos, int d, Object handled) {
    PyException e = trace(ts, g.function, toPython(ts, thrown), pos, d);
    boolean async = g instanceof PyAsyncGenerator;
    if (e.is(PyExc.StopIteration) || async && e.is(PyExc.StopAsyncIteration)) {
      String what = async ? "async generator" : g instanceof PyCoroutine ? "coroutine" : "generator";
      PyException replaced = PyErr.runtimeError("%s raised %s", what, e.is(PyExc.StopIteration) ? "StopIteration" : "StopAsyncIteration");
      replaced.value.cause = e.value;
      replaced.value.suppressContext = true;
      replaced.value.context = e.value;
      replaced.linked = true;
      e = trace(ts, g.function, replaced, pos, d);
    }
    if (ts.watch != 0) {
      e = left(ts, e, d);
    }
    ts.depth = d - 1;
    ts.handled = (PyBaseException) handled;
    return e;
  }

  /// The exception leaves a method that holds a part of a body, at position `pos`.
  public static Throwable part(ThreadState ts, Throwable thrown, int pos) {
    PyException e = toPython(ts, thrown);
    if (e.partPosition < 0) {
      e.partPosition = pos;
    }
    return e;
  }

  /// A handler begins: gives the Python exception, which is now the one being handled.
  public static Object caught(ThreadState ts, PyFunction f, Throwable thrown, int pos, int d, Object[] locals) {
    ts.depth = d;
    PyException e = trace(ts, f, toPython(ts, thrown), pos, d);
    if (locals != null && e.value.traceback != null) {
      e.value.traceback.keep(locals);
    }
    if (ts.watch != 0 && ts.frames[d] instanceof PyFrame frame && frame.isTraced()) {
      Events.handled(ts, frame, e.value);
    }
    ts.handled = e.value;
    return e.value;
  }

  /// The variables of a function, for [#unwind] and [#caught].
  public static Object[] locals(Object a) {
    return new Object[] {a};
  }

  public static Object[] locals(Object a, Object b) {
    return new Object[] {a, b};
  }

  public static Object[] locals(Object a, Object b, Object c) {
    return new Object[] {a, b, c};
  }

  public static Object[] locals(Object a, Object b, Object c, Object d) {
    return new Object[] {a, b, c, d};
  }

  public static Object[] locals(Object a, Object b, Object c, Object d, Object e) {
    return new Object[] {a, b, c, d, e};
  }

  public static Object[] locals(Object a, Object b, Object c, Object d, Object e, Object f) {
    return new Object[] {a, b, c, d, e, f};
  }

  public static Object[] locals(Object a, Object b, Object c, Object d, Object e, Object f, Object g) {
    return new Object[] {a, b, c, d, e, f, g};
  }

  public static Object[] locals(Object a, Object b, Object c, Object d, Object e, Object f, Object g, Object h) {
    return new Object[] {a, b, c, d, e, f, g, h};
  }

  /// What a Java exception is to Python.
  public static PyException toPython(ThreadState ts, Throwable thrown) {
    return thrown instanceof PyException e ? e : HostErrors.translate(ts, thrown);
  }

  /// Adds the frame to the traceback, and the context of an exception that was raised here. Gives the exception, or what a
  /// tracer has raised instead.
  private static PyException trace(ThreadState ts, PyFunction f, PyException e, int pos, int d) {
    if (!e.linked) {
      e.linked = true;
      e.value.setContext(ts.handled);
    }
    int at = e.partPosition >= 0 ? e.partPosition : pos;
    e.partPosition = -1;
    PyFrame frame = Frames.frameAt(ts, f, d);
    if (frame.isTraced()) {
      at = f.code.plainPosition(at);
    }
    int line = e.line > 0 ? e.line : PositionTable.line(f.code.load(), at);
    e.line = -1;
    frame.setLine(line);
    if (e.traced) {
      e.traced = false;
      if (ts.watch != 0 && frame.isTraced()) {
        Events.reraised(ts, frame, e.value);
      }
      return e;
    }
    PyTraceback inner = e.value.traceback;
    if (inner != null) {
      inner.frame.linkBack(frame, d);
    }
    e.value.traceback = new PyTraceback(inner, frame, 2 * at, line);
    if (ts.watch != 0 && frame.isTraced()) {
      ts.depth = d;
      try {
        Events.raised(ts, frame, e.value);
      } catch (PyException other) {
        // What the tracer raises takes the place of the exception that it was told of.
        other.value.setContext(e.value);
        other.linked = true;
        other.value.traceback = new PyTraceback(other.value.traceback, frame, 2 * at, line);
        return other;
      }
    }
    return e;
  }

  /// Tells that the exception leaves the frame; gives it, or what the tracer has raised instead.
  private static PyException left(ThreadState ts, PyException e, int d) {
    if (!(ts.frames[d] instanceof PyFrame frame) || !frame.isTraced()) {
      return e;
    }
    ts.depth = d;
    try {
      Events.unwound(ts, frame, e.value);
      return e;
    } catch (PyException other) {
      other.value.setContext(e.value);
      return other;
    }
  }

  /// The exception being handled, or null.
  public static Object handled(ThreadState ts) {
    return ts.handled;
  }

  public static void setHandled(ThreadState ts, Object exception) {
    ts.handled = (PyBaseException) exception;
  }

  /// Throws an exception on that this frame has caught.
  public static Throwable reraise(ThreadState ts, Object exception) {
    PyException e = new PyException((PyBaseException) exception);
    e.traced = true;
    e.linked = true;
    return e;
  }

  /// [#reraise] that leaves the frame at the line at which it caught the exception.
  public static Throwable reraiseInPlace(ThreadState ts, Object exception) {
    PyException e = (PyException) reraise(ts, exception);
    if (e.value.traceback != null) {
      e.line = e.value.traceback.lineno;
    }
    return e;
  }

  /// `raise exc`.
  public static Throwable raise(ThreadState ts, Object exc) {
    return PyErr.toRaise(ts, exc, null);
  }

  /// `raise exc from cause`.
  public static Throwable raiseFrom(ThreadState ts, Object exc, Object cause) {
    return PyErr.toRaise(ts, exc, cause);
  }

  /// `raise`.
  public static Throwable raiseAgain(ThreadState ts) {
    if (ts.handled == null) {
      return PyErr.runtimeError("No active exception to reraise");
    }
    return reraise(ts, ts.handled);
  }

  /// Whether `except target:` takes the exception.
  public static boolean matches(ThreadState ts, Object exception, Object target) {
    return PyErr.matches((PyBaseException) exception, target);
  }

  /// A failed `assert`.
  public static Throwable assertion(ThreadState ts) {
    return PyErr.create(PyExc.AssertionError);
  }

  /// A failed `assert` with a message.
  public static Throwable assertion(ThreadState ts, Object message) {
    return PyErr.create(PyExc.AssertionError, message);
  }
}
