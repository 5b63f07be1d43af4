package org.atoll.arena.objects;

import org.atoll.arena.lock.Hold;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.types.PyBuffer;
import org.atoll.runtime.types.PySlice;

/// A bytearray in an arena that is free for all: each operation is atomic. Those who have its memory, as memoryviews, see what others write to it,
/// byte by byte.
final class FreeByteArray extends ArenaByteArray {
  FreeByteArray(SharedArena arena, Hold hold, ViewGroup group, long cell) {
    super(arena, hold, group, cell);
  }

  @Override
  byte[] bytes(ThreadState ts) {
    return atomically(ts, () -> super.bytes(ts));
  }

  @Override
  public Object itemOrNull(ThreadState ts, int i) {
    return atomically(ts, () -> super.itemOrNull(ts, i));
  }

  @Override
  public PyBuffer buffer(ThreadState ts, int flags) {
    return atomically(ts, () -> super.buffer(ts, flags));
  }

  @Override
  Object __getitem__(ThreadState ts, Object key) {
    Object k = PlainArguments.index(ts, key);
    return atomically(ts, () -> super.__getitem__(ts, k));
  }

  @Override
  void __setitem__(ThreadState ts, Object key, Object value) {
    reading(ts);
    Object k = PlainArguments.index(ts, key);
    Object v = k instanceof PySlice ? PlainArguments.bytes(ts, value) : PlainArguments.index(ts, value);
    atomically(ts, () -> {
      super.__setitem__(ts, k, v);
      return null;
    });
  }

  @Override
  void __delitem__(ThreadState ts, Object key) {
    Object k = PlainArguments.index(ts, key);
    atomically(ts, () -> {
      super.__delitem__(ts, k);
      return null;
    });
  }

  @Override
  void append(ThreadState ts, Object item) {
    Object plain = PlainArguments.index(ts, item);
    atomically(ts, () -> {
      super.append(ts, plain);
      return null;
    });
  }

  @Override
  void add(ThreadState ts, byte[] more) {
    atomically(ts, () -> {
      super.add(ts, more);
      return null;
    });
  }

  @Override
  void insert(ThreadState ts, long index, Object item) {
    Object plain = PlainArguments.index(ts, item);
    atomically(ts, () -> {
      super.insert(ts, index, plain);
      return null;
    });
  }

  @Override
  Object pop(ThreadState ts, long index) {
    return atomically(ts, () -> super.pop(ts, index));
  }

  @Override
  void remove(ThreadState ts, Object value) {
    Object plain = PlainArguments.index(ts, value);
    atomically(ts, () -> {
      super.remove(ts, plain);
      return null;
    });
  }

  @Override
  void reverse(ThreadState ts) {
    atomically(ts, () -> {
      super.reverse(ts);
      return null;
    });
  }

  @Override
  void clear(ThreadState ts) {
    atomically(ts, () -> {
      super.clear(ts);
      return null;
    });
  }

  @Override
  void resize(ThreadState ts, Object size) {
    Object plain = PlainArguments.index(ts, size);
    atomically(ts, () -> {
      super.resize(ts, plain);
      return null;
    });
  }

  @Override
  Object __imul__(ThreadState ts, Object count) {
    Object plain = PlainArguments.index(ts, count);
    return atomically(ts, () -> super.__imul__(ts, plain));
  }
}
