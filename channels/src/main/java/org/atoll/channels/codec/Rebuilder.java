package org.atoll.channels.codec;

import java.util.Arrays;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.collections.PyDeque;
import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyMemberDescr;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.object.Shape;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyFrozenSet;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PySet;
import org.atoll.runtime.types.PyTuple;

/// Turns a snapshot into objects of the receiving interpreter. The containers of the snapshot, which nobody else has, are
/// taken over as they are; what was reduced is built anew. Under the receiver's GIL.
final class Rebuilder {
  private final ThreadState ts;
  private final Memo done;
  /// Whether the sender is not to have anything run here.
  private final boolean plain;
  private PyType recordType;
  private GlobalRef recordRef;
  private boolean recordIsPlain;
  /// What the attributes of the instance before were, and the shape that they gave it.
  private String[] filledNames;
  private int filledSlots;
  private PyType filledType;
  private Shape filledShape;

  private Rebuilder(ThreadState ts, Memo memo, boolean plain) {
    this.ts = ts;
    this.done = memo;
    this.plain = plain;
  }

  /// The value that a snapshot stands for.
  ///
  /// @param plain whether to refuse what is rebuilt by running code, or by importing something
  static Object rebuild(ThreadState ts, Object root, boolean plain) {
    try {
      return PyKryo.with(ts, kryo -> new Rebuilder(ts, kryo.memo, plain).rebuild(root));
    } catch (StackOverflowError e) {
      throw PyErr.recursionError("maximum recursion depth exceeded while rebuilding a message");
    }
  }

  private Object rebuild(Object v) {
    if (v == null || PyKryo.isImmutable(v)) {
      return v;
    }
    Object known = done.get(v);
    if (known != null) {
      return known;
    }
    return switch (v) {
      case PyList l -> {
        done.put(l, l);
        rebuildAll(l.items, l.size);
        yield l;
      }
      case PyTuple t -> TupleSerializer.isPlain(t) ? t : tuple(t);
      case PyDict d -> dict(d);
      case PyDeque d -> deque(d);
      case GlobalRef g -> {
        refuseIfPlain(g.module() + "." + g.qualname());
        Object found = Globals.find(ts, g);
        done.put(g, found);
        yield found;
      }
      case Portable p -> {
        refuseIfPlain("something that means code");
        Object made = p.make(ts);
        done.put(p, made);
        yield made;
      }
      case Record r -> record(r);
      case Reduced r -> reduced(r);
      case FunctionSnapshot f -> {
        refuseIfPlain("a function");
        yield new FunctionRebuilder(ts, done, this::rebuild).make(f);
      }
      case Part p -> throw PyErr.valueError("malformed message: what only functions have is no value");
      default -> v;
    };
  }

  private void refuseIfPlain(String what) {
    if (plain) {
      throw PyErr.valueError("this message is not plain data: to open it, %s would have to be imported, or code run, as its sender says", what);
    }
  }

  /// A tuple counts as done only when it is complete: what is made from it, on a way that leads through it again, may copy
  /// the items.
  private Object tuple(PyTuple t) {
    Object[] made = new Object[t.items.length];
    boolean changed = false;
    for (int i = 0; i < made.length; i++) {
      made[i] = rebuild(t.items[i]);
      changed |= made[i] != t.items[i];
    }
    Object known = done.get(t);
    if (known != null) {
      return known;
    }
    if (changed) {
      System.arraycopy(made, 0, t.items, 0, made.length);
    }
    done.put(t, t);
    return t;
  }

  /// Whether something of a snapshot is no value itself, or is a tuple that has such in it: code that runs meanwhile, and can
  /// reach the container, must not see it, and finds None there.
  private static boolean isRaw(Object x) {
    return x instanceof Part || x instanceof GlobalRef || x instanceof Portable || x instanceof PyTuple t && !TupleSerializer.isPlain(t);
  }

