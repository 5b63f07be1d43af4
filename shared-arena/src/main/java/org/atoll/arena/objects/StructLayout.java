package org.atoll.arena.objects;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.atoll.arena.memory.Cell;
import org.atoll.arena.memory.Region;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyTuple;

/// How the instances of an `@arena.struct` class lie in their cells: the words, then raw fields, the largest first. A slot of a
/// pool has 12 bytes more: its turn, its number in the pool, and the number of the next free slot.
///
/// Immutable but for where its class comes from; there is one object for each class of a runtime, so that those of two interpreters are compared by identity.
final class StructLayout {
  /// In slots, after [#slotAt].
  static final int TURN = 0;
  static final int INDEX = 4;
  static final int NEXT = 8;
  private static final int SLOT_SIZE = 12;
  private static final String MAIN = "__main__";
  /// What `__name__` is in a program that an interpreter runs for its definitions only.
  private static final String MAIN_AGAIN = "<fake __main__>";

  final String module;
  final String qualname;
  final String[] names;
  final FieldType[] types;
  /// Where each field stands in its cell.
  final int[] offsets;
  final int words;
  /// The size of a cell that is no slot, which is where in slots their own data begin.
  final int slotAt;
  private final Map<String, Integer> numbers = new HashMap<>();
  private final int hash;
  /// Whether other interpreters may import its module: those with limited capabilities have no say in what others run.
  private volatile boolean trusted;
  /// Tells interpreters of the class that do not run the program in whose `__main__` it is; null for any other, and while nobody has told.
  private volatile Object reference;

  private StructLayout(String module, String qualname, String[] names, FieldType[] types) {
    this.module = module;
    this.qualname = qualname;
    this.names = names;
    this.types = types;
    offsets = new int[names.length];
    words = placeWords();
    slotAt = placeRaw();
    hash = 31 * (31 * module.hashCode() + qualname.hashCode()) + 31 * Arrays.hashCode(names) + Arrays.hashCode(words());
  }

  private String[] words() {
    return Arrays.stream(types).map(t -> t.word).toArray(String[]::new);
  }

  private int placeWords() {
    int count = 0;
    for (int i = 0; i < names.length; i++) {
      numbers.put(names[i], i);
      if (types[i].isWord()) {
        offsets[i] = (int) Cell.word(0, count++);
      }
    }
    return count;
  }

  private int placeRaw() {
    Integer[] raw = numbers.values().stream().filter(i -> !types[i].isWord()).sorted().toArray(Integer[]::new);
    Arrays.sort(raw, Comparator.comparing((Integer i) -> -types[i].size));
    int at = (int) Cell.word(0, words);
    for (int i : raw) {
      offsets[i] = at;
      at += types[i].size;
    }
    return (int) Region.roundUp(at, 8);
  }

  private static final class Interned {
    final Map<StructLayout, StructLayout> all = new ConcurrentHashMap<>();
  }

  /// The layout of a class.
  static StructLayout of(ThreadState ts, String module, String qualname, String[] names, FieldType[] types) {
    return interned(ts, new StructLayout(module.equals(MAIN_AGAIN) ? MAIN : module, qualname, names, types));
  }

  private static StructLayout interned(ThreadState ts, StructLayout made) {
    StructLayout known = ts.interpreter().runtime().state(Interned.class, Interned::new).all.putIfAbsent(made, made);
    return known == null ? made : known;
  }

  /// An instance of this class is about to be where other interpreters find it.
  void tell(ThreadState ts, PyType cls) {
    if (reference == null && module.equals(MAIN) && isUnlimited(ts) && MainClasses.provided() != null) {
      reference = MainClasses.provided().reference(ts, cls);
    }
  }

  private static boolean isUnlimited(ThreadState ts) {
    return ts.access().permissions().unlimited();
  }

  /// An interpreter has declared the class.
  void declared(ThreadState ts) {
    if (isUnlimited(ts)) {
      trusted = true;
    }
  }

  /// Whether the calling thread's interpreter may import the module.
  boolean mayImport(ThreadState ts) {
    return trusted || !isUnlimited(ts);
  }

  /// What [MainClasses#find] takes; null for nothing.
  Object reference() {
    return reference;
  }

  /// The layout that [#description] tells of.
  static StructLayout of(ThreadState ts, PyTuple description) {
    Object[] items = description.items;
    int n = (items.length - 2) / 2;
    String[] names = new String[n];
    FieldType[] types = new FieldType[n];
    for (int i = 0; i < n; i++) {
      names[i] = (String) items[2 + 2 * i];
      types[i] = FieldType.named((String) items[3 + 2 * i]);
    }
    StructLayout made = new StructLayout((String) items[0], (String) items[1], names, types);
    // One that no interpreter has declared comes from a file.
    made.trusted = true;
    return interned(ts, made);
  }

  /// The class and its fields, as they are kept in an arena.
  PyTuple description() {
    Object[] items = new Object[2 + 2 * names.length];
    items[0] = module;
    items[1] = qualname;
    for (int i = 0; i < names.length; i++) {
      items[2 + 2 * i] = names[i];
      items[3 + 2 * i] = types[i].word;
    }
    return PyTuple.of(items);
  }

  /// The number of a field; -1 for none of this name.
  int indexOf(String name) {
    return numbers.getOrDefault(name, -1);
  }

  /// The class without its module.
  String name() {
    return qualname.substring(qualname.lastIndexOf('.') + 1);
  }

  /// A field in messages.
  String fieldName(int i) {
    return name() + "." + names[i];
  }

  /// What a slot of a pool takes.
  int slotSize() {
    return slotAt + SLOT_SIZE;
  }

  @Override
  public boolean equals(Object o) {
    return this == o || o instanceof StructLayout l && hash == l.hash && module.equals(l.module) && qualname.equals(l.qualname)
        && Arrays.equals(names, l.names) && Arrays.equals(types, l.types);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
