package org.atoll.channels.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;

/// An instance that is its class and its attributes.
final class RecordSerializer extends Serializer<Object> implements Referred {
  /// The names of the instance that was read last, as they were read and interned: most come many times in a row.
  private String[] rawNames = {};
  private String[] names = {};

  @Override
  public void write(Kryo kryo, Output out, Object value) {
    PyKryo k = (PyKryo) kryo;
    MessageOutput o = (MessageOutput) out;
    Record r = (Record) value;
    k.value(o, r.cls);
    o.writeVarInt(r.slots, true);
    o.writeVarInt(r.names.length, true);
    for (int i = 0; i < r.names.length; i++) {
      o.text(r.names[i]);
      k.value(o, r.values[i]);
    }
  }

  @Override
  public Object read(Kryo kryo, Input in, Class<? extends Object> type) {
    PyKryo k = (PyKryo) kryo;
    MessageInput i = (MessageInput) in;
    Record r = new Record();
    k.reference(r);
    k.rebuild = true;
    if (!(k.required(i) instanceof GlobalRef cls)) {
      throw new KryoException("an instance without a class");
    }
    r.cls = cls;
    r.slots = i.readVarInt(true);
    int n = i.count();
    if (r.slots < 0 || r.slots > n) {
      throw new KryoException("an instance with " + r.slots + " slots of " + n);
    }
    boolean same = n == names.length;
    String[] raw = same ? rawNames : new String[n];
    r.names = same ? names : new String[n];
    r.values = new Object[n];
    for (int at = 0; at < n; at++) {
      if (!(k.value(i) instanceof String name)) {
        throw new KryoException("an attribute without a name");
      }
      if (same && raw[at] != name) {
        // Other names than those of the instance before; that one keeps its array.
        same = false;
        raw = raw.clone();
        r.names = r.names.clone();
      }
      if (!same) {
        raw[at] = name;
        r.names[at] = name.intern();
      }
      r.values[at] = k.required(i);
    }
    names = r.names;
    rawNames = raw;
    return r;
  }
}
