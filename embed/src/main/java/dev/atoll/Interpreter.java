package dev.atoll;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.atoll.actors.interpreters.InterpreterStats;
import org.atoll.actors.interpreters.InterpreterSystem;
import org.atoll.actors.interpreters.Interruptions;
import org.atoll.actors.interpreters.JavaRequests;
import org.atoll.actors.interpreters.ManagedInterpreter;
import org.atoll.actors.interpreters.Termination;
import org.atoll.actors.interpreters.Work;
import org.atoll.actors.offers.Offers;
import org.atoll.runtime.interp.Capabilities;
import org.atoll.runtime.interp.Limits;
import org.atoll.runtime.interp.OwnStreams;
import org.atoll.runtime.interp.ThreadState;

/// A Python interpreter, with modules and objects of its own. It does one piece of work at a time, on a thread of Atoll's; what
/// several threads ask for is done in the order in which they ask. Interpreters work in parallel.
///
/// ```java
/// python.exec("import statistics");
/// Object mean = python.eval("statistics.mean([1, 2, 4])");
/// CompletableFuture<Double> later = python.submit(PythonCall.of("statistics.median", List.of(1, 3, 9)).returning(Double.class));
/// ```
///
/// A method that Python calls (see [#offer]) may ask the same interpreter for more: that is done at once, on the same thread.
/// Thread-safe.
public final class Interpreter implements AutoCloseable {
  private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");
  static final long CLOSING_SECONDS = 10;

  private final InterpreterSystem system;
  private final ManagedInterpreter managed;

  /// Settings for interpreters. Each [#build] makes one. Not thread-safe.
  ///
  /// ```java
  /// StringBuilder printed = new StringBuilder();
  /// try (Interpreter python = atoll.interpreter().isolated().output(printed).build()) {
  ///   python.exec(formula);
  /// }
  /// ```
  public static final class Builder {
    private final Atoll atoll;
    private Limits limits;
    private Capabilities capabilities;
    private OwnStreams streams;

    Builder(Atoll atoll, Limits limits, Capabilities capabilities, OwnStreams streams) {
      this.atoll = atoll;
      this.limits = limits;
      this.capabilities = capabilities;
      this.streams = streams;
    }

    Builder copy() {
      return new Builder(atoll, limits, capabilities, streams);
    }

    /// What it may use.
    public Builder limits(Limits own) {
      limits = Objects.requireNonNull(own);
      return this;
    }

    /// What its code may do on this machine: [Capabilities#NONE] with what it needs.
    public Builder capabilities(Capabilities own) {
      capabilities = Objects.requireNonNull(own);
      return this;
    }

    /// Its code may do nothing on this machine but import modules. The streams that are named here and the objects that are
    /// offered to it are what it has.
    public Builder isolated() {
      return capabilities(Capabilities.NONE);
    }

    /// What `sys.stdout` writes to, as UTF-8, instead of the process's standard output: at once, and flushed after each line. It is
    /// called on the interpreter's thread, and never closed. What it throws is an OSError to the code that prints.
    public Builder output(OutputStream own) {
      streams = streams.withOut(Objects.requireNonNull(own));
      return this;
    }

    /// As [#output(OutputStream)], as text: a `StringBuilder` or a `Writer`, for instance.
    public Builder output(Appendable own) {
      return output(new TextOutput(Objects.requireNonNull(own)));
    }

    /// What `sys.stderr` writes to; see [#output(OutputStream)].
    public Builder error(OutputStream own) {
      streams = streams.withErr(Objects.requireNonNull(own));
      return this;
    }

    /// As [#error(OutputStream)], as text.
    public Builder error(Appendable own) {
      return error(new TextOutput(Objects.requireNonNull(own)));
    }

    /// What `sys.stdin` reads, as UTF-8, instead of the process's standard input.
    public Builder input(InputStream own) {
      streams = streams.withIn(Objects.requireNonNull(own));
      return this;
    }

    /// Makes an interpreter.
    ///
    /// @throws IllegalStateException if the runtime is closed
    public Interpreter build() {
      return new Interpreter(atoll.system(), buildManaged());
    }

    /// As [#build], for the parts of this API that are in other packages.
    public ManagedInterpreter buildManaged() {
      return atoll.create(limits, capabilities, streams);
    }
  }

  Interpreter(InterpreterSystem system, ManagedInterpreter managed) {
    this.system = system;
    this.managed = managed;
  }

  /// Its number, which no other interpreter of the same [Atoll] has had.
  public long id() {
    return managed.id();
  }

  /// Runs a script in `__main__`, and waits for its end.
  ///
  /// @throws PythonException if it raises; SyntaxError where it is no Python
  /// @throws InterpreterClosedException if the interpreter has ended
  /// @throws java.util.concurrent.CancellationException if the waiting thread is interrupted, which interrupts the script
  public void exec(String script) {
    exec(script, "<script>");
  }

  /// As [#exec(String)], for a script that tracebacks know by the name of a file.
  public void exec(String script, String filename) {
    Objects.requireNonNull(script);
    Objects.requireNonNull(filename);
    perform(ts -> {
      JavaRequests.exec(ts, script, filename);
      return null;
    });
  }

  /// The value of an expression in `__main__`. Fails as [#exec] does.
  ///
  /// @throws IllegalArgumentException if the value has no Java counterpart
  public Object eval(String expression) {
    return call(PythonCall.expression(expression));
  }

  /// As [#eval(String)], as a value of a type.
  public <T> T eval(String expression, Class<T> type) {
    return call(PythonCall.expression(expression).returning(type));
  }

