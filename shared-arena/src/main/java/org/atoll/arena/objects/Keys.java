package org.atoll.arena.objects;

import org.atoll.arena.lock.Hold;
import org.atoll.arena.memory.Cell;
import org.atoll.arena.values.Words;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.text.Hashes;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyTuple;

/// How keys of dicts and members of sets hash and compare. What is equal in Python hashes alike; the hash of a str does not depend on
/// the process, as arenas may be files.
final class Keys {
  private static final long MIX = 0x9E3779B185EBCA87L;

  private Keys() {}

  /// The hash of a key, as the word by which it stands in a table.
  ///
  /// @param use what the key is for, in the message where it has no hash: `a dict key`, `a set element`
  static long hash(ThreadState ts, Object key, String use) {
    return Words.ofLong(number(ts, key, use) << 2 >> 2);
  }

  private static long number(ThreadState ts, Object key, String use) {
    return switch (key) {
      case String s -> mix(s.hashCode());
      case Long l -> Hashes.ofLong(l);
      case PyBytes b when b.type == PyBytes.TYPE -> mix(java.util.Arrays.hashCode(b.bytes));
      case PyTuple t when t.type == PyTuple.TYPE -> tuple(ts, t, use);
      default -> other(ts, key, use);
    };
  }

  private static long mix(int hash) {
    long mixed = hash * MIX;
    return mixed ^ mixed >>> 32;
  }

  private static long tuple(ThreadState ts, PyTuple t, String use) {
    long state = Hashes.tupleStart();
    for (Object item : t.items) {
      state = Hashes.tupleItem(state, number(ts, item, use));
    }
    return Hashes.tupleEnd(state, t.items.length);
  }

  private static long other(ThreadState ts, Object key, String use) {
    try {
      return PyObjects.hash(ts, key);
    } catch (PyException e) {
      if (e.value.type == PyExc.TypeError) {
        throw PyErr.typeError("cannot use '%s' as %s (%s)", PyObject.typeOf(key).name(), use, PyObjects.str(ts, e.value));
      }
      throw e;
    }
  }

  /// Whether the key that a word stands for is equal to another one, whose own word, if it has one without a cell, is `own`. May run
  /// Python code, where the other key has some.
  static boolean equal(ThreadState ts, SharedArena a, Hold hold, long word, Object key, long own) {
    if (word == own) {
      return true;
    }
    if (key instanceof String s) {
      return Cell.isReference(word) && own == Words.NOTHING && a.values.isText(word, s);
    }
    if (key instanceof Long && Words.isLong(word)) {
      return false;
    }
    return PyObjects.equal(ts, a.read(hold, word), key);
  }
}
