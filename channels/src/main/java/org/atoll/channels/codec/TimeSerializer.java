package org.atoll.channels.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import org.atoll.runtime.modules.datetime.PlainTimes;
import org.atoll.runtime.modules.datetime.PyDate;
import org.atoll.runtime.modules.datetime.PyDateTime;
import org.atoll.runtime.modules.datetime.PyTime;
import org.atoll.runtime.modules.datetime.PyTimeDelta;
import org.atoll.runtime.modules.datetime.PyTimeZone;
import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.types.PyUnicode;

/// What the module `datetime` has, where the types are its own and the time zone is a fixed one or none; anything else of it
/// goes by reduction.
final class TimeSerializer extends Serializer<Object> {
  @Override
  public Object copy(Kryo kryo, Object value) {
    PyKryo k = (PyKryo) kryo;
    PyInstance o = (PyInstance) value;
    if (!PlainTimes.isPlain(o)) {
      return Reduction.reduce(k, o);
    }
    PyInstance zone = PlainTimes.zone(o);
    return PlainTimes.copy(o, zone == null ? null : (PyInstance) k.part(zone));
  }

  @Override
  public void write(Kryo kryo, Output out, Object value) {
    PyKryo k = (PyKryo) kryo;
    MessageOutput o = (MessageOutput) out;
    if (value instanceof PyDate d) {
      o.writeVarInt(PlainTimes.date(d), true);
    }
    switch (value) {
      case PyDateTime d -> time(k, o, d);
      case PyTime t -> time(k, o, t);
      case PyTimeDelta d -> duration(o, d);
      case PyTimeZone z -> {
        duration(o, PlainTimes.offset(z));
        k.value(o, PlainTimes.name(z));
      }
      default -> { }
    }
  }

  private static void time(PyKryo k, MessageOutput o, PyInstance t) {
    o.writeVarLong(PlainTimes.time(t), true);
    k.value(o, PlainTimes.zone(t));
  }

  private static void duration(MessageOutput o, PyTimeDelta d) {
    for (int part : PlainTimes.duration(d)) {
      o.writeVarInt(part, false);
    }
  }

  @Override
  public Object read(Kryo kryo, Input in, Class<? extends Object> type) {
    PyKryo k = (PyKryo) kryo;
    MessageInput i = (MessageInput) in;
    if (type == PyDate.class) {
      return PlainTimes.date(i.readVarInt(true));
    }
    if (type == PyDateTime.class || type == PyTime.class) {
      Integer date = type == PyTime.class ? null : i.readVarInt(true);
      long time = i.readVarLong(true);
      Object zone = k.value(i);
      if (zone != null && !(zone instanceof PyTimeZone)) {
        throw new KryoException("a time zone that is none");
      }
      return PlainTimes.time(date, time, (PyTimeZone) zone);
    }
    PyTimeDelta duration = PlainTimes.duration(i.readVarInt(false), i.readVarInt(false), i.readVarInt(false));
    if (type == PyTimeDelta.class) {
      return duration;
    }
    Object name = k.value(i);
    if (name != null && !PyUnicode.checkExact(name)) {
      throw new KryoException("a name that is no str");
    }
    return PlainTimes.zone(k.ts, duration, name);
  }
}
