package org.atoll.arena.objects;

import java.util.ArrayList;
import java.util.List;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.arena.lock.Hold;
import org.atoll.arena.memory.NoRoom;
import org.atoll.arena.values.Words;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNotImplemented;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.object.Slot;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyFrozenSet;
import org.atoll.runtime.types.PyGenericAlias;
import org.atoll.runtime.types.PySet;
import org.atoll.runtime.types.PyTuple;

/// A set in an arena; see [HashTable]. Its members are in the order in which they came. Compare `Objects/setobject.c`.
@PyTypeDef(name = "ArenaSet", module = "atoll.arena", basetype = false, instantiable = false, hashable = false, doc = """
    A set in an arena, as it can be used until the `with` block ends in which it was obtained.""")
public sealed class ArenaSet extends View permits FreeSet {
  public static final PyType TYPE = PyType.builtin(new ArenaSetBinder());
  private static final HashTable TABLE = HashTable.SET;

  ArenaSet(SharedArena arena, Hold hold, ViewGroup group, long cell) {
    super(TYPE, arena, hold, group, cell);
  }

  @Override
  PyType plainType() {
    return PySet.TYPE;
  }

  @Override
  public PyObject plain(ThreadState ts) {
    return localSet(ts, this);
  }

  // Entries.

  long size() {
    return HashTable.size(arena, cell);
  }

  long used() {
    return HashTable.used(arena, cell);
  }

  /// The first entry from a number on that is there, or [#used] or more.
  long next(long e) {
    return TABLE.next(arena, cell, e);
  }

  Object memberAt(long e) {
    return arena.read(hold, TABLE.key(arena, cell, e));
  }

  private Object[] members() {
    Object[] members = new Object[(int) size()];
    int n = 0;
    for (long e = next(0); e < used(); e = next(e + 1)) {
      members[n++] = memberAt(e);
    }
    return members;
  }

  /// The entry of a member, or -1, where a set stands for the frozenset of its members.
  private long find(ThreadState ts, Object key) {
    reading(ts);
    long hash = hashToLookUp(ts, key);
    reading(ts);
    return TABLE.find(ts, this, key, hash);
  }

  long hashToLookUp(ThreadState ts, Object key) {
    if (isPlainSet(key)) {
      return Keys.hashOfMembers(ts, ((PySet) key).toArray());
    }
    return key instanceof ArenaSet s ? Keys.hashOfMembers(ts, s.checkedMembers(ts)) : Keys.hash(ts, key, Keys.SET);
  }

  long hashToAdd(ThreadState ts, Object member) {
    return Keys.hash(ts, member, Keys.SET);
  }

  /// Whether what may be added is there.
  boolean has(ThreadState ts, Object member) {
    return findHashable(ts, member) >= 0;
  }

  /// Has an iterator go on.
  Object advance(ThreadState ts, ArenaSetIterator iterator) {
    reading(ts);
    return iterator.advance(this);
  }

  private static boolean isPlainSet(Object key) {
    return key instanceof PySet s && s.type.slot(Slot.HASH) == PySet.TYPE.slot(Slot.HASH);
  }

  /// The entry of what may be added, or -1.
  private long findHashable(ThreadState ts, Object member) {
    reading(ts);
    long hash = hashToAdd(ts, member);
    reading(ts);
    return TABLE.find(ts, this, member, hash);
  }

  private boolean remove(ThreadState ts, long e) {
    writing(ts);
    if (e >= 0) {
      TABLE.delete(arena, cell, e);
    }
    return e >= 0;
  }

  @PyMethod
  int __len__(ThreadState ts) {
    reading(ts);
    return (int) size();
  }

  @PyMethod
  boolean __contains__(ThreadState ts, Object key) {
    return find(ts, key) >= 0;
  }

  @PyMethod
  Object __iter__(ThreadState ts) {
    reading(ts);
    return new ArenaSetIterator(this);
  }

  @PyMethod(sig = "(object, /)", doc = """
      Add an element to a set.

      This has no effect if the element is already present.""")
  void add(ThreadState ts, Object object) {
    writing(ts);
    for (boolean again = false; ; again = true) {
      try {
        put(ts, object);
        return;
      } catch (NoRoom e) {
        arena.makeRoom(e, again);
      }
    }
  }

  private void put(ThreadState ts, Object member) {
    long hash = hashToAdd(ts, member);
    reading(ts);
    if (TABLE.find(ts, this, member, hash) < 0) {
      TABLE.append(arena, cell, hash, arena.word(ts, member), Words.NOTHING);
    }
  }

