package org.atoll.channels.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;

/// A function by its code.
final class FunctionSerializer extends Serializer<Object> implements Referred {
  @Override
  public void write(Kryo kryo, Output out, Object value) {
    PyKryo k = (PyKryo) kryo;
    MessageOutput o = (MessageOutput) out;
    FunctionSnapshot f = (FunctionSnapshot) value;
    k.value(o, f.code);
    k.value(o, f.globals);
    Values.write(k, o, f.cells, f.cells.length);
    o.writeVarInt(f.names.length, true);
    for (int i = 0; i < f.names.length; i++) {
      o.text(f.names[i]);
      k.value(o, f.values[i]);
    }
  }

  @Override
  public Object read(Kryo kryo, Input in, Class<? extends Object> type) {
    PyKryo k = (PyKryo) kryo;
    MessageInput i = (MessageInput) in;
    FunctionSnapshot f = new FunctionSnapshot();
    k.reference(f);
    k.rebuild = true;
    f.code = k.required(i);
    if (!(k.required(i) instanceof GlobalsSnapshot globals)) {
      throw new KryoException("a function without globals");
    }
    f.globals = globals;
    f.cells = new CellSnapshot[i.count()];
    for (int at = 0; at < f.cells.length; at++) {
      if (!(k.required(i) instanceof CellSnapshot cell)) {
        throw new KryoException("a variable of a function that is none");
      }
      f.cells[at] = cell;
    }
    f.names = new String[i.count()];
    f.values = new Object[f.names.length];
    for (int at = 0; at < f.names.length; at++) {
      f.names[at] = k.text(i).intern();
      f.values[at] = k.required(i);
    }
    return f;
  }
}
