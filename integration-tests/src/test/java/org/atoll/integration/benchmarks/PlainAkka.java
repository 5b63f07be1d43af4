package org.atoll.integration.benchmarks;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AskPattern;
import akka.actor.typed.javadsl.Behaviors;
import com.sun.management.OperatingSystemMXBean;
import com.typesafe.config.ConfigFactory;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Locale;
import java.util.function.IntConsumer;

/// Asking and telling an Akka Typed actor from a thread outside: the floor for `atoll.actors`, which offers as much to Python.
/// The same measurements as `benchmarks/programs/actors.py` makes, with Akka's own settings.
///
/// `PlainAkka SECONDS` prints the best seconds of wall and of processor time for each message, `ask`, `ask_cpu`, `tell` and
/// `tell_cpu`; each kind is repeated for so long, so that what comes before the JIT compiler has finished does not count.
public final class PlainAkka {
  private static final int ASKS = 20_000;
  private static final int TELLS = 100_000;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// What the counter understands.
  sealed interface Message {}

  /// Adds to the number; no reply.
  record Tell(long k) implements Message {}

  /// Adds to the number and sends it back.
  record Ask(long k, ActorRef<Long> replyTo) implements Message {}

  /// What a message took, in seconds.
  record Cost(double wallSeconds, double cpuSeconds) {}

  private final ActorSystem<Message> system;

  private PlainAkka(ActorSystem<Message> system) {
    this.system = system;
  }

  /// An actor with a number.
  static Behavior<Message> counter(long n) {
    return Behaviors.receiveMessage(message -> switch (message) {
      case Tell t -> counter(n + t.k);
      case Ask a -> {
        a.replyTo.tell(n + a.k);
        yield counter(n + a.k);
      }
    });
  }

  private long ask(long k) {
    return AskPattern.<Message, Long>ask(system, replyTo -> new Ask(k, replyTo), PATIENCE, system.scheduler()).toCompletableFuture().join();
  }

  private void asks(int count) {
    for (int i = 0; i < count; i++) {
      ask(1);
    }
  }

  /// Sends so many; the answer to a last question shows that they have been handled.
  private void tells(int count) {
    for (int i = 0; i < count; i++) {
      system.tell(new Tell(1));
    }
    ask(0);
  }

  private static Cost best(IntConsumer what, int count, double seconds) {
    OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    double wall = Double.MAX_VALUE;
    double cpu = Double.MAX_VALUE;
    long end = System.nanoTime() + (long) (seconds * 1e9);
    do {
      long started = System.nanoTime();
      long used = process.getProcessCpuTime();
      what.accept(count);
      wall = Math.min(wall, System.nanoTime() - started);
      cpu = Math.min(cpu, process.getProcessCpuTime() - used);
    } while (System.nanoTime() - end < 0);
    return new Cost(wall / count / 1e9, cpu / count / 1e9);
  }

  private static void show(String name, Cost cost) {
    System.out.printf(Locale.ROOT, "%s=%.9f%n%s_cpu=%.9f%n", name, cost.wallSeconds, name, cost.cpuSeconds);
  }

  public static void main(String[] args) {
    double seconds = Double.parseDouble(args[0]);
    ActorSystem<Message> system = ActorSystem.create(counter(0), "plain",
        ConfigFactory.parseString("akka { loglevel = WARNING, stdout-loglevel = OFF }").withFallback(ConfigFactory.load()));
    try {
      PlainAkka akka = new PlainAkka(system);
      show("ask", best(akka::asks, ASKS, seconds));
      show("tell", best(akka::tells, TELLS, seconds));
    } finally {
      system.terminate();
    }
  }
}
