package dev.atoll;

import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.atoll.actors.interpreters.JavaRequests;
import org.atoll.runtime.interp.ThreadState;

/// Something to ask an interpreter for: a call of a function, an expression, or a script. Immutable, and tied to no
/// interpreter: the same call may be made of many. The arguments are converted when it is made; whoever passes a collection
/// leaves it alone until then.
///
/// ```java
/// PythonCall<Double> root = PythonCall.of("math:sqrt", 2).returning(Double.class);
/// double x = python.call(root);
/// Future<Double> y = pool.submit(root.timeout(Duration.ofSeconds(1)));
/// ```
///
/// @param <T> what the answer is in Java
public final class PythonCall<T> implements Callable<T> {
  private enum Kind { FUNCTION, EXPRESSION, SCRIPT }

  /// What can be counted in nanoseconds.
  static final Duration LONGEST = Duration.ofDays(36_500);

  private final Kind kind;
  private final String text;
  private final List<Object> args;
  private final Map<String, Object> named;
  private final Type type;
  private final Duration timeout;

  private PythonCall(Kind kind, String text, List<Object> args, Map<String, Object> named, Type type, Duration timeout) {
    this.kind = kind;
    this.text = Objects.requireNonNull(text);
    this.args = args;
    this.named = named;
    this.type = type;
    this.timeout = timeout;
  }

  /// A call of a function: `name` or `name.method` of `__main__`, a built-in function, or `module:name`, which imports the
  /// module.
  public static PythonCall<Object> of(String function, Object... args) {
    Objects.requireNonNull(args, "no array of arguments; an argument that is null is (Object) null");
    List<Object> list = Collections.unmodifiableList(Arrays.asList(args.clone()));
    return new PythonCall<>(Kind.FUNCTION, function, list, Map.of(), Object.class, null);
  }

  /// The value of an expression in `__main__`.
  public static PythonCall<Object> expression(String expression) {
    return new PythonCall<>(Kind.EXPRESSION, expression, List.of(), Map.of(), Object.class, null);
  }

  /// A run of a script in `__main__`. Gives null.
  public static PythonCall<Void> script(String script) {
    return new PythonCall<>(Kind.SCRIPT, script, List.of(), Map.of(), Void.class, null);
  }

  /// The same with a keyword argument; for a script or an expression, with a name bound in `__main__` before.
  public PythonCall<T> with(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(named);
    more.put(Objects.requireNonNull(name), value);
    return new PythonCall<>(kind, text, args, Collections.unmodifiableMap(more), type, timeout);
  }

  /// The same with a result of a type; see [org.atoll.actors.convert.ToJava].
  public <U> PythonCall<U> returning(Class<U> result) {
    return typed(result);
  }

  /// The same with a result of a type that has type arguments.
  public <U> PythonCall<U> returning(TypeRef<U> result) {
    return typed(result.type());
  }

  private <U> PythonCall<U> typed(Type result) {
    if (kind == Kind.SCRIPT && result != Void.class && result != void.class) {
      throw new IllegalStateException("a script has no result; ask for an expression afterwards");
    }
    return new PythonCall<>(kind, text, args, named, result, timeout);
  }

  /// The same with a limit to how long it may run, once it does: then it is interrupted, and a [PythonTimeoutException] tells
  /// of it. Code that goes on nevertheless for longer than the grace that its interpreter's limits leave it, a second unless they
  /// say otherwise, takes the interpreter with it.
  ///
  /// @throws IllegalArgumentException if it is not longer than nothing
  public PythonCall<T> timeout(Duration limit) {
    if (limit.isNegative() || limit.isZero()) {
      throw new IllegalArgumentException("a timeout is longer than nothing, not " + limit);
    }
    return new PythonCall<>(kind, text, args, named, type, limit.compareTo(LONGEST) < 0 ? limit : LONGEST);
  }

  Duration timeout() {
    return timeout;
  }

  /// Makes the call in the interpreter that the calling thread works for: in a task of an [InterpreterPoolExecutor], or in a
  /// method that Python calls.
  ///
  /// @throws IllegalStateException on any other thread
  @Override
  public T call() {
    ThreadState ts = ThreadState.currentOrNull();
    if (ts == null) {
      throw new IllegalStateException("this thread works for no interpreter: give " + this + " to Interpreter.call() or InterpreterPoolExecutor.submit()");
    }
    return Inline.call(ts, this);
  }

  /// Makes it with the GIL held.
  @SuppressWarnings("unchecked")
  T perform(ThreadState ts) {
    return (T) switch (kind) {
      case FUNCTION -> JavaRequests.call(ts, text, args, named, type);
      case EXPRESSION -> {
        JavaRequests.bind(ts, named);
        yield JavaRequests.eval(ts, text, type);
      }
      case SCRIPT -> {
        JavaRequests.bind(ts, named);
        JavaRequests.exec(ts, text, "<script>");
        yield null;
      }
    };
  }

  /// What is asked for, shortened.
  @Override
  public String toString() {
    String line = text.lines().findFirst().orElse("");
    String shown = line.length() > 60 ? line.substring(0, 60) + "..." : line;
    return kind == Kind.FUNCTION ? shown + "()" : shown;
  }
}
