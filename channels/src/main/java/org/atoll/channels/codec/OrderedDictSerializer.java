package org.atoll.channels.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import org.atoll.runtime.types.PyOrderedDict;

/// `collections.OrderedDict`. One that has attributes, or a key that has to be rebuilt, goes by reduction.
final class OrderedDictSerializer extends ContainerSerializer<PyOrderedDict> implements Referred {
  OrderedDictSerializer() {
    super(PyOrderedDict.class, PyOrderedDict.TYPE);
  }

  /// Whether there is nothing to it but its items, and none of the keys has to be rebuilt.
  static boolean isPlain(PyOrderedDict value) {
    return !value.hasOwnAttributes() && DictSerializer.hasKeys(value);
  }

  @Override
  Object copyPlain(PyKryo kryo, PyOrderedDict value) {
    return isPlain(value) ? DictSerializer.withParts(kryo, value, value.copyOrdered()) : Reduction.reduce(kryo, value);
  }

  @Override
  void writePlain(PyKryo kryo, MessageOutput out, PyOrderedDict value) {
    DictSerializer.writeItems(kryo, out, value);
  }

  @Override
  public Object read(Kryo kryo, Input in, Class<? extends Object> type) {
    PyKryo k = (PyKryo) kryo;
    MessageInput i = (MessageInput) in;
    int n = i.count();
    PyOrderedDict dict = new PyOrderedDict();
    k.reference(dict);
    DictSerializer.readItems(k, i, dict, n);
    return dict;
  }
}
