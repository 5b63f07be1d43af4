package org.atoll.runtime.call;

import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyFunction;

/// Stands in for a body whose class has not been loaded: the first call loads it and puts it into the code object.
public final class LazyBody extends CodeBody {
  private final ClassLoader loader;
  private final String className;

  /// The body is the class `className` as `loader` finds it.
  public LazyBody(ClassLoader loader, String className) {
    this.loader = loader;
    this.className = className;
  }

  private CodeBody load(Object f) {
    try {
      CodeBody body = (CodeBody) Class.forName(className, true, loader).getDeclaredConstructor().newInstance();
      ((PyFunction) f).code.body = body;
      return body;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("compiled code is missing: " + className, e);
    }
  }

  @Override
  public Object call0(ThreadState ts, Object f) {
    return load(f).call0(ts, f);
  }

  @Override
  public Object call1(ThreadState ts, Object f, Object a) {
    return load(f).call1(ts, f, a);
  }

  @Override
  public Object call2(ThreadState ts, Object f, Object a, Object b) {
    return load(f).call2(ts, f, a, b);
  }

  @Override
  public Object call3(ThreadState ts, Object f, Object a, Object b, Object c) {
    return load(f).call3(ts, f, a, b, c);
  }

  @Override
  public Object call4(ThreadState ts, Object f, Object a, Object b, Object c, Object d) {
    return load(f).call4(ts, f, a, b, c, d);
  }

  @Override
  public Object call(ThreadState ts, Object f, Object[] args, String[] kwnames) {
    return load(f).call(ts, f, args, kwnames);
  }

  @Override
  public Object run(ThreadState ts, Object f, Object[] bound) {
    return load(f).run(ts, f, bound);
  }

  @Override
  public String positions() {
    try {
      return ((CodeBody) Class.forName(className, true, loader).getDeclaredConstructor().newInstance()).positions();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("compiled code is missing: " + className, e);
    }
  }
}
