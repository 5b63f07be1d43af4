package dev.atoll.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atoll.Atoll;
import dev.atoll.Interpreter;
import dev.atoll.PythonCall;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.CompletableFuture;
import org.atoll.actors.inspect.InterpreterView;
import org.atoll.actors.inspect.ThreadView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class AtollMetricsTest {
  private static double value(SimpleMeterRegistry registry, String name, String... tags) {
    return registry.get(name).tags(tags).gauge().value();
  }

  @Test
  void countsWhatLiesInChannelsAndQueues() throws Exception {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    try (Atoll atoll = Atoll.open(); Interpreter interpreter = atoll.newInterpreter()) {
      new AtollMetrics(atoll).bindTo(registry);
      assertEquals(0, value(registry, "atoll.channels", "kind", "channel"));
      interpreter.exec("""
          from atoll.channels import broadcast, channel
          from concurrent.interpreters import create_queue
          tx, rx = channel()
          tx.send(bytes(1000)); tx.send(2)
          publisher, topic = broadcast()
          subscriber = topic.subscribe()
          publisher.send(1)
          queue = create_queue()
          queue.put([bytes(5000)])
          """);
      for (String kind : new String[] {"channel", "subscription", "queue"}) {
        assertEquals(1, value(registry, "atoll.channels", "kind", kind));
        assertEquals(kind.equals("channel") ? 2 : 1, value(registry, "atoll.channels.items", "kind", kind));
      }
      assertEquals(1000, value(registry, "atoll.channels.bytes", "kind", "channel"), 100);
      assertEquals(5000, value(registry, "atoll.channels.bytes", "kind", "queue"), 100);
      assertTrue(atoll.dump().contains("  queue 1: 1 item, 5,0"), atoll.dump());
      interpreter.exec("rx.close(); tx.close(); del queue");
      assertEquals(0, value(registry, "atoll.channels", "kind", "channel"));
    }
  }

  @Test
  void countsWhatThereIs() throws Exception {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    try (Atoll atoll = Atoll.open(); Interpreter busy = atoll.newInterpreter(); Interpreter idle = atoll.newInterpreter()) {
      AtollMetrics metrics = new AtollMetrics(atoll, Tags.of("of", "test"));
      metrics.bindTo(registry);
      idle.exec("x = 1");
      CompletableFuture<Void> loop = busy.submit(PythonCall.script("def spin():\n    while True: pass\nspin()"));
      busy.submit(PythonCall.expression("1"));
      InterpreterView view;
      do {
        view = atoll.inspect().get(0);
      } while (view.threads().isEmpty() || view.threads().get(0).stack().size() < 2);
      assertEquals("spin", view.threads().get(0).stack().get(0).function());
      assertEquals(ThreadView.State.RUNS, view.threads().get(0).state());
      assertTrue(atoll.dump().contains(", in spin\n"), atoll.dump());
      assertEquals(1, value(registry, "atoll.interpreters", "state", "running", "of", "test"));
      assertEquals(1, value(registry, "atoll.interpreters", "state", "idle"));
      assertEquals(1, value(registry, "atoll.mailbox"));
      assertEquals(1, value(registry, "atoll.threads"));
      assertEquals(2, value(registry, "atoll.calls"));
      assertTrue(value(registry, "atoll.cpu") > 0);
      metrics.bindInterpreters(registry);
      metrics.bindInterpreters(registry);
      assertEquals(1, value(registry, "atoll.interpreter.mailbox", "interpreter", String.valueOf(busy.id())));
      loop.cancel(true);
    }
    assertEquals(0, value(registry, "atoll.interpreters", "state", "idle"));
  }
}