  private void rebuildAll(Object[] items, int n) {
    Object[] raw = items;
    for (int i = 0; i < n; i++) {
      if (isRaw(items[i])) {
        if (raw == items) {
          raw = Arrays.copyOf(items, n);
        }
        items[i] = PyNone.NONE;
      }
    }
    for (int i = 0; i < n; i++) {
      Object made = rebuild(raw[i]);
      if (made != items[i]) {
        items[i] = made;
      }
    }
  }

  private Object dict(PyDict d) {
    done.put(d, d);
    int n = d.used();
    Object[] raw = null;
    for (int i = 0; i < n; i++) {
      if (d.keyAt(i) != null && isRaw(d.valueAt(i))) {
        if (raw == null) {
          raw = new Object[n];
        }
        raw[i] = d.valueAt(i);
        d.setValueAt(i, PyNone.NONE);
      }
    }
    for (int i = 0; i < n; i++) {
      Object key = d.keyAt(i);
      if (key != null) {
        Object made = rebuild(raw != null && raw[i] != null ? raw[i] : d.valueAt(i));
        if (d.keyAt(i) == key && made != d.valueAt(i)) {
          d.setValueAt(i, made);
        }
      }
    }
    return d;
  }

  private Object deque(PyDeque d) {
    done.put(d, d);
    Object[] raw = new Object[d.size()];
    for (int i = 0; i < raw.length; i++) {
      raw[i] = d.at(i);
      if (isRaw(raw[i])) {
        d.put(i, PyNone.NONE);
      }
    }
    for (int i = 0; i < raw.length; i++) {
      Object made = rebuild(raw[i]);
      if (i < d.size() && made != d.at(i)) {
        d.put(i, made);
      }
    }
    return d;
  }

  private Object record(Record r) {
    refuseIfPlain("instances of " + r.cls.module() + "." + r.cls.qualname());
    PyType type = classOf(r.cls);
    PyInstance made;
    if (recordIsPlain) {
      made = new PyInstance(type);
    } else {
      Object copyreg = ts.interpreter().importModule(ts, "copyreg");
      Object o = Call.call(ts, PyObjects.getAttr(ts, copyreg, "__newobj__"), new Object[] {type}, null);
      if (!(o instanceof PyInstance i)) {
        throw PyErr.typeError("%s.__new__() made no instance of a class written in Python", type.name());
      }
      made = i;
    }
    done.put(r, made);
    if (recordIsPlain && type.lookup("__setstate__") == null && (r.slots == 0 || RecordClass.isSetPlainly(type))
        && (r.slots == r.names.length || made.shape.allowsAttributes())) {
      fill(made, r);
    } else if (r.names.length > 0) {
      PyDict attributes = new PyDict();
      PyDict slots = new PyDict();
      for (int i = 0; i < r.names.length; i++) {
        (i < r.slots ? slots : attributes).put(r.names[i], rebuild(r.values[i]));
      }
      setState(made, r.slots == 0 ? attributes : PyTuple.of(r.slots == r.names.length ? PyNone.NONE : attributes, slots), null);
    }
    return made;
  }

  private void fill(PyInstance made, Record r) {
    Object[] values = r.values;
    int slots = r.slots;
    for (int i = 0; i < values.length; i++) {
      values[i] = rebuild(values[i]);
    }
    if (r.names == filledNames && slots == filledSlots && made.type == filledType && made.fields.length == slots) {
      made.fields = values;
      made.shape = filledShape;
      return;
    }
    boolean inOrder = slots == made.shape.slotCount();
    for (int i = 0; i < slots; i++) {
      if (made.type.lookup(r.names[i]) instanceof PyMemberDescr m && made.type.isSubtype(m.owner) && m.index >= 0 && m.index < made.shape.slotCount()) {
        made.fields[m.index] = values[i];
        inOrder &= m.index == i;
      } else {
        PyObjects.setAttr(ts, made, r.names[i], values[i]);
        inOrder = false;
      }
    }
    for (int i = slots; i < values.length; i++) {
      made.setOwn(r.names[i], values[i]);
    }
    if (inOrder && !made.shape.isDict() && made.shape.attributeCount() == values.length - slots) {
      filledNames = r.names;
      filledSlots = slots;
      filledType = made.type;
      filledShape = made.shape;
    }
  }