  @PyMethod(sig = "(object, /)", doc = """
      Remove an element from a set; it must be a member.

      If the element is not a member, raise a KeyError.""")
  void remove(ThreadState ts, Object object) {
    writing(ts);
    if (!remove(ts, find(ts, object))) {
      throw PyErr.keyError(object);
    }
  }

  @PyMethod(sig = "(object, /)", doc = """
      Remove an element from a set if it is a member.

      Unlike set.remove(), the discard() method does not raise
      an exception when an element is missing from the set.""")
  void discard(ThreadState ts, Object object) {
    writing(ts);
    remove(ts, find(ts, object));
  }

  @PyMethod(sig = "()", doc = "Remove and return an arbitrary set element.\n\nRaises KeyError if the set is empty.")
  Object pop(ThreadState ts) {
    writing(ts);
    if (size() == 0) {
      throw PyErr.keyError("pop from an empty set");
    }
    long e = TABLE.previous(arena, cell, used() - 1);
    Object member = memberAt(e);
    TABLE.deleteLast(arena, cell, e);
    return member;
  }

  @PyMethod(sig = "()", doc = "Remove all elements from this set.")
  void clear(ThreadState ts) {
    writing(ts);
    TABLE.clear(arena, cell);
  }

  // Methods that change the set by any iterables.

  @PyMethod(sig = "(*others)", doc = "Update the set, adding elements from all others.")
  void update(ThreadState ts, PyTuple others) {
    writing(ts);
    for (Object other : others.items) {
      addAll(ts, other);
    }
  }

  private void addAll(ThreadState ts, Object other) {
    if (other instanceof ArenaSet s && s.arena == arena) {
      s.reading(ts);
      merge(ts, s, null);
    } else if (isExact(other)) {
      merge(ts, null, other instanceof PySet s ? s.toArray() : ((PyFrozenSet) other).toArray());
    } else {
      Object it = PyObjects.iter(ts, other);
      for (Object o; (o = PyObjects.next(ts, it)) != null; ) {
        add(ts, o);
      }
    }
  }

  private static boolean isExact(Object o) {
    return o instanceof PyObject p && (p.type == PySet.TYPE || p.type == PyFrozenSet.TYPE);
  }

  /// Takes over all members of another set of this arena, or else local ones, or none where there is no room.
  void merge(ThreadState ts, ArenaSet other, Object[] members) {
    writing(ts);
    for (boolean again = false; ; again = true) {
      try {
        long from = other != null ? other.cell : new Adoption(ts, arena).contents(members);
        merge(ts, from);
        if (other == null) {
          HashTable.free(arena, from);
        }
        return;
      } catch (NoRoom e) {
        arena.makeRoom(e, again);
      }
    }
  }

  /// Takes over all members of another table of this arena.
  final void merge(ThreadState ts, long from) {
    TABLE.merge(ts, this, TABLE, from);
  }

  @PyMethod(sig = "(*others)", doc = "Update the set, keeping only elements found in it and all others.")
  void intersection_update(ThreadState ts, PyTuple others) {
    writing(ts);
    Object[] members = ((PySet) intersection(ts, others)).toArray();
    writing(ts);
    for (boolean again = false; ; again = true) {
      try {
        TABLE.take(arena, cell, new Adoption(ts, arena).contents(members));
        return;
      } catch (NoRoom e) {
        arena.makeRoom(e, again);
      }
    }
  }

  @PyMethod(sig = "(*others)", doc = "Update the set, removing elements found in others.")
  void difference_update(ThreadState ts, PyTuple others) {
    writing(ts);
    for (Object other : others.items) {
      removeAll(ts, other);
    }
  }

  private void removeAll(ThreadState ts, Object other) {
    if (isThis(other)) {
      TABLE.clear(arena, cell);
      return;
    }
    Object it = PyObjects.iter(ts, other);
    for (Object o; (o = PyObjects.next(ts, it)) != null; ) {
      remove(ts, findHashable(ts, o));
    }
  }

  private boolean isThis(Object other) {
    return other instanceof ArenaSet s && (s == this || isSame(s));
  }

  @PyMethod(sig = "(other, /)", doc = "Update the set, keeping only elements found in either set, but not in both.")
  void symmetric_difference_update(ThreadState ts, Object other) {
    writing(ts);
    if (isThis(other)) {
      TABLE.clear(arena, cell);
      return;
    }
    List<Object> here = new ArrayList<>();
    List<Object> missing = new ArrayList<>();
    for (Object o : isExact(other) && other instanceof PyFrozenSet f ? f.toArray() : localSet(ts, other).toArray()) {
      (findHashable(ts, o) < 0 ? missing : here).add(o);
    }
    merge(ts, null, missing.toArray());
    for (Object o : here) {
      remove(ts, findHashable(ts, o));
    }
  }

