package org.atoll.runtime.modules.functools;

import java.util.Arrays;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.object.Slot;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;
import org.atoll.runtime.types.Sequences;

/// A function with a cache of its results, what `functools.lru_cache` makes (`Modules/_functoolsmodule.c`). Guarded by the
/// GIL; the cached function runs outside of any operation on the cache and may call the wrapper again.
@PyTypeDef(name = "_lru_cache_wrapper", module = "functools", hasDict = true, doc = """
    Create a cached callable that wraps another function.

    user_function:      the function being cached

    maxsize:  0         for no caching
              None      for unlimited cache size
              n         for a bounded cache

    typed:    False     cache f(3) and f(3.0) as identical calls
              True      cache f(3) and f(3.0) as distinct calls

    cache_info_type:    namedtuple class with the fields:
                            hits misses currsize maxsize""")
public class LruCacheWrapper extends PyInstance {
  public static final PyType TYPE = PyType.builtin(new LruCacheWrapperBinder());

  private static final int UNBOUNDED = -1;

  /// An entry of a bounded cache, in the ring of all entries from the least to the most recently used.
  private static final class Link {
    Link previous;
    Link next;
    Object key;
    long hash;
    Object result;
  }

  private final Object function;
  private final int limit;
  private final boolean typed;
  private final Object infoType;
  /// Keys to results, or to links where the cache is bounded.
  private final PyDict cache = new PyDict();
  private final Link root = new Link();
  private long hits;
  private long misses;

  private LruCacheWrapper(PyType type, Object function, int limit, boolean typed, Object infoType) {
    super(type);
    this.function = function;
    this.limit = limit;
    this.typed = typed;
    this.infoType = infoType;
    root.previous = root;
    root.next = root;
  }

  @PyNew(sig = "(user_function, maxsize, typed, cache_info_type)")
  static Object create(ThreadState ts, PyType cls, Object user_function, Object maxsize, boolean typed, Object cache_info_type) {
    if (!PyObjects.isCallable(user_function)) {
      throw PyErr.typeError("the first argument must be callable");
    }
    int limit = UNBOUNDED;
    if (maxsize != PyNone.NONE) {
      if (!Sequences.isIndex(maxsize)) {
        throw PyErr.typeError("maxsize should be integer or None");
      }
      limit = (int) Math.clamp(Sequences.toLong(ts, maxsize), 0, Integer.MAX_VALUE);
    }
    return new LruCacheWrapper(cls, user_function, limit, typed, cache_info_type);
  }

  // Keys.

  /// A single int or str is its own key; everything else goes into a tuple, keywords behind a mark.
  private Object key(Object[] args, String[] kwnames) {
    int nkw = kwnames == null ? 0 : kwnames.length;
    if (!typed && nkw == 0) {
      return args.length == 1 && isOwnKey(args[0]) ? args[0] : PyTuple.of(args.clone());
    }
    int npos = args.length - nkw;
    Object[] k = new Object[args.length + (nkw > 0 ? nkw + 1 : 0) + (typed ? args.length : 0)];
    System.arraycopy(args, 0, k, 0, npos);
    int at = npos;
    if (nkw > 0) {
      k[at++] = TYPE;
      for (int i = 0; i < nkw; i++) {
        k[at++] = PyUnicode.fromUtf16(kwnames[i]);
        k[at++] = args[npos + i];
      }
    }
    if (typed) {
      for (Object o : args) {
        k[at++] = PyObject.typeOf(o);
      }
    }
    return PyTuple.of(k);
  }

  private static boolean isOwnKey(Object o) {
    return o instanceof Long || o instanceof String;
  }

  // Calls.

  private boolean isPlain() {
    return type == TYPE || type.slot(Slot.CALL) == TYPE.slot(Slot.CALL);
  }

  @Override
  public Object call1(ThreadState ts, Object a) {
    if (typed || limit == 0 || !isPlain()) {
      return super.call1(ts, a);
    }
    Object key = isOwnKey(a) ? a : PyTuple.of(a);
    long hash = PyObjects.hash(ts, key);
    Object found = lookUp(ts, key, hash);
    return found != null ? found : store(ts, key, hash, Call.call1(ts, function, a));
  }

