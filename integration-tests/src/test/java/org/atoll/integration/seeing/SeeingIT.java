package org.atoll.integration.seeing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.atoll.integration.process.Python;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What is told of running interpreters: `atoll dump`, SIGUSR1, `atoll.inspect`, faulthandler.
@Timeout(300)
class SeeingIT {
  private static final String BUSY = """
      import threading, time
      from concurrent import interpreters
      napping, spinning, idle = (interpreters.create() for _ in range(3))
      threading.Thread(target=napping.exec, args=("import time\\ndef nap(): time.sleep(300)\\nnap()",), daemon=True).start()
      threading.Thread(target=spinning.exec, args=("def spin():\\n    while True: pass\\nspin()",), daemon=True).start()
      from atoll import inspect
      def is_at(interp, function):
          picture = [i for i in inspect.interpreters() if i.id == interp.id][0]
          return any(f.function == function for t in picture.threads for f in t.stack)
      while not (is_at(napping, "nap") and is_at(spinning, "spin")):
          time.sleep(0.01)
      """;

  @TempDir private Path folder;

  @Test
  void dumpOfARunningProgram() throws Exception {
    Path script = folder.resolve("busy.py");
    Files.writeString(script, BUSY + "print('ready', flush=True)\ntime.sleep(300)\n");
    Process busy = Python.atoll().start(script.toString());
    try (BufferedReader out = busy.inputReader()) {
      assertEquals("ready", out.readLine());
      Python.Result dump = Python.atoll().withFolder(folder).run("dump", String.valueOf(busy.pid()));
      assertEquals(0, dump.exitCode(), dump.err());
      String text = dump.out();
      assertTrue(text.contains(": 4 interpreters\nJava heap: "), text);
      assertTrue(text.contains("Interpreter 0 (main): at work"), text);
      assertTrue(Pattern.compile("Interpreter 1: at work, 0 waiting in the mailbox, 1 call, .*\n  Thread .*: waits in sleep\\(\\) \\(most recent call first\\)\n"
          + "    File \"<script>\", line 2, in nap\n    File \"<script>\", line 3, in <module>\n").matcher(text).find(), text);
      assertTrue(Pattern.compile("Interpreter 2: at work, GIL held by .*\n  Thread .*: (runs|waits for a processor) .*\n    File \"<script>\", line 2, in spin\n")
          .matcher(text).find(), text);
      assertTrue(text.contains("Interpreter 3: idle"), text);
      assertTrue(text.contains("works for interpreter 1 "), text);
      assertEquals("", new String(busy.getErrorStream().readNBytes(busy.getErrorStream().available())));
      // Without anybody who has asked, it is the process's standard error that gets it.
      new ProcessBuilder("kill", "-USR1", String.valueOf(busy.pid())).start().waitFor();
      BufferedReader err = busy.errorReader();
      String first = err.readLine();
      assertTrue(first.startsWith("Python 3.14") && first.endsWith(": 4 interpreters"), first);
    } finally {
      busy.destroyForcibly().waitFor();
    }
  }

  @Test
  void channelsAndQueuesAreShown() throws IOException {
    Python.Result seen = Python.atoll().run("-c", """
        from atoll import inspect, interpreters
        from atoll.channels import broadcast, channel
        import threading, time
        def picture():
            return {(c.kind, c.id): c for c in inspect.channels()}
        assert picture() == {}
        tx, rx = channel(2)
        tx.send([1] * 100); tx.send("abc")
        queue = interpreters.create_queue(4)
        queue.put("x" * 1000); queue.put({1: 2})
        many = interpreters.create_queue()
        for n in range(3000):
            many.put(b"0123456789" * 10)
        publisher, topic = broadcast(5)
        subscriber = topic.subscribe()
        publisher.send(3)
        def work(jobs, done, other):
            from atoll import inspect
            jobs.recv()
            done.send([(c.kind, c.depth, c.senders, c.receivers) for c in inspect.channels()])
            jobs.recv(); jobs.recv()
        done, answer = channel()
        interp = interpreters.create()
        thread = interp.call_in_thread(work, rx, done, queue)
        # An interpreter sees what it has to do with.
        assert sorted(answer.recv()) == [("channel", 0, (interp.id,), (0,)), ("channel", 1, (0,), (interp.id,))]
        while not picture()["channel", 1].waiting_to_receive:
            time.sleep(0.01)
        full, _ = channel(1)
        full.send(1)
        threading.Thread(target=full.send, args=(2,), daemon=True).start()
        threading.Thread(target=interpreters.create_queue().get, daemon=True).start()
        while not picture()["channel", 5].waiting_to_send or not picture()["queue", 3].waiting_to_receive:
            time.sleep(0.01)
        for c in picture().values():
            print(c.kind, c.id, c.depth, c.maxsize, c.waiting_to_send, c.waiting_to_receive, c.senders, c.receivers)
        assert 1000 < picture()["queue", 1].bytes < 1200, picture()
        assert 3000 * 100 < picture()["queue", 2].bytes < 3000 * 130, picture()
        text = inspect.text()
        tx.send(1)
        thread.join()
        interp.close()
        assert picture()["channel", 1].receivers == ()
        print(text[text.index("Channels and queues in use:"):])
        assert "waits for room in channel 5 " in text and "waits for an item of channel 1 " in text, text
        """);
    assertEquals("", seen.err());
    assertEquals("""
        channel 1 0 2 0 1 (0,) (1,)
        subscription 3 1 5 0 0 (0,) (0,)
        channel 4 0 1024 0 0 (1,) (0,)
        channel 5 1 1 1 0 (0,) (0,)
        queue 1 2 4 0 0 (0,) (0,)
        queue 2 3000 None 0 0 (0,) (0,)
        queue 3 0 None 0 1 (0,) (0,)
        """, seen.out().substring(0, seen.out().indexOf("Channels and queues")));
    assertTrue(Pattern.compile("Channels and queues in use:\n  queue 2: 3000 items, 3..,... bytes\n  queue 1: 2 of 4 items, 1,... bytes\n"
        + "  subscription 3: 1 of 5 items, .* bytes; senders in interpreter 0; receivers in interpreter 0\n"
        + "  channel 5: 1 of 1 items, .* bytes, 1 waits to send; senders in interpreter 0; receivers in interpreter 0\n"
        + "  channel 1: 0 of 2 items, 0 bytes, 1 waits to receive; senders in interpreter 0; receivers in interpreter 1\n"
        + "  queue 3: 0 items, 0 bytes, 1 waits to receive\n").matcher(seen.out()).find(), seen.out());
  }