  // Methods that answer a new set, a local one.

  /// The members of any iterable as a plain set.
  static PySet localSet(ThreadState ts, Object iterable) {
    PySet s = new PySet();
    s.addAll(ts, iterable instanceof ArenaSet view ? PyTuple.of(view.checkedMembers(ts)) : iterable);
    return s;
  }

  Object[] checkedMembers(ThreadState ts) {
    reading(ts);
    return members();
  }

  private Object onCopy(ThreadState ts, String method, Object... others) {
    return PyObjects.callMethod(ts, localSet(ts, this), method, others);
  }

  @PyMethod(sig = "()", doc = "Return a shallow copy of a set: a local one.")
  Object copy(ThreadState ts) {
    return localSet(ts, this);
  }

  @PyMethod(sig = "()")
  Object __copy__(ThreadState ts) {
    return localSet(ts, this);
  }

  @PyMethod(sig = "(*others)", doc = "Return a new set with elements from the set and all others.")
  Object union(ThreadState ts, PyTuple others) {
    return onCopy(ts, "union", others.items);
  }

  @PyMethod(sig = "(*others)", doc = "Return a new set with elements common to the set and all others.")
  Object intersection(ThreadState ts, PyTuple others) {
    reading(ts);
    if (others.items.length != 1 || !isSet(others.items[0]) || PyObjects.len(ts, others.items[0]) > size()) {
      return onCopy(ts, "intersection", others.items);
    }
    PySet common = new PySet();
    Object it = PyObjects.iter(ts, others.items[0]);
    for (Object o; (o = PyObjects.next(ts, it)) != null; ) {
      if (has(ts, o)) {
        common.add(ts, o);
      }
    }
    return common;
  }

  @PyMethod(sig = "(*others)", doc = "Return a new set with elements in the set that are not in the others.")
  Object difference(ThreadState ts, PyTuple others) {
    return onCopy(ts, "difference", others.items);
  }

  @PyMethod(sig = "(other, /)", doc = "Return a new set with elements in either the set or other but not both.")
  Object symmetric_difference(ThreadState ts, Object other) {
    return onCopy(ts, "symmetric_difference", other);
  }

  // Questions.

  @PyMethod(sig = "(other, /)", doc = "Return True if two sets have a null intersection.")
  boolean isdisjoint(ThreadState ts, Object other) {
    reading(ts);
    boolean fewer = isSet(other) && PyObjects.len(ts, other) > size();
    Object it = PyObjects.iter(ts, fewer ? this : other);
    for (Object o; (o = PyObjects.next(ts, it)) != null; ) {
      if (fewer ? PyObjects.contains(ts, other, o) : has(ts, o)) {
        return false;
      }
    }
    return true;
  }

  @PyMethod(sig = "(other, /)", doc = "Report whether another set contains this set.")
  boolean issubset(ThreadState ts, Object other) {
    reading(ts);
    Object in = ArenaDictSetView.isSetLike(other) ? other : localSet(ts, other);
    if (size() > PyObjects.len(ts, in)) {
      return false;
    }
    Object it = __iter__(ts);
    for (Object o; (o = PyObjects.next(ts, it)) != null; ) {
      if (!PyObjects.contains(ts, in, o)) {
        return false;
      }
    }
    return true;
  }

  @PyMethod(sig = "(other, /)", doc = "Report whether this set contains another set.")
  boolean issuperset(ThreadState ts, Object other) {
    reading(ts);
    if (ArenaDictSetView.isSetLike(other) && PyObjects.len(ts, other) > size()) {
      return false;
    }
    Object it = PyObjects.iter(ts, other);
    for (Object o; (o = PyObjects.next(ts, it)) != null; ) {
      if (!has(ts, o)) {
        return false;
      }
    }
    return true;
  }

  // Operators, between sets only.

  private static boolean isSet(Object o) {
    return o instanceof PySet || o instanceof PyFrozenSet || o instanceof ArenaSet;
  }

  private Object operator(ThreadState ts, Object other, String method) {
    reading(ts);
    return isSet(other) ? PyObjects.callMethod(ts, this, method, other) : PyNotImplemented.NOT_IMPLEMENTED;
  }

  /// With a local set in front, whose kind the result has.
  private Object reflected(ThreadState ts, Object other, String method) {
    reading(ts);
    return isSet(other) ? PyObjects.callMethod(ts, other, method, this) : PyNotImplemented.NOT_IMPLEMENTED;
  }

