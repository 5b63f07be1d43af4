package org.atoll.runtime.modules.itertools;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyIterator;

/// `itertools._tee`: one of several readers of the same iterator. Guarded by the GIL.
@PyTypeDef(name = "_tee", module = "itertools", basetype = false, doc = "Iterator wrapped to make it copyable.")
public final class Tee extends PyIterator {
  public static final PyType TYPE = PyType.builtin(new TeeBinder());

  /// A value that has been read, and what follows it.
  private static final class Node {
    final Object value;
    Node next;

    Node(Object value) {
      this.value = value;
    }
  }

  /// What all readers share.
  private static final class Source {
    final Object iterator;
    boolean running;

    Source(Object iterator) {
      this.iterator = iterator;
    }
  }

  private final Source source;
  /// The node after which this reader goes on.
  private Node at;

  private Tee(Source source, Node at) {
    super(TYPE);
    this.source = source;
    this.at = at;
  }

  @PyNew(sig = "(iterable, /)")
  static Object create(ThreadState ts, PyType cls, Object iterable) {
    return of(ts, iterable);
  }

  /// A reader of the iterable; a new one at the same place for a reader.
  static Tee of(ThreadState ts, Object iterable) {
    Object it = PyObjects.iter(ts, iterable);
    return it instanceof Tee t ? t.copy() : new Tee(new Source(it), new Node(null));
  }

  Tee copy() {
    return new Tee(source, at);
  }

  @PyMethod(sig = "()", doc = "Returns an independent iterator.")
  Object __copy__() {
    return copy();
  }

  @Override
  public Object next(ThreadState ts) {
    Node n = at.next;
    if (n == null) {
      if (source.running) {
        throw PyErr.runtimeError("cannot re-enter the tee iterator");
      }
      source.running = true;
      Object o;
      try {
        o = PyObjects.next(ts, source.iterator);
      } finally {
        source.running = false;
      }
      if (o == null) {
        return null;
      }
      n = new Node(o);
      at.next = n;
    }
    at = n;
    return n.value;
  }
}