  private PyType classOf(GlobalRef ref) {
    if (recordRef != ref) {
      Object found = rebuild(ref);
      if (!(found instanceof PyType t)) {
        throw PyErr.typeError("%s.%s is no class here", ref.module(), ref.qualname());
      }
      recordRef = ref;
      recordType = t;
      recordIsPlain = RecordClass.isMadePlainly(t);
    }
    return recordType;
  }

  private Object reduced(Reduced r) {
    if (plain && !isPlain(r)) {
      refuseIfPlain("an object");
    }
    Object callable = rebuild(r.callable);
    Object[] args = new Object[r.args.length];
    boolean again = r.building;
    r.building = true;
    for (int i = 0; i < args.length; i++) {
      args[i] = rebuild(r.args[i]);
      if (again && args[i] instanceof PyDict) {
        // What is made from a dict that contains it copies that dict; pickle goes round and round there.
        throw PyErr.recursionError("cannot rebuild %s from a dict that contains it", PyObjects.repr(ts, callable));
      }
    }
    Object known = done.get(r);
    if (known != null) {
      return known;
    }
    Object made = Call.call(ts, callable, args, null);
    done.put(r, made);
    if (r.listItems != null) {
      addItems(made, r.listItems);
    }
    if (r.dictItems != null) {
      for (int i = 0; i < r.dictItems.length; i += 2) {
        PyObjects.setItem(ts, made, rebuild(r.dictItems[i]), rebuild(r.dictItems[i + 1]));
      }
    }
    if (r.state != null) {
      setState(made, rebuild(r.state), rebuild(r.stateSetter));
    }
    return made;
  }

  /// Whether an object is a dict or set whose keys have to be rebuilt first, or an exception of a built-in type: to make these
  /// runs no code of anybody's.
  private static boolean isPlain(Reduced r) {
    if (r.state != null || r.stateSetter != null || r.listItems != null || !(r.callable instanceof PyType t) || t.isHeapType()) {
      return false;
    }
    if (t == PyDict.TYPE) {
      return r.args.length == 0;
    }
    return r.dictItems == null && (t == PySet.TYPE || t == PyFrozenSet.TYPE || t.isSubtype(PyExc.BaseException));
  }

  private void addItems(Object made, Object[] items) {
    for (Object x : items) {
      PyObjects.callMethod(ts, made, "append", rebuild(x));
    }
  }

  private void setState(Object made, Object state, Object setter) {
    if (setter != null) {
      Call.call2(ts, setter, made, state);
      return;
    }
    Object setState = PyObjects.getOptionalAttr(ts, made, "__setstate__");
    if (setState != null) {
      Call.call1(ts, setState, state);
      return;
    }
    Object attributes = state;
    if (state instanceof PyTuple t && t.items.length == 2) {
      attributes = t.items[0];
      setSlots(made, t.items[1]);
    }
    setAttributes(made, attributes);
  }

  /// Sets what stands in `__slots__`, through the descriptors.
  private void setSlots(Object made, Object slots) {
    if (slots instanceof PyDict d) {
      for (int i = 0; i < d.used(); i++) {
        if (d.keyAt(i) != null) {
          PyObjects.setAttr(ts, made, PyObjects.attributeName(d.keyAt(i)).intern(), d.valueAt(i));
        }
      }
    }
  }

  private void setAttributes(Object made, Object attributes) {
    if (!(attributes instanceof PyDict d)) {
      return;
    }
    for (int i = 0; i < d.used(); i++) {
      if (d.keyAt(i) != null) {
        String name = PyObjects.attributeName(d.keyAt(i)).intern();
        if (made instanceof PyInstance o && o.shape.allowsAttributes()) {
          o.setOwn(name, d.valueAt(i));
        } else {
          PyObjects.setAttr(ts, made, name, d.valueAt(i));
        }
      }
    }
  }
}
