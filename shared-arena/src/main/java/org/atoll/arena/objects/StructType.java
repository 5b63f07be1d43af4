package org.atoll.arena.objects;

import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.arena.ArenaErrors;
import org.atoll.arena.lock.Hold;
import org.atoll.arena.lock.Holdings;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyTuple;

/// The base of all `@arena.struct` classes. Constructing one puts the instance into the innermost arena that the thread holds.
@PyTypeDef(name = "Struct", module = "atoll.arena", accepts = {StructView.class, StructCopy.class}, doc = """
    The base of classes declared with @arena.struct.""")
public final class StructType {
  public static final PyType TYPE = PyType.builtin(new StructTypeBinder());

  private StructType() {}

  @PyNew(sig = "(*args, **kwargs)")
  static Object create(ThreadState ts, PyType cls, PyTuple args, PyDict kwargs) {
    StructClass struct = StructClass.of(cls);
    Hold hold = Holdings.of(ts).innermost();
    if (hold == null) {
      throw ArenaErrors.nowhere(struct.layout.name());
    }
    SharedArena arena = SharedArena.of(hold);
    StructView view = Structs.make(ts, arena, hold, struct);
    Structs.setDefaults(ts, view);
    return view;
  }

  @PyGetter(name = "__class__", doc = "the object's class")
  static Object claimedClass(Object self) {
    return PyObject.typeOf(self);
  }

  private static StructClass structOf(Object self) {
    return self instanceof StructView v ? v.struct : ((StructCopy) self).struct;
  }

  /// The field's value, as it is now.
  private static Object field(ThreadState ts, Object self, int i) {
    if (self instanceof StructView v) {
      return v.field(ts, i);
    }
    return ((StructCopy) self).values[i];
  }

  // Changes that depend on what a field is.

  @PyMethod(sig = "(field, fn, /)", doc = """
      Set the field of this name to fn(value), and return that.

      Where somebody else sets it meanwhile, fn is called again with the new one.""")
  static Object update(ThreadState ts, Object self, String field, Object fn) {
    return Updates.update(ts, place(ts, self, field), fn, null);
  }

  @PyMethod(sig = "(field, expected, value, /)", doc =
      "Set the field of this name if it is equal to the expected value; return whether it was.")
  static boolean compare_and_set(ThreadState ts, Object self, String field, Object expected, Object value) {
    return Updates.compareAndSet(ts, place(ts, self, field), expected, value);
  }

  @PyMethod(sig = "(field, by=1, /)", doc = "Add to the field of this name, which is a number; return the sum.")
  static Object increment(ThreadState ts, Object self, String field, Object by) {
    return Updates.increment(ts, place(ts, self, field), by);
  }

  private static Place place(ThreadState ts, Object self, String field) {
    if (!(self instanceof StructView v)) {
      throw PyErr.typeError("this %s is a local copy, which no other thread sees: assign to its field '%s'", structOf(self).layout.name(), field);
    }
    v.change(ts);
    int i = v.layout.indexOf(field);
    if (i < 0) {
      throw PyErr.attributeError(self, field, "'%s' has no field '%s'", v.layout.name(), field);
    }
    return v.place(i);
  }

  @PyMethod
  static String __repr__(ThreadState ts, Object self) {
    Object mark = self;
    if (self instanceof StructView v) {
      v.use(ts);
      mark = v.mark();
    }
    if (!ts.reprEnter(mark)) {
      return "...";
    }
    try {
      return fields(ts, self);
    } finally {
      ts.reprLeave(mark);
    }
  }

  private static String fields(ThreadState ts, Object self) {
    StructClass struct = structOf(self);
    StringBuilder b = new StringBuilder(String.valueOf(struct.cls.qualname())).append('(');
    String separator = "";
    for (int i = 0; i < struct.shown.length; i++) {
      if (struct.shown[i]) {
        b.append(separator).append(struct.layout.names[i]).append('=').append(PyObjects.repr(ts, field(ts, self, i)));
        separator = ", ";
      }
    }
    return b.append(')').toString();
  }

  @PyMethod
  static long __hash__(Object self) {
    return self instanceof StructView v ? v.placeHash() : PyObjects.identityHash(self);
  }

  // Copies.

  @PyMethod(sig = "()", doc = "A local object with the same fields; containers among these stay in the arena.")
  static Object __copy__(ThreadState ts, Object self) {
    StructCopy made = new StructCopy(structOf(self));
    for (int i = 0; i < made.values.length; i++) {
      made.values[i] = field(ts, self, i);
    }
    return made;
  }

  @PyMethod(sig = "(memo, /)", doc = "A local object with copies of all fields.")
  static Object __deepcopy__(ThreadState ts, Object self, Object memo) {
    Object place = self instanceof StructView v ? v.arena.place(v.reference(ts, v.arena)) : PyObjects.id(self);
    Object known = memo instanceof PyDict d ? d.get(ts, place) : null;
    if (known != null) {
      return known;
    }
    StructCopy made = new StructCopy(structOf(self));
    if (memo instanceof PyDict d) {
      d.put(ts, place, made);
    }
    Object copy = PyObjects.getAttr(ts, ts.interpreter().importModule(ts, "copy"), "deepcopy");
    for (int i = 0; i < made.values.length; i++) {
      made.values[i] = ((PyObject) copy).call2(ts, field(ts, self, i), memo);
    }
    return made;
  }

  @PyMethod(sig = "(protocol, /)")
  static Object __reduce_ex__(ThreadState ts, Object self, Object protocol) {
    if (!(self instanceof StructCopy c)) {
      throw PyErr.typeError("an object of an arena cannot be pickled or sent: send the arena, or a copy (copy.deepcopy)");
    }
    Object make = PyObjects.getAttr(ts, ts.interpreter().importModule(ts, "_atoll_structs"), "local");
    return PyTuple.of(make, PyTuple.of(c.type), PyTuple.of(c.values.clone()));
  }

  @PyMethod(sig = "(values, /)")
  static void __setstate__(Object self, PyTuple values) {
    if (!(self instanceof StructCopy c)) {
      throw PyErr.typeError("an object of an arena has no state to be set: assign to its fields");
    }
    c.setAll(values);
  }
}
