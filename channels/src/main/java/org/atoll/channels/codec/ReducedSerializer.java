package org.atoll.channels.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;

/// What `__reduce_ex__` gave.
final class ReducedSerializer extends Serializer<Reduced> {
  @Override
  public void write(Kryo kryo, Output out, Reduced r) {
    kryo.writeClassAndObject(out, r.callable);
    Values.write(kryo, out, r.args, r.args.length);
    kryo.writeClassAndObject(out, r.state);
    Values.writeOptional(kryo, out, r.listItems);
    Values.writeOptional(kryo, out, r.dictItems);
    kryo.writeClassAndObject(out, r.stateSetter);
  }

  @Override
  public Reduced read(Kryo kryo, Input in, Class<? extends Reduced> type) {
    Reduced r = new Reduced();
    kryo.reference(r);
    r.callable = kryo.readClassAndObject(in);
    r.args = Values.read(kryo, in);
    r.state = kryo.readClassAndObject(in);
    r.listItems = Values.readOptional(kryo, in);
    r.dictItems = Values.readOptional(kryo, in);
    r.stateSetter = kryo.readClassAndObject(in);
    return r;
  }
}
