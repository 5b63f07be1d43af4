package org.atoll.channels.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import org.atoll.runtime.types.DictKeys;
import org.atoll.runtime.types.PyDict;

/// dict. One with a key that has to be rebuilt becomes a [Reduced], since its place in the table is not known before.
final class DictSerializer extends ContainerSerializer<PyDict> implements Referred {
  private static final int PLACES = 8;

  /// The keys of dicts that were read before, each in the place that their number gives them.
  private final DictKeys[] known = new DictKeys[PLACES];
  /// The first keys of the dicts that were read last without knowing their keys.
  private final String[] firsts = new String[PLACES];

  DictSerializer() {
    super(PyDict.class, PyDict.TYPE);
  }

  @Override
  Object copyPlain(PyKryo kryo, PyDict value) {
    return hasKeys(value) ? withParts(kryo, value, value.copy()) : byItems(kryo, value);
  }

  /// Whether none of the keys has to be rebuilt.
  static boolean hasKeys(PyDict value) {
    for (int i = 0; i < value.used(); i++) {
      Object k = value.keyAt(i);
      if (k != null && !(k instanceof String) && !Values.isKey(k)) {
        return false;
      }
    }
    return true;
  }

  /// A copy of a dict, in which its values become snapshots.
  static PyDict withParts(PyKryo kryo, PyDict value, PyDict copy) {
    kryo.memo.put(value, copy);
    for (int i = 0, n = copy.used(); i < n; i++) {
      if (copy.keyAt(i) != null) {
        Object x = copy.valueAt(i);
        if (!(x instanceof Long || x instanceof String)) {
          Object part = kryo.part(x);
          if (part != x) {
            copy.setValueAt(i, part);
          }
        }
      }
    }
    return copy;
  }

  private static Object byItems(PyKryo kryo, PyDict value) {
    Reduced r = new Reduced();
    kryo.memo.put(value, r);
    kryo.rebuild = true;
    r.callable = PyDict.TYPE;
    r.args = new Object[0];
    Object[] keys = value.keyArray();
    Object[] values = value.valueArray();
    r.dictItems = new Object[2 * keys.length];
    for (int i = 0; i < keys.length; i++) {
      r.dictItems[2 * i] = kryo.part(keys[i]);
      r.dictItems[2 * i + 1] = kryo.part(values[i]);
    }
    return r;
  }

  @Override
  void writePlain(PyKryo kryo, MessageOutput out, PyDict value) {
    writeItems(kryo, out, value);
  }

  static void writeItems(PyKryo kryo, MessageOutput out, PyDict value) {
    out.writeVarInt(value.size(), true);
    for (int i = 0, n = value.used(); i < n; i++) {
      Object key = value.keyAt(i);
      if (key != null) {
        kryo.value(out, key);
        kryo.value(out, value.valueAt(i));
      }
    }
  }

  @Override
  public Object read(Kryo kryo, Input in, Class<? extends Object> type) {
    PyKryo k = (PyKryo) kryo;
    MessageInput i = (MessageInput) in;
    int n = i.count();
    PyDict dict = new PyDict();
    k.reference(dict);
    int place = n % PLACES;
    DictKeys keys = known[place];
    int done = keys == null || keys.size() != n ? 0 : readExpected(k, i, dict, keys);
    if (done < n) {
      readItems(k, i, dict, n - done);
      learn(dict, n, place);
    }
    return dict;
  }

  /// Reads items of which it is expected that they have these keys, up to the first that has another; how many.
  private static int readExpected(PyKryo k, MessageInput i, PyDict dict, DictKeys keys) {
    Object[] entries = keys.newEntries();
    int n = keys.size();
    for (int e = 0; e < n; e++) {
      Object key = k.key(i);
      entries[2 * e] = key;
      entries[2 * e + 1] = k.required(i);
      if (!keys.isAt(e, key)) {
        for (int at = 0; at <= e; at++) {
          dict.put(k.ts, entries[2 * at], entries[2 * at + 1]);
        }
        return e + 1;
      }
    }
    dict.fill(keys, entries);
    return n;
  }

  /// Remembers the keys of a dict, where another of as many, and with the same first one, has been read before.
  private void learn(PyDict dict, int n, int place) {
    if (n > 0 && n <= DictKeys.MOST && dict.keyAt(0) instanceof String first && dict.size() == n) {
      if (first == firsts[place]) {
        known[place] = dict.dictKeys();
      }
      firsts[place] = first;
    }
  }

  static void readItems(PyKryo k, MessageInput i, PyDict dict, int n) {
    dict.reserve(dict.size() + n);
    for (int e = 0; e < n; e++) {
      Object key = k.key(i);
      dict.put(k.ts, key, k.required(i));
    }
  }
}
