package org.atoll.runtime.interp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PendingCallsTest {
  private static Interpreter interpreter() {
    return new Interpreter(new InterpreterConfig(List.of(), List.of(), "", "", List.of(), Map.of(), List.of(), Map.of(), false));
  }

  private static ThreadState onAnotherThread(Interpreter interpreter) {
    return CompletableFuture.supplyAsync(interpreter::newThreadState, work -> Thread.ofPlatform().start(work)).join();
  }

  /// A holds the GIL when something is to be called, and ends without coming to a safepoint: B is told instead.
  @Test
  void whatAnEndedThreadWasToldIsToldToOthers() {
    Interpreter interpreter = interpreter();
    ThreadState a = interpreter.newThreadState();
    ThreadState b = onAnotherThread(interpreter);
    ThreadState before = interpreter.attach(a);
    List<ThreadState> called = new ArrayList<>();
    interpreter.pendingCalls().add(called::add);
    assertTrue(a.isWanted());
    assertFalse(b.isWanted());
    interpreter.detach(a, before);
    interpreter.removeThreadState(a);
    assertTrue(b.isWanted());
    interpreter.pendingCalls().run(b);
    assertEquals(List.of(b), called);
  }

  /// Nothing is to be called: the end of a thread concerns no other.
  @Test
  void theEndOfAThreadWakesNobodyForNothing() {
    Interpreter interpreter = interpreter();
    ThreadState a = interpreter.newThreadState();
    ThreadState b = onAnotherThread(interpreter);
    interpreter.removeThreadState(a);
    assertFalse(b.isWanted());
  }
}
