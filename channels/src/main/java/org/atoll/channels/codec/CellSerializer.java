package org.atoll.channels.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;

/// A variable that functions take along.
final class CellSerializer extends Serializer<Object> implements Referred {
  @Override
  public void write(Kryo kryo, Output out, Object value) {
    ((PyKryo) kryo).value((MessageOutput) out, ((CellSnapshot) value).content);
  }

  @Override
  public Object read(Kryo kryo, Input in, Class<? extends Object> type) {
    PyKryo k = (PyKryo) kryo;
    CellSnapshot cell = new CellSnapshot();
    k.reference(cell);
    k.rebuild = true;
    cell.content = k.value((MessageInput) in);
    return cell;
  }
}
