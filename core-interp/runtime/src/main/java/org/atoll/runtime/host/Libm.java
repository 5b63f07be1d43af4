package org.atoll.runtime.host;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;

/// The functions of the C library's `math.h`, so that results have the very bits that CPython's have; Java's own differ
/// in the last place now and then. Where the library lacks one, [MathFallback] or Java's stands in. Each function is
/// linked when first called. Stateless and thread-safe; calls take a few nanoseconds and do not block.
public final class Libm {
  private Libm() {}

  private static MethodHandle link(String name, int arity) {
    MethodType type = MethodType.methodType(double.class, java.util.Collections.nCopies(arity, double.class));
    try {
      Linker linker = Linker.nativeLinker();
      Optional<MemorySegment> symbol = linker.defaultLookup().find(name);
      if (symbol.isPresent()) {
        ValueLayout[] parameters = new ValueLayout[arity];
        java.util.Arrays.fill(parameters, ValueLayout.JAVA_DOUBLE);
        return linker.downcallHandle(symbol.get(), FunctionDescriptor.of(ValueLayout.JAVA_DOUBLE, parameters), Linker.Option.critical(false));
      }
    } catch (IllegalCallerException | UnsupportedOperationException nativeAccessDenied) {
      // Java's functions are good to the last place but one.
    }
    return inJava(name, type);
  }

  private static MethodHandle inJava(String name, MethodType type) {
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    try {
      return lookup.findStatic(MathFallback.class, name, type);
    } catch (NoSuchMethodException notThere) {
      try {
        return lookup.findStatic(Math.class, name, type);
      } catch (ReflectiveOperationException e) {
        throw new LinkageError(name, e);
      }
    } catch (IllegalAccessException e) {
      throw new LinkageError(name, e);
    }
  }

  private static IllegalStateException impossible(Throwable t) {
    return new IllegalStateException("a function of math.h threw", t);
  }

  private static final class Acos {
    static final MethodHandle FUNCTION = link("acos", 1);
  }

  public static double acos(double x) {
    try {
      return (double) Acos.FUNCTION.invokeExact(x);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  private static final class Acosh {
    static final MethodHandle FUNCTION = link("acosh", 1);
  }

  public static double acosh(double x) {
    try {
      return (double) Acosh.FUNCTION.invokeExact(x);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  private static final class Asin {
    static final MethodHandle FUNCTION = link("asin", 1);
  }

  public static double asin(double x) {
    try {
      return (double) Asin.FUNCTION.invokeExact(x);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  private static final class Asinh {
    static final MethodHandle FUNCTION = link("asinh", 1);
  }

  public static double asinh(double x) {
    try {
      return (double) Asinh.FUNCTION.invokeExact(x);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  private static final class Atan {
    static final MethodHandle FUNCTION = link("atan", 1);
  }

  public static double atan(double x) {
    try {
      return (double) Atan.FUNCTION.invokeExact(x);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  private static final class Atanh {
    static final MethodHandle FUNCTION = link("atanh", 1);
  }

  public static double atanh(double x) {
    try {
      return (double) Atanh.FUNCTION.invokeExact(x);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  private static final class Cbrt {
    static final MethodHandle FUNCTION = link("cbrt", 1);
  }

  public static double cbrt(double x) {
    try {
      return (double) Cbrt.FUNCTION.invokeExact(x);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  private static final class Cos {
    static final MethodHandle FUNCTION = link("cos", 1);
  }

  public static double cos(double x) {
    try {
      return (double) Cos.FUNCTION.invokeExact(x);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  private static final class Cosh {
    static final MethodHandle FUNCTION = link("cosh", 1);
  }

  public static double cosh(double x) {
    try {
      return (double) Cosh.FUNCTION.invokeExact(x);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  private static final class Erf {
    static final MethodHandle FUNCTION = link("erf", 1);
  }

  public static double erf(double x) {
    try {
      return (double) Erf.FUNCTION.invokeExact(x);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  private static final class Erfc {
    static final MethodHandle FUNCTION = link("erfc", 1);
  }

  public static double erfc(double x) {
    try {
      return (double) Erfc.FUNCTION.invokeExact(x);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  private static final class Exp {
    static final MethodHandle FUNCTION = link("exp", 1);
  }

  public static double exp(double x) {
    try {
      return (double) Exp.FUNCTION.invokeExact(x);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  private static final class Exp2 {
    static final MethodHandle FUNCTION = link("exp2", 1);
  }

  public static double exp2(double x) {
    try {
      return (double) Exp2.FUNCTION.invokeExact(x);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  private static final class Expm1 {
    static final MethodHandle FUNCTION = link("expm1", 1);
  }

  public static double expm1(double x) {
    try {
      return (double) Expm1.FUNCTION.invokeExact(x);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  private static final class Log {
    static final MethodHandle FUNCTION = link("log", 1);
  }

  public static double log(double x) {
    try {
      return (double) Log.FUNCTION.invokeExact(x);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  private static final class Log10 {
    static final MethodHandle FUNCTION = link("log10", 1);
  }

  public static double log10(double x) {
    try {
      return (double) Log10.FUNCTION.invokeExact(x);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  private static final class Log1p {
    static final MethodHandle FUNCTION = link("log1p", 1);
  }

  public static double log1p(double x) {
    try {
      return (double) Log1p.FUNCTION.invokeExact(x);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  private static final class Log2 {
    static final MethodHandle FUNCTION = link("log2", 1);
  }

  public static double log2(double x) {
    try {
      return (double) Log2.FUNCTION.invokeExact(x);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  private static final class Sin {
    static final MethodHandle FUNCTION = link("sin", 1);
  }

  public static double sin(double x) {
    try {
      return (double) Sin.FUNCTION.invokeExact(x);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  private static final class Sinh {
    static final MethodHandle FUNCTION = link("sinh", 1);
  }

  public static double sinh(double x) {
    try {
      return (double) Sinh.FUNCTION.invokeExact(x);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  public static double sqrt(double x) {
    return Math.sqrt(x);
  }

  private static final class Tan {
    static final MethodHandle FUNCTION = link("tan", 1);
  }

  public static double tan(double x) {
    try {
      return (double) Tan.FUNCTION.invokeExact(x);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  private static final class Tanh {
    static final MethodHandle FUNCTION = link("tanh", 1);
  }

  public static double tanh(double x) {
    try {
      return (double) Tanh.FUNCTION.invokeExact(x);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  private static final class Atan2 {
    static final MethodHandle FUNCTION = link("atan2", 2);
  }

  public static double atan2(double x, double y) {
    try {
      return (double) Atan2.FUNCTION.invokeExact(x, y);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  private static final class Hypot {
    static final MethodHandle FUNCTION = link("hypot", 2);
  }

  public static double hypot(double x, double y) {
    try {
      return (double) Hypot.FUNCTION.invokeExact(x, y);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  private static final class Pow {
    static final MethodHandle FUNCTION = link("pow", 2);
  }

  public static double pow(double x, double y) {
    try {
      return (double) Pow.FUNCTION.invokeExact(x, y);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }
}