  @PyMethod
  Object __or__(ThreadState ts, Object other) {
    return operator(ts, other, "union");
  }

  @PyMethod
  Object __ror__(ThreadState ts, Object other) {
    return reflected(ts, other, "union");
  }

  @PyMethod
  Object __and__(ThreadState ts, Object other) {
    return operator(ts, other, "intersection");
  }

  @PyMethod
  Object __rand__(ThreadState ts, Object other) {
    return reflected(ts, other, "intersection");
  }

  @PyMethod
  Object __sub__(ThreadState ts, Object other) {
    return operator(ts, other, "difference");
  }

  @PyMethod
  Object __rsub__(ThreadState ts, Object other) {
    return reflected(ts, other, "difference");
  }

  @PyMethod
  Object __xor__(ThreadState ts, Object other) {
    return operator(ts, other, "symmetric_difference");
  }

  @PyMethod
  Object __rxor__(ThreadState ts, Object other) {
    return reflected(ts, other, "symmetric_difference");
  }

  @PyMethod
  Object __ior__(ThreadState ts, Object other) {
    return changed(ts, other, "update");
  }

  @PyMethod
  Object __iand__(ThreadState ts, Object other) {
    return changed(ts, other, "intersection_update");
  }

  @PyMethod
  Object __isub__(ThreadState ts, Object other) {
    return changed(ts, other, "difference_update");
  }

  @PyMethod
  Object __ixor__(ThreadState ts, Object other) {
    return changed(ts, other, "symmetric_difference_update");
  }

  private Object changed(ThreadState ts, Object other, String method) {
    Object answer = operator(ts, other, method);
    return answer == PyNotImplemented.NOT_IMPLEMENTED ? answer : this;
  }

  @PyMethod
  Object __eq__(ThreadState ts, Object other) {
    reading(ts);
    return ArenaDictSetView.isSetLike(other) ? (Object) equalTo(ts, other) : PyNotImplemented.NOT_IMPLEMENTED;
  }

  @PyMethod
  Object __ne__(ThreadState ts, Object other) {
    reading(ts);
    return ArenaDictSetView.isSetLike(other) ? (Object) !equalTo(ts, other) : PyNotImplemented.NOT_IMPLEMENTED;
  }

  private boolean equalTo(ThreadState ts, Object other) {
    return size() == PyObjects.len(ts, other) && issubset(ts, other);
  }

  @PyMethod
  Object __le__(ThreadState ts, Object other) {
    reading(ts);
    return ArenaDictSetView.isSetLike(other) ? (Object) issubset(ts, other) : PyNotImplemented.NOT_IMPLEMENTED;
  }

  @PyMethod
  Object __lt__(ThreadState ts, Object other) {
    reading(ts);
    if (!ArenaDictSetView.isSetLike(other)) {
      return PyNotImplemented.NOT_IMPLEMENTED;
    }
    return size() < PyObjects.len(ts, other) && issubset(ts, other);
  }

  @PyMethod
  Object __ge__(ThreadState ts, Object other) {
    reading(ts);
    return ArenaDictSetView.isSetLike(other) ? (Object) issuperset(ts, other) : PyNotImplemented.NOT_IMPLEMENTED;
  }

  @PyMethod
  Object __gt__(ThreadState ts, Object other) {
    reading(ts);
    if (!ArenaDictSetView.isSetLike(other)) {
      return PyNotImplemented.NOT_IMPLEMENTED;
    }
    return size() > PyObjects.len(ts, other) && issuperset(ts, other);
  }

  // Representation, copies.

  @PyMethod
  String __repr__(ThreadState ts) {
    Object[] members = checkedMembers(ts);
    if (members.length == 0) {
      return "set()";
    }
    StringBuilder b = new StringBuilder("{");
    for (Object member : members) {
      b.append(b.length() > 1 ? ", " : "").append(PyObjects.repr(ts, member));
    }
    return b.append('}').toString();
  }

  @PyMethod(sig = "(memo, /)", doc = "Return a local copy of the set.")
  Object __deepcopy__(ThreadState ts, Object memo) {
    return DeepCopy.of(ts, this, memo, localSet(ts, this), (made, copied) -> {});
  }

  @PyMethod(sig = "()", doc = "S.__sizeof__() -> size of S in memory, in bytes.")
  long __sizeof__(ThreadState ts) {
    reading(ts);
    return HashTable.byteSize(arena, cell);
  }

  @PyMethod(sig = "(object, /)", classMethod = true, doc = "See PEP 585")
  static Object __class_getitem__(PyType cls, Object object) {
    return PyGenericAlias.of(PySet.TYPE, object);
  }
}
