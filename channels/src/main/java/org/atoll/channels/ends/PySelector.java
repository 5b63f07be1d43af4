package org.atoll.channels.ends;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.host.Cleanup;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyTuple;

/// A [Selection] that a script keeps. Belongs to one interpreter, whose threads and tasks may use it at the same time.
@PyTypeDef(name = "Selector", module = "atoll.channels", basetype = false, doc = """
    Selector(*ends): several ends, as select() takes them, from which items are taken in turn.

    As select(), with ends that may be many and change: for end, item in selector: ... goes on until all
    channels are closed.""")
final class PySelector extends PyObject {
  static final PyType TYPE = PyType.builtin(new PySelectorBinder());

  private final Selection selection;
  private boolean closed;

  private PySelector(Selection selection) {
    super(TYPE);
    this.selection = selection;
    Cleanup.register(this, selection::end);
  }

  @PyNew(sig = "(*ends)")
  static Object create(ThreadState ts, PyType cls, PyTuple ends) {
    PySelector made = new PySelector(new Selection(ts));
    for (Object end : ends.items) {
      made.put(ts, end);
    }
    made.selection.lineUp();
    return made;
  }

  private void put(ThreadState ts, Object end) {
    Source source = SelectableTypes.source(ts, end);
    selection.remove(end);
    selection.add(source, end);
  }

  private void check() {
    if (closed) {
      throw ChannelErrors.endClosed("selector");
    }
  }

  @PyMethod(sig = "(end, /)", doc = "Select from end, too; nothing changes where it does so already.")
  void add(ThreadState ts, Object end) {
    check();
    put(ts, end);
    selection.lineUp();
  }

  @PyMethod(sig = "(end, /)", doc = "Select from end no more; KeyError where it did not.")
  void remove(Object end) {
    if (!selection.remove(end)) {
      throw PyErr.keyError(end);
    }
  }

  @PyMethod(sig = "(timeout=None)", doc = "The pair of an end that has something and its item; as the function select().")
  Object select(ThreadState ts, Object timeout) {
    return result(await(ts, ChannelErrors.nanos(ts, timeout)));
  }

  private Object result(Selection.Choice got) {
    return Selections.result(got, got == null ? null : got.key(), selection.size());
  }

  /// As [Selection#await], but raises ChannelClosed where the selector is closed, also meanwhile.
  private Selection.Choice await(ThreadState ts, long nanos) {
    check();
    Selection.Choice got = selection.await(ts, nanos);
    if (got == null || got == Selection.NO_MORE) {
      check();
    }
    return got;
  }

  @PyMethod(sig = "(timeout=None)", doc = "As select(), for coroutines: `await selector.select_async()`.")
  Object select_async(ThreadState ts, Object timeout) {
    check();
    return PyObjects.callMethod(ts, ts.interpreter().importModule(ts, ChannelsModule.ASYNC), "select", this, timeout);
  }

  @PyMethod(sig = "()", doc = "A pair, or PENDING; for select_async().")
  Object _poll(ThreadState ts) {
    check();
    Selection.Choice got = selection.poll(ts);
    return got == null ? PyPending.PENDING : result(got);
  }

  @PyMethod(sig = "()", doc = "Seconds until one of the timers is due, or None.")
  Object _due() {
    long nanos = selection.nanosToTimer();
    return nanos == Long.MAX_VALUE ? PyNone.NONE : (Object) (nanos / 1e9);
  }

  @PyMethod(sig = "()", doc = "What tells an actor's loop of its tasks that wait here, or None; for select_async().")
  Object _mail(ThreadState ts) {
    check();
    Mail mail = selection.mail();
    return mail == null ? PyNone.NONE : mail.loop(ts);
  }

  @PyMethod(sig = "(loop, /)", doc = "Where tasks of an event loop wait.")
  Object _lobby(ThreadState ts, Object loop) {
    return selection.arrivals().lobby(ts, loop);
  }

  @PyMethod
  Object __iter__() {
    return this;
  }

  @PyMethod
  Object __next__(ThreadState ts) {
    Selection.Choice got = await(ts, -1);
    return got == Selection.NO_MORE ? null : result(got);
  }

  @PyMethod
  Object __aiter__() {
    return this;
  }

  @PyMethod
  Object __anext__(ThreadState ts) {
    check();
    return PyObjects.callMethod(ts, ts.interpreter().importModule(ts, ChannelsModule.ASYNC), "next_of_selector", this);
  }

  @PyMethod(sig = "()", doc = "Watch the ends no more; they stay open, and who waits here gets ChannelClosed. To close it again does nothing.")
  void close() {
    closed = true;
    selection.end();
  }

  @PyMethod
  long __len__() {
    return selection.size();
  }

  @PyMethod
  boolean __bool__() {
    return true;
  }

  @PyMethod
  Object __enter__() {
    return this;
  }

  @PyMethod(sig = "(*exc_info)")
  void __exit__(PyTuple exc_info) {
    close();
  }
}