  /// Calls a function by its name, see [PythonCall#of], and gives its result. Fails as [#eval] does.
  public Object call(String function, Object... args) {
    return call(PythonCall.of(function, args));
  }

  /// Makes a call and waits for its result. Fails as [#eval] does.
  ///
  /// @throws PythonTimeoutException if it takes longer than the call allows
  public <T> T call(PythonCall<T> call) {
    if (isInside()) {
      return Inline.call(ThreadState.current(), call);
    }
    return asked(call).await();
  }

  /// Asks for a call, which is made when its turn comes. The future fails with what [#call(PythonCall)] would throw; to cancel
  /// it interrupts the call.
  public <T> CompletableFuture<T> submit(PythonCall<T> call) {
    return asked(call);
  }

  private <T> Answer<T> asked(PythonCall<T> call) {
    Work<T> work = system.queue(managed).submit(call::perform, call.timeout());
    return new Answer<>(work, call, managed);
  }

  /// Whether the calling thread works for this interpreter, which has called Java.
  private boolean isInside() {
    ThreadState ts = ThreadState.currentOrNull();
    return ts != null && ts.interpreter() == managed.interpreter();
  }

  private <T> T perform(Function<ThreadState, T> action) {
    if (isInside()) {
      return Inline.run(ThreadState.current(), action);
    }
    return new Answer<>(system.queue(managed).submit(action), null, managed).await();
  }

  /// Binds a name in `__main__` to a copy of a value.
  ///
  /// @throws IllegalArgumentException if it has no Python counterpart, or the name is none
  public void set(String name, Object value) {
    checkName(name);
    perform(ts -> {
      JavaRequests.bind(ts, java.util.Collections.singletonMap(name, value));
      return null;
    });
  }

  /// The value of a name in `__main__`, as a type.
  ///
  /// @throws PythonException NameError where it is not bound
  public <T> T get(String name, Class<T> type) {
    checkName(name);
    return eval(name, type);
  }

  private static void checkName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("'" + name + "' is no name in Python");
    }
  }

  /// Lets Python call a Java object: binds `name` in `__main__` to one that has the methods of an interface, and nothing else of
  /// the object. Arguments and results are copies. A method runs on the interpreter's thread, without its GIL, so that other
  /// Python threads go on; it may be called by several of them at once. What it throws becomes a Python exception: ValueError
  /// for an IllegalArgumentException, OSError for an IOException, else RuntimeError.
  ///
  /// ```java
  /// public interface Prices {
  ///   BigDecimal priceOf(String article);
  /// }
  ///
  /// python.offer("prices", Prices.class, article -> lookUp(article));
  /// python.exec("print(prices.priceOf('tea'))");
  /// ```
  ///
  /// @throws IllegalArgumentException if `face` is no interface, or is closed to reflection
  public <I> void offer(String name, Class<I> face, I implementation) {
    checkName(name);
    Objects.requireNonNull(implementation);
    Map<String, java.util.List<java.lang.reflect.Method>> methods = Offers.methods(face);
    perform(ts -> {
      JavaRequests.put(ts, name, Offers.make(ts, face, methods, implementation));
      return null;
    });
  }

  /// Raises `atoll.interpreters.Interrupted` in the work that is under way, at its next safepoint, wherever it waits. The work
  /// may catch it and go on; work that waits its turn is not touched.
  ///
  /// @return whether there was any
  public boolean interrupt() {
    return managed.interrupt(Interruptions.interrupted(""));
  }

  /// Ends the interpreter whatever it does: its threads are interrupted, and ended by force after `grace`. Returns at once; see
  /// [#termination].
  ///
  /// @throws IllegalArgumentException if the grace is negative
  public void kill(Duration grace) {
    if (grace.isNegative()) {
      throw new IllegalArgumentException("a grace is not negative: " + grace);
    }
    managed.kill(grace.compareTo(PythonCall.LONGEST) < 0 ? grace : PythonCall.LONGEST, "");
  }

  /// Whether it takes no more work.
  public boolean isClosed() {
    return managed.ending() != null;
  }

  /// Why it has ended, once it has, in words.
  public CompletionStage<String> termination() {
    return managed.termination().thenApply(Termination::reason);
  }

  /// What it has done and uses.
  public InterpreterStats stats() {
    return managed.stats();
  }

  /// How many pieces of work wait for those before them.
  public int queued() {
    return system.queue(managed).depth();
  }

  /// Ends it once the work that it was asked for is done: its threads are waited for, its `atexit` functions run. Waits for
  /// that, but not longer than ten seconds: then it is killed. To be called again does nothing.
  ///
  /// @throws IllegalStateException in a method that the interpreter calls
  @Override
  public void close() {
    if (isInside()) {
      throw new IllegalStateException("interpreter " + id() + " cannot be closed by what it calls");
    }
    CompletableFuture<Termination> end = system.closeAfterWork(managed).toCompletableFuture();
    try {
      end.get(CLOSING_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      managed.kill(Duration.ZERO, "it did not end within " + CLOSING_SECONDS + " seconds of its close()");
    } catch (InterruptedException e) {
      managed.kill(Duration.ZERO, "the thread that waited for its end was interrupted");
      Thread.currentThread().interrupt();
    } catch (java.util.concurrent.ExecutionException e) {
      throw new CompletionException(e.getCause());
    }
  }

  ManagedInterpreter managed() {
    return managed;
  }

  @Override
  public String toString() {
    return "Interpreter " + id();
  }
}
