package org.atoll.channels.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;

/// The globals of functions that go by value.
final class GlobalsSerializer extends Serializer<Object> implements Referred {
  @Override
  public void write(Kryo kryo, Output out, Object value) {
    PyKryo k = (PyKryo) kryo;
    MessageOutput o = (MessageOutput) out;
    GlobalsSnapshot g = (GlobalsSnapshot) value;
    k.value(o, g.module);
    o.writeVarInt(g.captured.size(), true);
    g.captured.forEach((name, captured) -> {
      o.text(name);
      k.value(o, captured);
    });
    o.writeVarInt(g.submodules.size(), true);
    g.submodules.forEach(o::text);
  }

  @Override
  public Object read(Kryo kryo, Input in, Class<? extends Object> type) {
    PyKryo k = (PyKryo) kryo;
    MessageInput i = (MessageInput) in;
    GlobalsSnapshot g = new GlobalsSnapshot();
    k.reference(g);
    k.rebuild = true;
    if (k.value(i) instanceof String module) {
      g.module = module;
    }
    for (int n = i.count(); n > 0; n--) {
      String name = k.text(i).intern();
      g.captured.put(name, k.required(i));
    }
    for (int n = i.count(); n > 0; n--) {
      g.submodules.add(k.text(i));
    }
    return g;
  }
}