  @Test
  void dumpSaysWhatIsWrong() throws Exception {
    Python atoll = Python.atoll().withFolder(folder);
    assertEquals(2, atoll.run("dump", "all").exitCode());
    assertTrue(atoll.run("dump", "--help").out().startsWith("usage: atoll dump PID\n"));
    Process other = new ProcessBuilder("sleep", "300").start();
    try {
      Python.Result refused = atoll.run("dump", String.valueOf(other.pid()));
      assertEquals(1, refused.exitCode());
      assertEquals("atoll dump: process " + other.pid() + " runs no atoll\n", refused.err());
      assertTrue(other.isAlive());
    } finally {
      other.destroyForcibly().waitFor();
    }
    assertEquals("atoll dump: there is no process " + other.pid() + "\n", atoll.run("dump", String.valueOf(other.pid())).err());
    Files.writeString(folder.resolve("dump"), "import sys; print('a script', sys.argv[1:])");
    assertEquals("a script ['1']\n", atoll.run("dump", "1").out());
  }

  @Test
  void aProgramMayHaveTheSignalForItself() throws IOException {
    Python.Result result = Python.atoll().run("-c", """
        import os, signal, time
        got = []
        print(signal.getsignal(signal.SIGUSR1))
        signal.signal(signal.SIGUSR1, lambda *a: got.append(a[0]))
        os.kill(os.getpid(), signal.SIGUSR1)
        while not got: time.sleep(0.01)
        print(got, flush=True)
        signal.signal(signal.SIGUSR1, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGUSR1)
        time.sleep(60)
        """);
    assertEquals("0\n[10]\n", result.out().replace("Handlers.SIG_DFL", "0").replace("<Signals.SIGUSR1: 10>", "10"));
    assertEquals(128 + 10, result.exitCode(), result.err());
    assertEquals("", result.err());
  }

  @Test
  void faulthandlerTellsInterpretersApart() {
    Python.Result result = Python.atoll().run("-c", BUSY + "import faulthandler, os, sys\nfaulthandler.dump_traceback(file=sys.stdout)\nsys.stdout.flush()\nos._exit(0)\n");
    String text = result.out();
    assertTrue(text.contains("\nInterpreter 1:\nThread 0x"), text + result.err());
    assertTrue(text.contains("  File \"<script>\", line 2 in nap\n"), text);
    assertTrue(text.contains("\nInterpreter 2:\nThread 0x"), text);
    assertFalse(text.contains("Interpreter 3"), text);
    assertTrue(text.indexOf("Current thread 0x") < text.indexOf("Interpreter 1:"), text);
  }

