package org.atoll.channels.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;

/// What `__reduce_ex__` gave.
final class ReducedSerializer extends Serializer<Object> implements Referred {
  @Override
  public void write(Kryo kryo, Output out, Object value) {
    PyKryo k = (PyKryo) kryo;
    MessageOutput o = (MessageOutput) out;
    Reduced r = (Reduced) value;
    k.value(o, r.callable);
    Values.write(k, o, r.args, r.args.length);
    k.value(o, r.state);
    Values.writeOptional(k, o, r.listItems);
    Values.writeOptional(k, o, r.dictItems);
    k.value(o, r.stateSetter);
  }

  @Override
  public Object read(Kryo kryo, Input in, Class<? extends Object> type) {
    PyKryo k = (PyKryo) kryo;
    MessageInput i = (MessageInput) in;
    Reduced r = new Reduced();
    k.reference(r);
    k.rebuild = true;
    r.callable = k.required(i);
    r.args = Values.read(k, i);
    r.state = k.value(i);
    r.listItems = Values.readOptional(k, i);
    r.dictItems = Values.readOptional(k, i);
    r.stateSetter = k.value(i);
    if (r.dictItems != null && r.dictItems.length % 2 != 0) {
      throw new KryoException("a key without a value");
    }
    return r;
  }
}
