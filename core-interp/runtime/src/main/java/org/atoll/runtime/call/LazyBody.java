package org.atoll.runtime.call;

import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyCode;
import org.atoll.runtime.types.PyGenerator;

/// Stands in for a body whose class has not been loaded: the first use loads it and puts it into the code object.
public final class LazyBody extends CodeBody {
  private final PyCode code;

  public LazyBody(PyCode code) {
    this.code = code;
  }

  @Override
  public Object call0(ThreadState ts, Object f) {
    return code.entry().call0(ts, f);
  }

  @Override
  public Object call1(ThreadState ts, Object f, Object a) {
    return code.entry().call1(ts, f, a);
  }

  @Override
  public Object call2(ThreadState ts, Object f, Object a, Object b) {
    return code.entry().call2(ts, f, a, b);
  }

  @Override
  public Object call3(ThreadState ts, Object f, Object a, Object b, Object c) {
    return code.entry().call3(ts, f, a, b, c);
  }

  @Override
  public Object call4(ThreadState ts, Object f, Object a, Object b, Object c, Object d) {
    return code.entry().call4(ts, f, a, b, c, d);
  }

  @Override
  public Object call(ThreadState ts, Object f, Object[] args, String[] kwnames) {
    return code.entry().call(ts, f, args, kwnames);
  }

  @Override
  public Object run(ThreadState ts, Object f, Object[] bound) {
    return code.entry().run(ts, f, bound);
  }

  @Override
  public Object resume(ThreadState ts, PyGenerator g, Object sent) {
    return code.entry().resume(ts, g, sent);
  }

  @Override
  public String positions() {
    return code.load().positions();
  }
}
