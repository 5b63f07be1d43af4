package org.atoll.channels.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import org.atoll.runtime.modules.marshal.Marshal;
import org.atoll.runtime.object.PyCode;

/// Code objects, which all interpreters of a process share, and functions that are nothing but their code. In bytes for other
/// processes as `marshal` has it; what is read is code only once a receiver that trusts the sender makes it from that.
final class CodeSerializer extends Serializer<Object> implements Referred {
  private final boolean function;

  CodeSerializer(boolean function) {
    this.function = function;
  }

  @Override
  public Object copy(Kryo kryo, Object value) {
    PyKryo k = (PyKryo) kryo;
    return value instanceof PyCode c && k.pickled ? Reduction.reduce(k, c) : value;
  }

  @Override
  public void write(Kryo kryo, Output out, Object value) {
    byte[] bytes = Marshal.dumps(value instanceof StatelessFunction f ? f.code() : value);
    out.writeVarInt(bytes.length, true);
    ((MessageOutput) out).block(bytes, bytes.length);
  }

  @Override
  public Object read(Kryo kryo, Input in, Class<? extends Object> type) {
    PyKryo k = (PyKryo) kryo;
    k.rebuild = true;
    CodeBytes code = new CodeBytes(((MessageInput) in).block(), function);
    k.reference(code);
    return code;
  }
}