  @Override
  public Object call2(ThreadState ts, Object a, Object b) {
    if (typed || limit == 0 || !isPlain()) {
      return super.call2(ts, a, b);
    }
    Object key = PyTuple.of(a, b);
    long hash = PyObjects.hash(ts, key);
    Object found = lookUp(ts, key, hash);
    return found != null ? found : store(ts, key, hash, Call.call2(ts, function, a, b));
  }

  @Override
  public Object call(ThreadState ts, Object[] args, String[] kwnames) {
    if (!isPlain()) {
      return super.call(ts, args, kwnames);
    }
    if (limit == 0) {
      misses++;
      return Call.call(ts, function, args, kwnames);
    }
    Object key = key(args, kwnames);
    long hash = PyObjects.hash(ts, key);
    Object found = lookUp(ts, key, hash);
    return found != null ? found : store(ts, key, hash, Call.call(ts, function, args, kwnames));
  }

  @PyMethod(sig = "(*args, **kwargs)", doc = "Call self as a function.")
  Object __call__(ThreadState ts, PyTuple args, PyDict kwargs) {
    int n = args.items.length;
    Object[] keys = kwargs.keyArray();
    Object[] all = Arrays.copyOf(args.items, n + keys.length);
    String[] names = keys.length == 0 ? null : new String[keys.length];
    Object[] values = kwargs.valueArray();
    for (int i = 0; i < keys.length; i++) {
      names[i] = PyUnicode.toJava(keys[i]);
      all[n + i] = values[i];
    }
    if (limit == 0) {
      misses++;
      return Call.call(ts, function, all, names);
    }
    Object key = key(all, names);
    long hash = PyObjects.hash(ts, key);
    Object found = lookUp(ts, key, hash);
    return found != null ? found : store(ts, key, hash, Call.call(ts, function, all, names));
  }

  /// The cached result, now the most recently used, or null.
  private Object lookUp(ThreadState ts, Object key, long hash) {
    Object found = cache.get(ts, key, hash);
    if (found == null) {
      misses++;
      return null;
    }
    hits++;
    if (limit == UNBOUNDED) {
      return found;
    }
    Link l = (Link) found;
    unlink(l);
    linkLast(l);
    return l.result;
  }

  private Object store(ThreadState ts, Object key, long hash, Object result) {
    if (limit == UNBOUNDED) {
      cache.put(ts, key, hash, result);
      return result;
    }
    if (cache.get(ts, key, hash) != null) {
      return result;
    }
    Link l;
    if (cache.size() >= limit && root.next != root) {
      l = root.next;
      unlink(l);
      cache.remove(ts, l.key, l.hash);
    } else {
      l = new Link();
    }
    l.key = key;
    l.hash = hash;
    l.result = result;
    cache.put(ts, key, hash, l);
    linkLast(l);
    return result;
  }

  private static void unlink(Link l) {
    l.previous.next = l.next;
    l.next.previous = l.previous;
  }

  private void linkLast(Link l) {
    Link last = root.previous;
    last.next = l;
    l.previous = last;
    l.next = root;
    root.previous = l;
  }

  // Methods.

  @PyMethod(sig = "()", doc = "Report cache statistics")
  Object cache_info(ThreadState ts) {
    Object max = limit == UNBOUNDED ? PyNone.NONE : (Object) (long) limit;
    return Call.call(ts, infoType, new Object[] {hits, misses, max, (long) cache.size()}, null);
  }

  @PyMethod(sig = "()", doc = "Clear the cache and cache statistics")
  void cache_clear() {
    hits = 0;
    misses = 0;
    cache.clear();
    root.previous = root;
    root.next = root;
  }

  @PyMethod(sig = "(instance, owner=None, /)")
  Object __get__(Object instance, Object owner) {
    return instance == PyNone.NONE ? this : new org.atoll.runtime.object.PyMethod(this, instance);
  }

  @PyMethod(sig = "()")
  Object __reduce__(ThreadState ts) {
    return PyObjects.getAttr(ts, this, "__qualname__");
  }

  @PyMethod(sig = "()")
  Object __copy__() {
    return this;
  }

  @PyMethod(sig = "(memo, /)")
  Object __deepcopy__(Object memo) {
    return this;
  }
}