  /// Locks, a join, a module that is being imported, and actors that ask each other.
  @Test
  void aWaitIsToldWithWhoHoldsItUp() throws IOException {
    Files.writeString(folder.resolve("slow_module.py"), "import time\nwhile not hasattr(time, 'go_on'): time.sleep(0.01)\n");
    Python.Result result = Python.atoll().withFolder(folder).run("-P", "-c", """
        import os, sys, threading, time
        from atoll import inspect
        from atoll.actors import actor, spawn
        sys.path.insert(0, os.getcwd())
        @actor
        class Asker:
            def know(self, other): self.other = other
            def question(self): return self.other.ask(timeout=200).question().result()
        one, two = spawn(Asker, name='one'), spawn(Asker, name='two')
        one.know(two).result(), two.know(one).result()
        one.question()
        first, second = threading.RLock(), threading.Lock()
        both = threading.Barrier(2)
        def take(mine, other):
            with mine:
                both.wait()
                with other: pass
        def load(): import slow_module
        def wait():
            with condition: condition.wait()
        condition = threading.Condition()
        def start(name, target, *args):
            t = threading.Thread(target=target, name=name, args=args, daemon=True)
            t.start()
            return t
        def picture(name):
            return [t for i in inspect.interpreters() for t in i.threads if t.name == name][0]
        taker = start('rlock', take, first, second)
        start('lock', take, second, first)
        start('join', taker.join)
        start('condition', wait)
        loader = start('loads', load)
        while picture('loads').waits_in != 'sleep': time.sleep(0.01)
        start('waits', load)
        until = time.monotonic() + 60
        while time.monotonic() < until and not (all(picture(n).blocked_by for n in ('rlock', 'lock', 'join', 'waits'))
                and len(inspect.deadlocks()) == 2 and picture('condition').waits_in == 'acquire'):
            time.sleep(0.01)
        for name in ('rlock', 'lock', 'join', 'condition', 'waits'):
            b = picture(name).blocked_by
            print(name, b and (b.what, b.interpreter, b.thread_name))
        actors = [i for i in inspect.interpreters() if i.title.startswith('/')]
        rings = sorted(inspect.deadlocks())
        print([[i for i, t in ring] for ring in rings], len(set(rings[1])),
              'the answer of /one.question' in [t.blocked_by.what for i in actors for t in i.threads if t.blocked_by])
        text = inspect.text()
        print(' for an RLock held by thread ' in text, text.count('wait for each other, the last for the first: '))
        sys.stdout.flush()
        os._exit(0)
        """);
    assertEquals("""
        rlock ('a lock', 0, 'lock')
        lock ('an RLock', 0, 'rlock')
        join ('the end', 0, 'rlock')
        condition None
        waits ("the lock of module 'slow_module'", 0, 'loads')
        [[0, 0], [1, 2]] 2 True
        True 2
        """, result.out(), result.err());
  }

  @Test
  void manyInterpretersAndLongStacksStayReadable() throws IOException {
    Python.Result result = Python.atoll().run("-c", """
        import threading, time, os, sys
        from concurrent import interpreters
        from atoll import inspect
        many = [interpreters.create() for _ in range(200)]
        def down(n):
            if n:
                down(n - 1)
            else:
                time.sleep(300)
        def ping(n):
            pong(n) if n else time.sleep(300)
        def pong(n):
            ping(n - 1)
        for f in (down, ping):
            threading.Thread(target=f, args=(150,), name=f.__name__, daemon=True).start()
        while [t.waits_in for t in inspect.interpreters()[0].threads].count('sleep') < 2: time.sleep(0.01)
        print(inspect.text())
        sys.stdout.flush()
        os._exit(0)
        """);
    String text = result.out();
    assertTrue(text.contains(": 201 interpreters\n"), text);
    assertEquals(100, Pattern.compile("^Interpreter [1-9].*: idle, ", Pattern.MULTILINE).matcher(text).results().count(), text);
    assertTrue(text.contains("\n... and 100 more that are idle\n"), text);
    assertTrue(text.contains("    [Previous line repeated 147 more times]\n    File \""), text);
    assertTrue(Pattern.compile("    \\.\\.\\. and \\d+ more\n").matcher(text).find(), text);
    assertTrue(text.lines().count() < 400, text);
  }

  @Test
  void aSubinterpreterSeesItself() {
    Python.Result result = Python.atoll().run("-c", """
        from concurrent import interpreters
        other, interp = interpreters.create(), interpreters.create()
        interp.exec("from atoll import inspect; print([i.id for i in inspect.interpreters()])")
        interp.close(); other.close()
        """);
    assertEquals("[2]\n", result.out(), result.err());
  }

  /// Without the start-up cache, which brings more than a program asks for.
  @Test
  void aProgramThatDoesNotLookLoadsNothingOfIt() {
    Python.Result result = Python.atoll().withEnvironment("ATOLL_JAVA_OPTS", "-XX:AOTMode=off -Xlog:class+load:stdout").run("-c", "print(1)");
    for (String name : List.of("org.atoll.actors.inspect.Inspection", "org.atoll.actors.inspect.SignalDump", "dev.atoll.", "akka.",
        "org.atoll.actors.interpreters.InterpreterSystem")) {
      assertFalse(result.out().contains(" " + name), name);
    }
  }
}
