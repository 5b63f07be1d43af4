package org.atoll.runtime.types;

import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PySetter;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.CodeBody;
import org.atoll.runtime.call.Generators;
import org.atoll.runtime.interp.Nursery;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.interp.Unraisable;
import org.atoll.runtime.object.PyFrame;
import org.atoll.runtime.object.PyFunction;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;

/// A generator (`Objects/genobject.c`): a compiled body whose `resume` method goes on from where it was suspended. Also
/// the Java base of coroutines and asynchronous generators, which to Python are unrelated types. Guarded by the GIL.
@PyTypeDef(name = "generator", basetype = false, instantiable = false)
public class PyGenerator extends PyIterator implements Resumable, Nursery.Resident {
  public static final PyType TYPE = PyType.builtin(new PyGeneratorBinder());
  private static final int CREATED = 0;
  private static final int FINISHED = -1;

  /// 0 before the start, -1 when finished, otherwise the number of the place of suspension. Set by compiled code.
  public int state;
  /// Where it is suspended: an entry of the body's position table. Set by compiled code.
  public int position;
  /// The variables.
  public Object[] frame;
  public final PyFunction function;
  /// What `yield from` or `await` is running, or null.
  public Object delegate;
  /// The result of the last delegate, on its way to compiled code.
  public Object delegateResult;
  public CodeBody body;
  private boolean running;
  private Object result = PyNone.NONE;
  private Object name;
  private Object qualname;
  private PyFrame pyFrame;
  /// Its place among those that want to be told when they are dropped; null while it does not matter.
  private Nursery.Place place;

  public PyGenerator(PyFunction function, CodeBody body, Object[] frame) {
    this(TYPE, function, body, frame);
  }

  protected PyGenerator(PyType type, PyFunction function, CodeBody body, Object[] frame) {
    super(type);
    this.function = function;
    this.body = body;
    this.frame = frame;
  }

  /// What errors call it.
  protected String noun() {
    return "generator";
  }

  public final boolean isFinished() {
    return state == FINISHED;
  }

  public final boolean isRunning() {
    return running;
  }

  public final boolean isCreated() {
    return state == CREATED;
  }

  // Running.

  @Override
  public Object next(ThreadState ts) {
    if (state == FINISHED) {
      result = PyNone.NONE;
      return null;
    }
    return step(ts, PyNone.NONE);
  }

  /// Runs on with a value or, given as a [PyException], with an exception. Null at the end.
  protected final Object step(ThreadState ts, Object sent) {
    if (running) {
      throw PyErr.valueError("%s already executing", noun());
    }
    running = true;
    boolean left = true;
    try {
      Object v = (ts.watch != 0 ? watchedBody() : body).resume(ts, this, sent);
      left = false;
      if (state == FINISHED) {
        result = v;
        finish(false);
        return null;
      }
      return v;
    } finally {
      running = false;
      if (left) {
        finish(true);
      }
    }
  }

  /// The body for a thread that is being watched. The variables are where the plain body has them; a body that had to be
  /// split differently has other temporaries, and can take over only before the start.
  private CodeBody watchedBody() {
    CodeBody traced = function.code.traced();
    int size = traced.frameSize();
    if (traced == body || size == frame.length) {
      return traced;
    }
    if (state == CREATED && size > 0) {
      frame = java.util.Arrays.copyOf(frame, size);
      if (pyFrame != null) {
        pyFrame.locals = frame;
      }
      body = traced;
    }
    return body;
  }

  private void finish(boolean raised) {
    state = FINISHED;
    frame = null;
    delegate = null;
    if (place != null) {
      place.leave();
    }
    if (pyFrame != null) {
      pyFrame.end(raised);
      pyFrame = null;
    }
  }

  @Override
  public Object send(ThreadState ts, Object value) {
    if (state == FINISHED) {
      result = PyNone.NONE;
      return null;
    }
    if (state == CREATED && value != PyNone.NONE && !running) {
      throw PyErr.typeError("can't send non-None value to a just-started %s", noun());
    }
    return step(ts, value);
  }

  @Override
  public Object throwInto(ThreadState ts, PyException e) {
    if (running) {
      throw PyErr.valueError("%s already executing", noun());
    }
    if (state <= CREATED) {
      finish(false);
      e.linked = true;
      throw e;
    }
    return step(ts, e);
  }

  @Override
  public Object close(ThreadState ts) {
    if (state <= CREATED && !running) {
      finish(false);
      return PyNone.NONE;
    }
    Object yielded;
    try {
      yielded = throwInto(ts, PyErr.generatorExit());
    } catch (PyException e) {
      if (e.is(PyExc.GeneratorExit) || e.is(PyExc.StopIteration)) {
        return PyNone.NONE;
      }
      throw e;
    }
    if (yielded != null) {
      throw PyErr.runtimeError("%s ignored GeneratorExit", noun());
    }
    return result;
  }

  @Override
  public Object result() {
    return result;
  }

  // The end of what is dropped half-way.

