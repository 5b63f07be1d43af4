package org.atoll.runtime.modules;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.call.Frames;
import org.atoll.runtime.host.StandardStreams;
import org.atoll.runtime.interp.Interpreter;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.thread.Timeouts;
import org.atoll.runtime.object.PyFrame;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyCode;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyUnicode;

/// `faulthandler` (`Modules/faulthandler.c`). Fatal signals are the JVM's, which writes its own report; what stays is the
/// dump of the Python stacks.
@PyModuleDef(value = "faulthandler", doc = "faulthandler module.")
final class FaulthandlerModule {
  private static final int MAX_FRAMES = 100;
  private boolean enabled;
  private Thread watchdog;

  @PyFunction(sig = "(file=None, all_threads=True, c_stack=True)", doc = "Enable the fault handler.")
  void enable(Object file, boolean all_threads, boolean c_stack) {
    enabled = true;
  }

  @PyFunction(sig = "()", doc = "Disable the fault handler.")
  boolean disable() {
    boolean was = enabled;
    enabled = false;
    return was;
  }

  @PyFunction(sig = "()", doc = "Check if the handler is enabled.")
  boolean is_enabled() {
    return enabled;
  }

  @PyFunction(sig = "(file=None, all_threads=True)", doc = "Dump the traceback of the current thread, or of all threads if all_threads is True, into file.")
  void dump_traceback(ThreadState ts, Object file, boolean all_threads) {
    Object out = file == PyNone.NONE ? ts.interpreter().sys().dict().get("stderr") : file;
    if (out == null || out == PyNone.NONE) {
      throw PyErr.runtimeError("unable to get sys.stderr");
    }
    StringBuilder b = new StringBuilder();
    if (all_threads) {
      for (ThreadState other : ts.interpreter().threads()) {
        if (other != ts) {
          b.append(String.format("Thread 0x%016x (most recent call first):%n", other.ident));
          describe(other, b);
          b.append('\n');
        }
      }
      b.append(String.format("Current thread 0x%016x (most recent call first):%n", ts.ident));
    } else {
      b.append("Stack (most recent call first):\n");
    }
    describe(ts, b);
    PyObjects.callMethod(ts, out, "write", PyUnicode.fromUtf16(b.toString()));
    PyObjects.callMethod(ts, out, "flush");
  }

  private static void describe(ThreadState ts, StringBuilder b) {
    int shown = 0;
    for (int d = ts.depth; d > 0; d--) {
      if (++shown > MAX_FRAMES) {
        b.append("  ...\n");
        return;
      }
      PyObject entry = ts.frames[d];
      PyCode code = ts.functionAt(d).code;
      long line = ts == ThreadState.currentOrNull() ? Frames.at(ts, d).lineno() : entry instanceof PyFrame f ? f.lineno() : code.firstlineno;
      b.append("  File \"").append(code.filename()).append("\", line ").append(line).append(" in ").append(code.name()).append('\n');
    }
  }

  @PyFunction(sig = "(timeout, repeat=False, file=None, exit=False)", doc = "Dump the traceback of all threads after a timeout.")
  void dump_traceback_later(ThreadState ts, Object timeout, boolean repeat, Object file, boolean exit) {
    long nanos = Timeouts.nanos(ts, timeout);
    if (nanos <= 0) {
      throw PyErr.valueError("timeout must be greater than 0");
    }
    cancel_dump_traceback_later();
    Interpreter interp = ts.interpreter();
    watchdog = Thread.ofPlatform().daemon(true).name("faulthandler").start(() -> watch(interp, nanos, repeat, exit));
  }

  private static void watch(Interpreter interp, long nanos, boolean repeat, boolean exit) {
    try {
      do {
        Thread.sleep(Duration.ofNanos(nanos));
        StringBuilder b = new StringBuilder("Timeout!\n");
        for (ThreadState ts : interp.threads()) {
          b.append(String.format("Thread 0x%016x (most recent call first):%n", ts.ident));
          describe(ts, b);
        }
        byte[] text = b.toString().getBytes(StandardCharsets.UTF_8);
        StandardStreams.write(2, text, 0, text.length);
        if (exit) {
          Runtime.getRuntime().halt(1);
        }
      } while (repeat);
    } catch (InterruptedException cancelled) {
      return;
    }
  }

  @PyFunction(sig = "()", doc = "Cancel the previous call to dump_traceback_later().")
  void cancel_dump_traceback_later() {
    if (watchdog != null) {
      watchdog.interrupt();
      watchdog = null;
    }
  }
}
