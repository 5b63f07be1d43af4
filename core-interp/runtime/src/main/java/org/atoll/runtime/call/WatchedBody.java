package org.atoll.runtime.call;

import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyCode;
import org.atoll.runtime.types.PyGenerator;

/// The body of a code object while any thread of the process is traced, profiled or monitored: a thread that is runs the
/// code compiled for that, every other one the plain code. See [CodeRegistry], which puts it in place.
public final class WatchedBody extends CodeBody {
  private final PyCode code;
  private final CodeBody plain;

  public WatchedBody(PyCode code, CodeBody plain) {
    this.code = code;
    this.plain = plain;
  }

  private CodeBody pick(ThreadState ts) {
    return ts.watch != 0 ? code.traced() : plain;
  }

  @Override
  public Object call0(ThreadState ts, Object f) {
    return pick(ts).call0(ts, f);
  }

  @Override
  public Object call1(ThreadState ts, Object f, Object a) {
    return pick(ts).call1(ts, f, a);
  }

  @Override
  public Object call2(ThreadState ts, Object f, Object a, Object b) {
    return pick(ts).call2(ts, f, a, b);
  }

  @Override
  public Object call3(ThreadState ts, Object f, Object a, Object b, Object c) {
    return pick(ts).call3(ts, f, a, b, c);
  }

  @Override
  public Object call4(ThreadState ts, Object f, Object a, Object b, Object c, Object d) {
    return pick(ts).call4(ts, f, a, b, c, d);
  }

  @Override
  public Object call(ThreadState ts, Object f, Object[] args, String[] kwnames) {
    return pick(ts).call(ts, f, args, kwnames);
  }

  @Override
  public Object run(ThreadState ts, Object f, Object[] bound) {
    return pick(ts).run(ts, f, bound);
  }

  @Override
  public Object resume(ThreadState ts, PyGenerator g, Object sent) {
    return pick(ts).resume(ts, g, sent);
  }
}
