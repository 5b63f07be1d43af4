package org.atoll.actors.cell;

import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.channels.ends.Selectable;
import org.atoll.channels.ends.Source;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyTuple;

/// What `receive()` gives: the messages of a function actor, as they come. Belongs to the actor's interpreter.
@PyTypeDef(name = "Receiver", module = "atoll.actors", basetype = false, instantiable = false,
    doc = "The iterator over an actor's messages; it ends with the actor, or when none comes within the timeout.")
final class Receiver extends PyObject implements Selectable {
  static final PyType TYPE = PyType.builtin(new ReceiverBinder());

  private final long nanos;
  private final Object accepts;
  /// What a coroutine is looking for.
  private Reception.Search search;

  private SelectedMail mail;

  Receiver(long nanos, Object accepts) {
    super(TYPE);
    this.nanos = nanos;
    this.accepts = accepts;
  }

  @PyMethod
  Object __iter__() {
    return this;
  }

  @PyMethod
  Object __next__(ThreadState ts) {
    Incarnation i = ActorsModule.function(ts, "receive()");
    if (i.coroutine() != null) {
      throw ActorErrors.error("%s is a coroutine function, which iterates by 'async for' over receive()", i.cell.path);
    }
    Object got = i.reception().receive(ts, nanos, accepts);
    return got == Reception.EXIT ? null : got;
  }

  @PyMethod
  Object __aiter__() {
    return this;
  }

  @PyMethod
  Object __anext__(ThreadState ts) {
    return coroutines(ts).next(ts, this);
  }

  /// The actor's way of waiting, which needs a coroutine function.
  private static CoroutineRun coroutines(ThreadState ts) {
    Incarnation i = ActorsModule.function(ts, "receive()");
    if (i.coroutine() == null) {
      throw ActorErrors.error("%s is no coroutine function: it iterates by 'for' over receive()", i.cell.path);
    }
    return i.coroutine();
  }

  @Override
  public Source source(ThreadState ts) {
    Incarnation i = ActorsModule.function(ts, "receive()");
    if (nanos >= 0) {
      throw PyErr.valueError("what is selected from has no timeout of its own: select(..., timeout=) or after() has one");
    }
    if (mail == null) {
      mail = new SelectedMail(i, this);
    }
    return mail;
  }

  /// What it looks for from now on.
  void beginSearch() {
    search = new Reception.Search(accepts);
  }

  Reception.Search search() {
    return search;
  }

  @PyGetter(name = "timeout", doc = "how many seconds to wait for a message; None for any number")
  Object timeout() {
    return nanos < 0 ? PyNone.NONE : nanos / 1e9;
  }

  @PyMethod(sig = "(afresh, /)", doc = "The pair of a message and what answers it; None where there is none yet, False where there will be no more.")
  Object look(ThreadState ts, boolean afresh) {
    CoroutineRun run = coroutines(ts);
    if (afresh || search == null) {
      search = new Reception.Search(accepts);
    }
    Object got = run.look(ts, search);
    return got == null ? PyNone.NONE : got == Reception.EXIT ? (Object) false : PyTuple.of(got, run.answer());
  }
}
