package org.atoll.runtime.heap;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.util.function.Consumer;
import org.atoll.runtime.interp.ThreadState;
import sun.misc.Unsafe;

/// The objects that local variables and operands on the calling thread's Java stack hold, as far down as the thread works for
/// the present interpreter: what is below belongs to the one that has lent the thread ([ThreadState#BORDER]). Python's local
/// variables are such variables, so nothing else tells what a running function holds.
///
/// The JDK keeps the view of live frames to itself (`java.lang.LiveStackFrame`), and opening its package on the command line
/// would cost every program the start-up cache. So the way in is taken when it is first needed; where it is barred, the
/// stack counts as empty. Stateless.
final class LiveStack {
  private static final LiveStack INSTANCE = open();

  private final StackWalker walker;
  private final MethodHandle locals;
  private final MethodHandle operands;

  private LiveStack(StackWalker walker, MethodHandle locals, MethodHandle operands) {
    this.walker = walker;
    this.locals = locals;
    this.operands = operands;
  }

  private static LiveStack open() {
    try {
      MethodHandles.Lookup lookup = trustedLookup();
      Class<?> frame = lookup.findClass("java.lang.LiveStackFrame");
      StackWalker walker = (StackWalker) lookup.findStatic(frame, "getStackWalker", MethodType.methodType(StackWalker.class)).invoke();
      MethodType objects = MethodType.methodType(Object[].class);
      MethodType erased = MethodType.methodType(Object[].class, Object.class);
      return new LiveStack(walker, lookup.findVirtual(frame, "getLocals", objects).asType(erased),
          lookup.findVirtual(frame, "getStack", objects).asType(erased));
    } catch (Throwable e) {
      return null;
    }
  }

  @SuppressWarnings({"removal", "deprecation"})
  private static MethodHandles.Lookup trustedLookup() throws ReflectiveOperationException {
    Field theUnsafe = Unsafe.class.getDeclaredField("theUnsafe");
    theUnsafe.setAccessible(true);
    Unsafe unsafe = (Unsafe) theUnsafe.get(null);
    Field trusted = MethodHandles.Lookup.class.getDeclaredField("IMPL_LOOKUP");
    return (MethodHandles.Lookup) unsafe.getObject(unsafe.staticFieldBase(trusted), unsafe.staticFieldOffset(trusted));
  }

  /// Whether the stack can be seen at all.
  static boolean isAvailable() {
    return INSTANCE != null;
  }

  /// Hands over each object on the stack, some more than once.
  static void forEach(Consumer<Object> sink) {
    if (INSTANCE != null) {
      INSTANCE.walk(sink);
    }
  }

  private void walk(Consumer<Object> sink) {
    walker.walk(frames -> {
      frames.takeWhile(frame -> !isBorder(frame)).forEach(frame -> hand(frame, sink));
      return null;
    });
  }

  private static boolean isBorder(StackWalker.StackFrame frame) {
    return frame.getMethodName().equals(ThreadState.BORDER) && frame.getClassName().equals(ThreadState.class.getName());
  }

  private void hand(StackWalker.StackFrame frame, Consumer<Object> sink) {
    try {
      hand((Object[]) locals.invokeExact((Object) frame), sink);
      hand((Object[]) operands.invokeExact((Object) frame), sink);
    } catch (Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static void hand(Object[] objects, Consumer<Object> sink) {
    for (Object o : objects) {
      if (o != null) {
        sink.accept(o);
      }
    }
  }
}