  /// Has it closed when nothing refers to it any more: it is suspended where that makes a difference, or not yet started
  /// and that is worth a warning. As on CPython no object is finalized twice.
  public final void guard(ThreadState ts) {
    if (place == null) {
      place = ts.interpreter().finalizers().nursery().enter(this);
    }
  }

  /// Takes [#guard] back.
  protected final void unguard() {
    if (place != null) {
      place.leave();
      place = null;
    }
  }

  /// `_PyGen_Finalize`.
  @Override
  public void dropped(ThreadState ts) {
    if (isFinished() || running || !isCreated() && isHeldByOtherThread(ts)) {
      return;
    }
    try {
      close(ts);
    } catch (PyException e) {
      Unraisable.report(ts, e, "Exception ignored while closing generator " + Unraisable.shown(ts, this), null);
    }
  }

  /// Whether the interpreter ends while threads still stand in the middle of something, which is then never gone on with.
  private static boolean isHeldByOtherThread(ThreadState ts) {
    return ts.interpreter().isFinalizing() && ts.interpreter().hasUnfinishedThreads();
  }

  // Frames.

  /// Begins the frame of a step and returns its depth.
  public final int enter(ThreadState ts) {
    PyFrame f = pyFrame;
    if (f == null) {
      return ts.enter(this);
    }
    f.moveTo(ts, ts.depth + 1);
    return ts.enter(f);
  }

  /// The frame object, made when first asked for.
  public final PyFrame pyFrame(ThreadState ts, int depth) {
    if (pyFrame == null) {
      pyFrame = new PyFrame(ts, function, depth);
      pyFrame.locals = frame;
      pyFrame.setGenerator(this);
    }
    return pyFrame;
  }

  protected final Object frameAttribute(ThreadState ts) {
    if (state == FINISHED) {
      return PyNone.NONE;
    }
    PyFrame f = pyFrame(ts, -1);
    if (!running) {
      f.setLine(Generators.line(this));
    }
    return f;
  }

  // Attributes.

  @Override
  @PyMethod(doc = "Implement next(self).")
  public Object __next__(ThreadState ts) {
    return orStop(send(ts, PyNone.NONE));
  }

  @PyMethod(sig = "(arg, /)", name = "send", doc = "send(value) -> send 'value' into generator,\nreturn next yielded value or raise StopIteration.")
  Object sendMethod(ThreadState ts, Object value) {
    return orStop(send(ts, value));
  }

  @PyMethod(sig = "(type, value=<absent>, traceback=<absent>, /)", name = "throw",
      doc = "throw(value)\nthrow(type[,value[,tb]])\n\nRaise exception in generator, return next yielded value or raise\nStopIteration.")
  Object throwMethod(ThreadState ts, Object type, Object value, Object traceback) {
    return orStop(throwInto(ts, Generators.thrown(ts, type, value, traceback)));
  }

  @PyMethod(sig = "()", name = "close", doc = "close() -> raise GeneratorExit inside generator.")
  Object closeMethod(ThreadState ts) {
    return close(ts);
  }

  @PyGetter(name = "gi_frame")
  Object giFrame(ThreadState ts) {
    return frameAttribute(ts);
  }

  @PyGetter(name = "gi_running")
  boolean giRunning() {
    return running;
  }

  @PyGetter(name = "gi_suspended")
  boolean giSuspended() {
    return suspended();
  }

  protected final boolean suspended() {
    return state > CREATED && !running;
  }

  @PyGetter(name = "gi_code")
  Object giCode() {
    return function.code;
  }

  @PyGetter(name = "gi_yieldfrom")
  Object giYieldFrom() {
    return delegateAttribute();
  }

  protected final Object delegateAttribute() {
    return delegate == null || running ? PyNone.NONE : delegate;
  }

  @PyGetter(name = "__name__", doc = "name of the generator")
  Object nameAttribute() {
    return name == null ? function.name() : name;
  }

  @PySetter(name = "__name__")
  void setNameAttribute(Object value) {
    name = checkedName(value, "__name__");
  }

  @PyGetter(name = "__qualname__", doc = "qualified name of the generator")
  Object qualnameAttribute() {
    return qualname == null ? function.qualname() : qualname;
  }

  @PySetter(name = "__qualname__")
  void setQualnameAttribute(Object value) {
    qualname = checkedName(value, "__qualname__");
  }

  private static Object checkedName(Object value, String attribute) {
    if (value == null || !PyUnicode.check(value)) {
      throw PyErr.typeError("%s must be set to a string object", attribute);
    }
    return value;
  }

  @PyMethod(sig = "(object, /)", classMethod = true, doc = "See PEP 585")
  static Object __class_getitem__(PyType cls, Object item) {
    return PyGenericAlias.of(cls, item);
  }

  @PyMethod
  String __repr__() {
    return describe();
  }

  protected final String describe() {
    return "<" + PyObject.typeOf(this).name() + " object " + qualnameAttribute() + " at 0x" + Long.toHexString(PyObjects.id(this)) + ">";
  }
}
