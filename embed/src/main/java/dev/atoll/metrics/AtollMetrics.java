package dev.atoll.metrics;

import dev.atoll.Atoll;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;
import org.atoll.actors.interpreters.ManagedInterpreter;
import org.atoll.arena.module.ArenaView;
import org.atoll.channels.items.ChannelView;

/// The figures of one [Atoll] as meters:
///
/// | meter | what it counts | tags |
/// |---|---|---|
/// | `atoll.interpreters` | interpreters | `state`: `running`, `idle` |
/// | `atoll.threads` | Python threads | |
/// | `atoll.mailbox` | calls and messages that wait | |
/// | `atoll.calls` | calls begun by the interpreters that there are | |
/// | `atoll.cpu` | seconds for which their code has run | |
/// | `atoll.memory` | bytes of their objects, of those where that is counted | |
/// | `atoll.arenas`, `.bytes`, `.waits` | arenas; what the objects in them take; how often somebody had to wait for one | |
/// | `atoll.channels`, `.items`, `.bytes` | channels and queues; the items in them; what those take, about | `kind`: `channel`, `subscription`, `queue` |
/// | `atoll.interpreter.mailbox`, `.calls`, `.cpu` | the same of each interpreter, if asked for | `interpreter`: its number, `title` |
///
/// ```java
/// new AtollMetrics(atoll).bindTo(registry);
/// ```
///
/// All are gauges: sums go down when an interpreter ends. Thread-safe.
public final class AtollMetrics implements MeterBinder {
  private static final double NANOS_PER_SECOND = 1e9;

  private final Atoll atoll;
  private final Tags tags;
  /// By name; the registry keeps the gauges of each apart.
  private final Map<String, MultiGauge> each = new ConcurrentHashMap<>();

  /// Without further tags.
  public AtollMetrics(Atoll atoll) {
    this(atoll, Tags.empty());
  }

  /// With tags on every meter, which tell several runtimes apart.
  public AtollMetrics(Atoll atoll, Tags tags) {
    this.atoll = atoll;
    this.tags = tags;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("atoll.interpreters", atoll, a -> count(a, true)).tags(tags.and("state", "running")).description("Interpreters at work").register(registry);
    Gauge.builder("atoll.interpreters", atoll, a -> count(a, false)).tags(tags.and("state", "idle")).description("Interpreters without work").register(registry);
    Gauge.builder("atoll.threads", atoll, a -> sum(a, i -> i.interpreter().threads().size())).tags(tags).description("Python threads").register(registry);
    Gauge.builder("atoll.mailbox", atoll, a -> sum(a, ManagedInterpreter::waiting)).tags(tags).description("Calls and messages that wait").register(registry);
    Gauge.builder("atoll.calls", atoll, a -> sum(a, i -> i.stats().calls())).tags(tags).description("Calls begun").register(registry);
    Gauge.builder("atoll.cpu", atoll, a -> sum(a, i -> i.interpreter().cpuTimeNanos()) / NANOS_PER_SECOND).tags(tags)
        .description("Time for which Python code has run").baseUnit("seconds").register(registry);
    Gauge.builder("atoll.memory", atoll, a -> sum(a, i -> Math.max(0, i.stats().memoryBytes()))).tags(tags).description("Memory of Python objects")
        .baseUnit("bytes").register(registry);
    Gauge.builder("atoll.arenas", atoll, a -> a.arenas().size()).tags(tags).description("Arenas").register(registry);
    Gauge.builder("atoll.arenas.bytes", atoll, a -> a.arenas().stream().mapToLong(ArenaView::bytes).sum()).tags(tags)
        .description("What the objects in them take").baseUnit("bytes").register(registry);
    Gauge.builder("atoll.arenas.waits", atoll, a -> a.arenas().stream().mapToLong(ArenaView::waits).sum()).tags(tags)
        .description("How often somebody had to wait for one").register(registry);
    for (ChannelView.Kind kind : ChannelView.Kind.values()) {
      Tags own = tags.and("kind", kind.name().toLowerCase(Locale.ROOT));
      Gauge.builder("atoll.channels", atoll, a -> channels(a, kind, c -> 1)).tags(own).description("Channels and queues").register(registry);
      Gauge.builder("atoll.channels.items", atoll, a -> channels(a, kind, ChannelView::depth)).tags(own).description("Items in them").register(registry);
      Gauge.builder("atoll.channels.bytes", atoll, a -> channels(a, kind, ChannelView::bytes)).tags(own).description("What the items take, about")
          .baseUnit("bytes").register(registry);
    }
  }

  /// Adds the meters of each interpreter; to be called again, by a timer for instance, when interpreters have come or gone.
  public void bindInterpreters(MeterRegistry registry) {
    rows(registry, "atoll.interpreter.mailbox", "Calls and messages that wait", ManagedInterpreter::waiting, 1);
    rows(registry, "atoll.interpreter.calls", "Calls begun", i -> i.stats().calls(), 1);
    rows(registry, "atoll.interpreter.cpu", "Seconds for which its code has run", i -> i.interpreter().cpuTimeNanos(), NANOS_PER_SECOND);
  }

  private void rows(MeterRegistry registry, String name, String description, ToLongFunction<ManagedInterpreter> figure, double unit) {
    List<Row<?>> rows = atoll.system().all().stream()
        .<Row<?>>map(i -> Row.of(Tags.of("interpreter", String.valueOf(i.id()), "title", i.title()), i, one -> figure.applyAsLong(one) / unit)).toList();
    each.computeIfAbsent(name, n -> MultiGauge.builder(n).description(description).tags(tags).register(registry)).register(rows, true);
  }

  private static double count(Atoll atoll, boolean running) {
    return atoll.system().all().stream().filter(i -> i.isRunning() == running).count();
  }

  private static double channels(Atoll atoll, ChannelView.Kind kind, ToLongFunction<ChannelView> figure) {
    return atoll.channels().stream().filter(c -> c.kind() == kind).mapToLong(figure).sum();
  }

  private static double sum(Atoll atoll, ToLongFunction<ManagedInterpreter> figure) {
    return atoll.system().all().stream().mapToLong(figure).sum();
  }
}
