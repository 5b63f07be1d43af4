package dev.atoll;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.atoll.actors.inspect.DumpText;
import org.atoll.actors.inspect.Inspection;
import org.atoll.actors.inspect.InterpreterView;
import org.atoll.actors.interpreters.InterpreterSettings;
import org.atoll.actors.interpreters.InterpreterSystem;
import org.atoll.actors.interpreters.ManagedInterpreter;
import org.atoll.arena.module.ArenaView;
import org.atoll.channels.items.ChannelView;
import org.atoll.runtime.interp.Capabilities;
import org.atoll.runtime.interp.InterpreterConfig;
import org.atoll.runtime.interp.Limits;
import org.atoll.runtime.interp.OwnStreams;
import org.atoll.runtime.interp.PyRuntime;
import org.atoll.runtime.interp.ThreadState;

/// A Python runtime in this JVM: where interpreters come from, and what ends with it. There may be several, which know nothing
/// of each other; they share the compiled library, the threads' processors and the process.
///
/// ```java
/// try (Atoll atoll = Atoll.builder().path(Path.of("scripts")).build()) {
///   ...
/// }
/// ```
///
/// Thread-safe.
public final class Atoll implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(2);

  private final PyRuntime runtime;
  private final InterpreterSystem system;
  private final Interpreter.Builder usual;
  private volatile boolean closed;

  private Atoll(Builder b) {
    runtime = new PyRuntime();
    org.atoll.runtime.interp.Interpreter main = new org.atoll.runtime.interp.Interpreter(b.config(), runtime);
    // Nothing runs in it: it is there for what the others ask of the first one. Its main thread is the one that opens.
    main.newThreadState();
    system = InterpreterSystem.of(runtime);
    usual = new Interpreter.Builder(this, b.limits, b.capabilities, b.streams);
  }

  /// A runtime with the usual settings.
  ///
  /// @throws IllegalStateException if Python's library is not on the class path
  public static Atoll open() {
    return builder().build();
  }

  /// Settings for a runtime.
  public static Builder builder() {
    return new Builder();
  }

  /// Makes an interpreter, which costs about as much as an object: its modules come when they are used.
  ///
  /// @throws IllegalStateException if this is closed
  public Interpreter newInterpreter() {
    return interpreter().build();
  }

  /// Makes an interpreter with limits of its own.
  public Interpreter newInterpreter(Limits own) {
    return interpreter().limits(own).build();
  }

  /// Settings for interpreters; those of this runtime until others are named.
  public Interpreter.Builder interpreter() {
    return usual.copy();
  }

  /// Makes an interpreter whose rights are those that are named, whoever's thread this is: the embedding program has all.
  ManagedInterpreter create(Limits limits, Capabilities capabilities, OwnStreams streams) {
    if (closed) {
      throw new IllegalStateException("this Atoll is closed");
    }
    ThreadState before = ThreadState.swap(null);
    try {
      ManagedInterpreter made = system.create(InterpreterSettings.ISOLATED.withAllowed(capabilities), limits, false);
      made.interpreter().setOwnStreams(streams);
      return made;
    } finally {
      ThreadState.swap(before);
    }
  }

  /// An executor over as many interpreters as the machine has processors.
  public InterpreterPoolExecutor newPool() {
    return newPool(Runtime.getRuntime().availableProcessors());
  }

  /// An executor over `size` interpreters.
  public InterpreterPoolExecutor newPool(int size) {
    return newPool(size, i -> { });
  }

  /// An executor over `size` interpreters, each of which `setup` is given before its first task: to run the script that defines
  /// what the tasks call, or to offer it Java objects. Where that throws, the pool is broken: all its tasks fail with it.
  public InterpreterPoolExecutor newPool(int size, java.util.function.Consumer<Interpreter> setup) {
    return newPool(size, interpreter(), setup);
  }

  /// As [#newPool(int,java.util.function.Consumer)], over interpreters with settings of their own.
  public InterpreterPoolExecutor newPool(int size, Interpreter.Builder settings, java.util.function.Consumer<Interpreter> setup) {
    Interpreter.Builder own = settings.copy();
    return new InterpreterPoolExecutor(system, size, own::build, Objects.requireNonNull(setup));
  }

  /// The interpreters that have not ended.
  public List<Interpreter> interpreters() {
    return system.all().stream().map(m -> new Interpreter(system, m)).toList();
  }

  /// What every interpreter is doing: its threads with their Python stacks, who holds its GIL, what waits. Looking stops nobody.
  public List<InterpreterView> inspect() {
    return Inspection.all(runtime).stream().filter(i -> i.id() != 0).toList();
  }

  /// The channels that interpreters have ends of, and their queues: how many items are in them, and what those take.
  public List<ChannelView> channels() {
    return Inspection.channels(runtime);
  }

  /// The arenas that are open: what memory they take, and who is in them.
  public List<ArenaView> arenas() {
    return Inspection.arenas(runtime);
  }

  /// The same as text for people.
  public String dump() {
    return DumpText.of(inspect(), channels(), arenas(), Inspection.rings(runtime));
  }

  /// What the interpreters belong to, for the parts of this API that are in other packages.
  public InterpreterSystem system() {
    return system;
  }

  /// Whether [#close] has been called.
  public boolean isClosed() {
    return closed;
  }

  /// Ends all interpreters: what they do is interrupted, and ended by force after two seconds. Waits for that. To be called
  /// again does nothing.
  @Override
  public void close() {
    closed = true;
    List<CompletableFuture<?>> ends = new ArrayList<>();
    for (ManagedInterpreter i : system.all()) {
      if (i.isRunning() || system.queue(i).depth() > 0) {
        ends.add(i.kill(GRACE, "Atoll is closed").toCompletableFuture());
      } else {
        ends.add(system.closeAfterWork(i).toCompletableFuture().orTimeout(GRACE.toMillis(), TimeUnit.MILLISECONDS).exceptionally(late -> {
          i.kill(Duration.ZERO, "Atoll is closed");
          return null;
        }));
      }
    }
    CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new)).completeOnTimeout(null, 2 * GRACE.toMillis(), TimeUnit.MILLISECONDS).join();
    system.stopActors();
  }

  /// Settings for a runtime. Not thread-safe.
  public static final class Builder {
    private Path home;
    private final List<String> path = new ArrayList<>();
    private Limits limits = Limits.UNLIMITED;
    private Capabilities capabilities = Capabilities.ISOLATED;
    private OwnStreams streams = OwnStreams.NONE;
    private List<String> arguments = List.of("");

    private Builder() {}

    /// Where the Python sources of the library are: a folder with `lib/python3.14`, or one with `python/lib/python3.14` as a
    /// distribution has it. They are for tracebacks and `inspect`; what runs are the classes on the class path. Without it they
    /// are looked for beside Atoll's jars, and done without where they are not found.
    ///
    /// @throws IllegalArgumentException if they are not there
    public Builder home(Path folder) {
      home = Home.checked(folder);
      return this;
    }

    /// Puts folders in front of `sys.path`, for the program's own Python modules.
    public Builder path(Path... folders) {
      for (Path folder : folders) {
        path.add(folder.toAbsolutePath().toString());
      }
      return this;
    }

    /// What each interpreter may use, unless it is made with limits of its own.
    public Builder limits(Limits each) {
      limits = Objects.requireNonNull(each);
      return this;
    }

    /// What each interpreter may do on this machine, unless it is made with others; all, if this is not called. See
    /// docs/isolation.md.
    public Builder capabilities(Capabilities each) {
      capabilities = Objects.requireNonNull(each);
      return this;
    }

    /// What `print` writes in each interpreter; see [Interpreter.Builder#output(OutputStream)].
    public Builder output(OutputStream each) {
      streams = streams.withOut(Objects.requireNonNull(each));
      return this;
    }

    /// What goes to `sys.stderr` in each interpreter.
    public Builder error(OutputStream each) {
      streams = streams.withErr(Objects.requireNonNull(each));
      return this;
    }

    /// What `input` reads in each interpreter.
    public Builder input(InputStream each) {
      streams = streams.withIn(Objects.requireNonNull(each));
      return this;
    }

    /// `sys.argv` of the interpreters.
    public Builder arguments(String... argv) {
      arguments = List.of(argv);
      return this;
    }

    /// Makes the runtime.
    ///
    /// @throws IllegalStateException if Python's library is not on the class path
    public Atoll build() {
      Home.checkLibrary();
      return new Atoll(this);
    }

    private InterpreterConfig config() {
      Path found = home != null ? home : Home.find();
      Map<String, Integer> flags = new HashMap<>();
      flags.put("safe_path", 1);
      flags.put("no_site", 1);
      flags.put("no_user_site", 1);
      flags.put("dont_write_bytecode", 1);
      flags.put("hash_randomization", 1);
      return new InterpreterConfig(arguments, List.of(), "", found == null ? "" : found.toString(), List.copyOf(path), flags, List.of(), Map.of(), false);
    }
  }
}
