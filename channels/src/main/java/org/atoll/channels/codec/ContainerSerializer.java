package org.atoll.channels.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Output;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyType;

/// What the serializers of containers share: instances of derived classes go by reduction.
///
/// @param <T> the container's Java class
abstract class ContainerSerializer<T extends PyObject> extends Serializer<Object> {
  private final Class<T> javaClass;
  private final PyType exact;

  ContainerSerializer(Class<T> javaClass, PyType exact) {
    this.javaClass = javaClass;
    this.exact = exact;
  }

  /// The snapshot of a plain container. Notes the copy in the memo before going into the items.
  abstract Object copyPlain(PyKryo kryo, T value);

  abstract void writePlain(PyKryo kryo, MessageOutput out, T value);

  @Override
  public final Object copy(Kryo kryo, Object value) {
    T container = javaClass.cast(value);
    return container.type == exact ? copyPlain((PyKryo) kryo, container) : Reduction.reduce((PyKryo) kryo, container);
  }

  @Override
  public final void write(Kryo kryo, Output out, Object value) {
    writePlain((PyKryo) kryo, (MessageOutput) out, javaClass.cast(value));
  }
}
