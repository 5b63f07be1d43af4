package org.atoll.arena.objects;

import java.util.Arrays;
import org.atoll.arena.memory.Cell;
import org.atoll.arena.values.Words;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyEllipsis;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyNotImplemented;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.object.Slot;
import org.atoll.runtime.text.Hashes;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyFrozenSet;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUcs4;
import org.atoll.runtime.types.PyUnicode;
import org.atoll.runtime.types.PyUnicodeObject;

/// How keys of dicts and members of sets hash and compare. What is equal in Python hashes alike; but the hashes of
/// str and bytes do not depend on the process, as arenas may be files, and so neither do those of tuples and
/// frozensets of them.
final class Keys {
  /// What a key is for, in messages.
  static final String DICT = "a dict key";
  static final String SET = "a set element";
  private static final long MIX = 0x9E3779B185EBCA87L;

  private Keys() {}

  /// The hash of a key, as the word by which it stands in a table. Runs the `__hash__` of a class of the program.
  ///
  /// @param use what the key is for, in the message where it has no hash
  static long hash(ThreadState ts, Object key, String use) {
    if (key instanceof String s) {
      return word(mix(s.hashCode()));
    }
    return word(key instanceof Long l ? Hashes.ofLong(l) : told(ts, key, use));
  }

  /// As [#hash], of a set that stands for the frozenset of its members.
  static long hashOfMembers(ThreadState ts, Object[] members) {
    return word(members(ts, members));
  }

  private static long word(long number) {
    return Words.ofLong(number << 2 >> 2);
  }

  private static long told(ThreadState ts, Object key, String use) {
    try {
      return number(ts, key);
    } catch (PyException e) {
      if (e.value.type == PyExc.TypeError) {
        throw PyErr.typeError("cannot use '%s' as %s (%s)", PyObject.typeOf(key).name(), use, PyObjects.str(ts, e.value));
      }
      throw e;
    }
  }

  private static long number(ThreadState ts, Object key) {
    return switch (key) {
      case String s -> mix(s.hashCode());
      case Long l -> Hashes.ofLong(l);
      case PyUcs4 u -> text(u);
      case PyUnicodeObject u when hashesAs(u, PyUnicode.TYPE) -> text(u.value);
      case PyBytes b when hashesAs(b, PyBytes.TYPE) -> mix(Arrays.hashCode(b.bytes));
      case PyTuple t when hashesAs(t, PyTuple.TYPE) -> tuple(ts, t);
      case PyFrozenSet f when hashesAs(f, PyFrozenSet.TYPE) -> members(ts, f.toArray());
      case PyNone n -> mix(1);
      case PyEllipsis e -> mix(2);
      case PyNotImplemented n -> mix(3);
      default -> PyObjects.hash(ts, key);
    };
  }

  private static boolean hashesAs(PyObject key, PyType type) {
    return key.type == type || key.type.slot(Slot.HASH) == type.slot(Slot.HASH);
  }

  private static long text(Object value) {
    return mix(value instanceof PyUcs4 u ? Arrays.hashCode(u.codePoints) : value.hashCode());
  }

  private static long mix(int hash) {
    long mixed = hash * MIX;
    return mixed ^ mixed >>> 32;
  }

  private static long tuple(ThreadState ts, PyTuple t) {
    long state = Hashes.tupleStart();
    ts.enterJava(" while hashing a tuple");
    try {
      for (Object item : t.items) {
        state = Hashes.tupleItem(state, number(ts, item));
      }
    } finally {
      ts.leaveJava();
    }
    return Hashes.tupleEnd(state, t.items.length);
  }

  private static long members(ThreadState ts, Object[] members) {
    long combined = 0;
    ts.enterJava(" while hashing a frozenset");
    try {
      for (Object member : members) {
        combined ^= Hashes.frozenSetMember(number(ts, member));
      }
    } finally {
      ts.leaveJava();
    }
    return Hashes.frozenSetEnd(combined, members.length);
  }

  /// Whether [#isSame] can tell if a word stands for a key.
  static boolean isOneKind(long word, Object key) {
    return key instanceof String || key instanceof Long && Words.isLong(word);
  }

  /// Whether a word stands for a key of a kind with it, where `own` is the key's own word, if it has one without a
  /// cell.
  static boolean isSame(SharedArena a, long word, Object key, long own) {
    return word == own || own == Words.NOTHING && key instanceof String s && Cell.isReference(word) && a.values.isText(word, s);
  }

  /// Whether the key that a word stands for is equal to another one. Runs the Python code of that, where it has some, and what is in the
  /// view may be another then; the view's thread holds the arena afterwards.
  static boolean equal(ThreadState ts, View v, long word, Object key) {
    Object there = v.arena.read(v.hold, word);
    if (v.arena.free == null || isSimple(there) && isSimple(key)) {
      boolean equal = PyObjects.equal(ts, there, key);
      v.reading(ts);
      return equal;
    }
    return v.outside(ts, () -> PyObjects.equal(ts, there, key));
  }

  /// Whether a value hashes and compares without any Python code of the program.
  static boolean isSimple(Object value) {
    return value instanceof String || value instanceof Number || value instanceof Boolean;
  }
}
