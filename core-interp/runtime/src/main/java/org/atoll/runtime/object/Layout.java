package org.atoll.runtime.object;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.atoll.runtime.types.PyDict;

/// The structure of a class with its whole MRO, without its values: which names stand at which index of which class's
/// dict, and for each whether it is a plain value, a descriptor, or a Python function with a known code object. Layouts
/// are interned, so that the classes that a hundred interpreters make from one source have one layout, and a call site
/// that guards on it stays monomorphic.
///
/// A class gets another layout when an attribute is added, deleted or changes its kind; storing another plain value
/// keeps it. Immutable and thread-safe; interned weakly, so that classes made by one-off code do not stay.
public final class Layout {
  /// What a name in a class is to attribute access.
  public enum Kind {
    /// No descriptor: the value itself.
    VALUE,
    /// A Python function, whose code object is part of the layout.
    FUNCTION,
    /// Some other descriptor without `__set__`.
    NON_DATA,
    /// A descriptor with `__set__` or `__delete__`.
    DATA,
    /// Its class may still become or cease to be a descriptor: ask each time.
    DYNAMIC
  }

  /// Where a name is found: `type.mro()[mroIndex].dict().valueAt(denseIndex)`. `code` is non-null for FUNCTION only;
  /// for NON_DATA and DATA of built-in descriptor classes `descriptorClass` is their Java class.
  public record Lookup(int mroIndex, int denseIndex, Kind kind, PyCode code, Class<?> descriptorClass) {}

  /// Up to how many names a class is searched through one by one.
  private static final int SEARCHED_IN_TURN = 32;
  private static final Lookup MISSING = new Lookup(-1, -1, Kind.VALUE, null, null);

  /// The entries of one class by itself.
  static final class Own {
    final Object[] names;
    final Object[] kinds;
    private final int hash;
    /// Where each name stands, made when a class with many names is first searched.
    private volatile Map<Object, Integer> index;

    Own(Object[] names, Object[] kinds) {
      this.names = names;
      this.kinds = kinds;
      this.hash = Arrays.hashCode(names) * 31 + Arrays.hashCode(kinds);
    }

    /// The place of a name, or -1.
    int indexOf(String name) {
      Object[] all = names;
      if (all.length > SEARCHED_IN_TURN) {
        return index().getOrDefault(name, -1);
      }
      for (int i = 0; i < all.length; i++) {
        if (name.equals(all[i])) {
          return i;
        }
      }
      return -1;
    }

    private Map<Object, Integer> index() {
      Map<Object, Integer> known = index;
      if (known == null) {
        known = HashMap.newHashMap(names.length);
        for (int i = 0; i < names.length; i++) {
          if (names[i] instanceof String) {
            known.put(names[i], i);
          }
        }
        index = known;
      }
      return known;
    }

    @Override
    public boolean equals(Object o) {
      return o instanceof Own w && hash == w.hash && Arrays.equals(names, w.names) && Arrays.equals(kinds, w.kinds);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  private static final Interner INTERNED = new Interner();
  /// Of a class without MRO.
  static final Layout EMPTY = of(new Own[0]);

  private final Own[] mro;
  private final int hash;
  private final ConcurrentHashMap<String, Lookup> lookups = new ConcurrentHashMap<>();

  private Layout(Own[] mro) {
    this.mro = mro;
    this.hash = Arrays.hashCode(mro);
  }

  /// The layout of a class whose MRO consists of classes with these entries, itself first.
  static Layout of(Own[] mro) {
    return INTERNED.intern(new Layout(mro));
  }

  /// Describes the present entries of a class dict.
  static Own describe(PyDict dict) {
    int n = dict.used();
    Object[] names = new Object[n];
    Object[] kinds = new Object[n];
    for (int i = 0; i < n; i++) {
      Object key = dict.keyAt(i);
      names[i] = key;
      kinds[i] = key == null ? Kind.VALUE : kindOf(dict.valueAt(i));
    }
    return new Own(names, kinds);
  }

  /// A kind, a code object (FUNCTION) or the Java class of a built-in descriptor.
  static Object kindOf(Object value) {
    if (value instanceof PyFunction f) {
      return f.code;
    }
    if (!(value instanceof PyObject p)) {
      return Kind.VALUE;
    }
    if (p.type.isHeapType()) {
      return value instanceof PyType ? Kind.VALUE : Kind.DYNAMIC;
    }
    return switch (p.descriptorKind()) {
      case 0 -> Kind.VALUE;
      case 1 -> new NonData(p.getClass());
      default -> new Data(p.getClass());
    };
  }

  private record NonData(Class<?> descriptorClass) {}

  private record Data(Class<?> descriptorClass) {}

  /// Finds a name along the MRO; null if no class has it.
  public Lookup lookup(String name) {
    Lookup found = lookups.get(name);
    if (found == null) {
      found = search(name);
      lookups.put(name, found);
    }
    return found == MISSING ? null : found;
  }

  private Lookup search(String name) {
    for (int m = 0; m < mro.length; m++) {
      int i = mro[m].indexOf(name);
      if (i >= 0) {
        return switch (mro[m].kinds[i]) {
          case PyCode c -> new Lookup(m, i, Kind.FUNCTION, c, null);
          case NonData d -> new Lookup(m, i, Kind.NON_DATA, null, d.descriptorClass);
          case Data d -> new Lookup(m, i, Kind.DATA, null, d.descriptorClass);
          case Kind k -> new Lookup(m, i, k, null, null);
          default -> throw new IllegalStateException();
        };
      }
    }
    return MISSING;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Layout l && hash == l.hash && Arrays.equals(mro, l.mro);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /// A weak set.
  private static final class Interner {
    private static final class Ref extends WeakReference<Layout> {
      private final int hash;

      Ref(Layout l, ReferenceQueue<Layout> queue) {
        super(l, queue);
        hash = l.hash;
      }

      @Override
      public int hashCode() {
        return hash;
      }

      @Override
      public boolean equals(Object o) {
        if (this == o) {
          return true;
        }
        Layout mine = get();
        return mine != null && o instanceof Ref r && mine.equals(r.get());
      }
    }

    private final ConcurrentHashMap<Ref, Ref> refs = new ConcurrentHashMap<>();
    private final ReferenceQueue<Layout> queue = new ReferenceQueue<>();

    Layout intern(Layout l) {
      for (Object dead = queue.poll(); dead != null; dead = queue.poll()) {
        refs.remove(dead);
      }
      Ref ref = new Ref(l, queue);
      while (true) {
        Ref old = refs.putIfAbsent(ref, ref);
        Layout known = old == null ? l : old.get();
        if (known != null) {
          return known;
        }
        refs.remove(old);
      }
    }
  }
}
