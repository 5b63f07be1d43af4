package org.atoll.arena.objects;

import java.util.Arrays;
import org.atoll.arena.lock.Hold;
import org.atoll.arena.memory.Cell;
import org.atoll.arena.values.Kinds;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// Makes `@arena.struct` classes and their instances' cells.
public final class Structs {
  private Structs() {}

  /// Declares a class.
  ///
  /// @param names what the fields are called
  /// @param types what each takes
  /// @param shown the names of those that the repr shows
  /// @param defaults what those have that `__init__` may leave as they are
  public static void declare(ThreadState ts, PyType cls, PyTuple names, PyTuple types, PyTuple shown, PyDict defaults) {
    if (!cls.isHeapType() || !cls.isSubtype(StructType.TYPE)) {
      throw PyErr.typeError("%s does not derive from Struct", cls.name());
    }
    String[] all = Arrays.stream(names.items).map(n -> PyUnicode.toJava(n).intern()).toArray(String[]::new);
    FieldType[] kinds = Arrays.stream(types.items).map(t -> FieldType.named(PyUnicode.toJava(t))).toArray(FieldType[]::new);
    StructLayout layout = StructLayout.of(ts, PyUnicode.toJava(cls.dict().get("__module__")), PyUnicode.toJava(cls.qualname()), all, kinds);
    layout.declared(ts);
    Object[] values = new Object[all.length];
    boolean[] isShown = new boolean[all.length];
    for (int i = 0; i < all.length; i++) {
      Object value = defaults.get(all[i]);
      values[i] = value == null ? null : kinds[i].convert(layout.fieldName(i), value);
      isShown[i] = Arrays.asList(shown.items).contains(all[i]);
    }
    StructClass struct = new StructClass(cls, layout, values, isShown);
    for (int i = 0; i < all.length; i++) {
      cls.setOwn(all[i], new StructField(struct, i));
    }
    cls.setOwn(StructClass.ATTRIBUTE, struct);
    StructClasses.of(ts).add(struct);
  }

  /// A local instance whose fields are empty, as pickle begins to make a copy again.
  public static Object local(PyType cls) {
    return new StructCopy(StructClass.of(cls));
  }

  /// A new instance, all fields of which are empty.
  static StructView make(ThreadState ts, SharedArena arena, Hold hold, StructClass struct) {
    return arena.making(ts, hold, () -> arena.instance(hold, cell(ts, arena, struct, false), struct));
  }

  /// A new cell, all fields of which are empty.
  static long cell(ThreadState ts, SharedArena arena, StructClass struct, boolean slot) {
    StructLayout layout = struct.layout;
    int number = struct.numberIn(ts, arena.structs);
    long header = Cell.header(Kinds.INSTANCE, slot ? StructView.SLOT : 0, number, layout.words);
    long cell = arena.allocate(header, slot ? layout.slotSize() : layout.slotAt);
    for (int i = 0; i < layout.names.length; i++) {
      if (layout.types[i].isWord()) {
        arena.region.setLong(cell + layout.offsets[i], layout.types[i].initial);
      }
    }
    return cell;
  }

  /// Empties all fields of a cell that has been in use.
  static void clear(SharedArena arena, StructLayout layout, long cell) {
    for (int i = 0; i < layout.names.length; i++) {
      long at = cell + layout.offsets[i];
      if (layout.types[i].isWord()) {
        arena.store(at, layout.types[i].initial);
      } else {
        layout.types[i].write(arena.region, at, null);
      }
    }
  }

  /// Gives the fields of a new instance what they have before `__init__`.
  static void setDefaults(ThreadState ts, StructView view) {
    Object[] defaults = view.struct.defaults;
    for (int i = 0; i < defaults.length; i++) {
      if (defaults[i] != null) {
        view.set(ts, i, defaults[i]);
      }
    }
  }
}
