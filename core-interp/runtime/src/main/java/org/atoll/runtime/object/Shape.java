package org.atoll.runtime.object;

import java.util.concurrent.ConcurrentHashMap;

/// Which attribute of an instance stands where in [PyInstance#fields]: an immutable, interned list of names, reached from
/// a root by transitions (adding one attribute), so that objects built alike share one shape and a call site can guard
/// on its identity. Shapes carry no values and no types: they are shared by all interpreters.
///
/// An object leaves its shape for a plain dict when an attribute is deleted, when `__dict__` is asked for, or when it
/// has more than [#MAX_ATTRIBUTES]. Thread-safe.
///
/// See Chambers, Ungar, Lee: An Efficient Implementation of SELF (1989), "maps".
public final class Shape {
  /// How many attributes a shape can have.
  public static final int MAX_ATTRIBUTES = 64;
  private static final int MAX_TRANSITIONS = 2000;
  private static final ConcurrentHashMap<Integer, Shape> ROOTS = new ConcurrentHashMap<>();
  private static final ConcurrentHashMap<Integer, Shape> DICTS = new ConcurrentHashMap<>();
  private static final ConcurrentHashMap<Integer, Shape> CLOSED = new ConcurrentHashMap<>();

  private enum Mode { ATTRIBUTES, DICT, CLOSED }

  private final Mode mode;
  private final int slotCount;
  private final String[] names;
  private final ConcurrentHashMap<String, Shape> transitions;
  private volatile int expectedAttributes = 2;

  private Shape(Mode mode, int slotCount, String[] names) {
    this.mode = mode;
    this.slotCount = slotCount;
    this.names = names;
    this.transitions = mode == Mode.ATTRIBUTES ? new ConcurrentHashMap<>(4) : null;
  }

  /// The empty shape of instances with `slotCount` `__slots__` and a `__dict__`.
  public static Shape root(int slotCount) {
    return ROOTS.computeIfAbsent(slotCount, n -> new Shape(Mode.ATTRIBUTES, n, new String[0]));
  }

  /// The shape of instances whose attributes are in a dict, which stands behind the slots.
  public static Shape dict(int slotCount) {
    return DICTS.computeIfAbsent(slotCount, n -> new Shape(Mode.DICT, n, new String[0]));
  }

  /// The shape of instances without `__dict__`.
  public static Shape closed(int slotCount) {
    return CLOSED.computeIfAbsent(slotCount, n -> new Shape(Mode.CLOSED, n, new String[0]));
  }

  public boolean isDict() {
    return mode == Mode.DICT;
  }

  public boolean allowsAttributes() {
    return mode != Mode.CLOSED;
  }

  public int slotCount() {
    return slotCount;
  }

  public int attributeCount() {
    return names.length;
  }

  int lastIndex() {
    return slotCount + names.length - 1;
  }

  int expectedAttributes() {
    return expectedAttributes;
  }

  /// The name of the attribute at an index of `fields`.
  public String nameAt(int index) {
    return names[index - slotCount];
  }

  /// The index of an attribute in `fields`, or -1.
  public int indexOf(String name) {
    String[] ns = names;
    for (int i = ns.length - 1; i >= 0; i--) {
      if (ns[i] == name) {
        return slotCount + i;
      }
    }
    for (int i = ns.length - 1; i >= 0; i--) {
      if (ns[i].equals(name)) {
        return slotCount + i;
      }
    }
    return -1;
  }

  /// The shape with one more attribute, or null where the object should change to a dict.
  public Shape with(String name) {
    Shape next = transitions.get(name);
    if (next == null) {
      if (names.length >= MAX_ATTRIBUTES || transitions.size() >= MAX_TRANSITIONS) {
        return null;
      }
      next = transitions.computeIfAbsent(name, this::extended);
    }
    return next;
  }

  private Shape extended(String name) {
    String[] longer = java.util.Arrays.copyOf(names, names.length + 1);
    longer[names.length] = name.intern();
    Shape s = new Shape(Mode.ATTRIBUTES, slotCount, longer);
    s.expectedAttributes = Math.max(4, (longer.length + 3) & ~3);
    return s;
  }
}
