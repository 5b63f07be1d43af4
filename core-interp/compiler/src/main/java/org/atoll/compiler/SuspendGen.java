package org.atoll.compiler;

import java.lang.constant.MethodTypeDesc;
import org.atoll.compiler.Variables.Temp;
import org.atoll.syntax.ast.Position;

/// Generators, coroutines and async generators: one method `resume(ts, gen, sent)` that begins with a switch on the state
/// in which the frame was suspended. What lives across a suspension is in the frame array.
final class SuspendGen {
  private static final int FINISHED = -1;
  private static final MethodTypeDesc RESUME_TYPE = MethodTypeDesc.of(RuntimeAbi.OBJECT, RuntimeAbi.THREAD_STATE, RuntimeAbi.GENERATOR, RuntimeAbi.OBJECT);

  private final CodeGen g;

  SuspendGen(CodeGen g) {
    this.g = g;
  }

  void writeResume(CodeGen.BodyWriter body) {
    g.method("resume", RESUME_TYPE, 4, () -> {
      Emitter e = g.e;
      g.inPart = false;
      g.generatorLocal = 2;
      g.sentLocal = 3;
      g.fnLocal = e.newLocal();
      g.frameLocal = e.newLocal();
      g.depthLocal = e.newLocal();
      g.handledLocal = e.newLocal();
      e.positionLocal = e.newLocal();
      g.variables.declareElements();
      prologue(e);
      Label dispatch = e.label();
      Emitter.Mark start = e.mark();
      e.jump(dispatch);
      Label first = e.label();
      e.bind(first);
      if (g.traced) {
        traceResumption(g.sentLocal);
      }
      body.write(g);
      if (e.reachable()) {
        g.expressions.none();
        g.returnTop();
      }
      g.resumePoints.addFirst(first);
      e.bind(dispatch);
      e.aload(g.generatorLocal);
      e.getField(RuntimeAbi.GEN_STATE);
      e.tableSwitch(0, g.resumePoints, first);
      Emitter.Mark end = e.mark();
      Label handler = e.label();
      e.catchAny(start, end, handler);
      e.bind(handler);
      int thrown = e.newLocal();
      e.astore(thrown);
      e.aload(1);
      e.aload(g.generatorLocal);
      e.aload(thrown);
      e.iload(e.positionLocal);
      e.iload(g.depthLocal);
      e.aload(g.handledLocal);
      e.invoke(RuntimeHelpers.UNWIND_GENERATOR);
      e.athrow();
    });
  }

  private void prologue(Emitter e) {
    e.aload(g.generatorLocal);
    e.getField(RuntimeAbi.GEN_FUNCTION);
    e.astore(g.fnLocal);
    e.aload(g.generatorLocal);
    e.getField(RuntimeAbi.GEN_FRAME);
    e.astore(g.frameLocal);
    if (g.hasNamespace()) {
      g.namespaceLocal = e.newLocal();
      e.aload(g.frameLocal);
      e.iconst(g.variables.namespaceElement());
      e.aaload();
      e.astore(g.namespaceLocal);
    }
    e.aload(1);
    e.aload(g.generatorLocal);
    e.invoke(RuntimeHelpers.GEN_START_FULL);
    e.istore(g.depthLocal);
    e.aload(1);
    e.invoke(RuntimeHelpers.GET_HANDLED);
    e.astore(g.handledLocal);
    e.iconst(0);
    e.istore(e.positionLocal);
    e.line(g.info.firstLine);
  }

  /// The method that a call runs: makes the frame array and the generator object.
  void writeEntry() {
    boolean direct = g.direct();
    int arity = g.info.argcount;
    int size = g.variables.frameSize();
    g.method(direct ? "call" + arity : "run", direct ? CodeGen.directType(arity) : CodeGen.RUN_TYPE, direct ? 3 + arity : 4, () -> {
      Emitter e = g.e;
      g.fnLocal = 2;
      e.aload(2);
      e.checkcast(RuntimeAbi.FUNCTION);
      e.astore(2);
      int array = e.newLocal();
      e.newArray(size);
      e.astore(array);
      g.variables.fillElements(array, direct ? 3 : -1);
      if (g.hasNamespace()) {
        e.aload(array);
        e.iconst(g.variables.namespaceElement());
        e.aload(3);
        e.iconst(0);
        e.aaload();
        e.aastore();
      }
      e.aload(1);
      e.aload(2);
      e.aload(0);
      e.aload(array);
      e.invoke(RuntimeHelpers.GEN_MAKE);
      e.areturn();
    });
    if (g.traced) {
      g.frameSizeIs(size);
    }
  }

  /// Finishes the generator with the value on the stack.
  void returnTop() {
    Emitter e = g.e;
    e.aload(g.generatorLocal);
    e.iconst(FINISHED);
    e.putField(RuntimeAbi.GEN_STATE);
    leaveFrame();
    e.areturn();
  }

  private void leaveFrame() {
    Emitter e = g.e;
    e.aload(1);
    e.iload(g.depthLocal);
    e.iconst(1);
    e.isub();
    e.putField(RuntimeAbi.DEPTH);
  }

  /// Suspends with the value on the stack, which is otherwise empty; continues behind with an empty stack.
  private void suspend(Position pos) {
    Emitter e = g.e;
    g.traceValue(RuntimeHelpers.TRACE_YIELD);
    e.aload(g.generatorLocal);
    e.iconst(g.positions.indexOf(pos));
    e.putField(RuntimeAbi.GEN_POSITION);
    Label resume = e.label();
    g.resumePoints.add(resume);
    e.aload(g.generatorLocal);
    e.iconst(g.resumePoints.size());
    e.putField(RuntimeAbi.GEN_STATE);
    Temp handled = g.blocks.handled();
    if (handled != null) {
      e.aload(1);
      e.aload(g.handledLocal);
      e.invoke(RuntimeHelpers.SET_HANDLED);
    }
    if (g.blocks.isProtected()) {
      e.aload(1);
      e.aload(g.generatorLocal);
      e.invoke(RuntimeHelpers.GEN_GUARD);
    }
    leaveFrame();
    e.areturn();
    e.bind(resume);
    if (g.traced) {
      traceResumption(g.sentLocal);
    }
    if (handled != null) {
      e.aload(1);
      g.variables.load(handled);
      e.invoke(RuntimeHelpers.SET_HANDLED);
    }
  }

  /// In traced code: tells that the frame runs again.
  private void traceResumption(int sent) {
    Emitter e = g.e;
    e.aload(1);
    e.aload(g.generatorLocal);
    e.iload(g.depthLocal);
    e.aload(sent);
    e.invoke(RuntimeHelpers.TRACE_RESUME);
  }

  /// `yield` of the value on the stack; pushes what is sent.
  void yieldTop(Position pos) {
    Emitter e = g.e;
    if (g.isAsyncGenerator()) {
      e.invoke(RuntimeHelpers.GEN_ASYNC_YIELD);
    }
    suspend(pos);
    g.at(pos);
    e.aload(g.sentLocal);
    e.invoke(g.blocks.handled() == null ? RuntimeHelpers.GEN_SENT : RuntimeHelpers.GEN_SENT_HANDLING);
  }

  /// `yield from` the value on the stack; pushes its result.
  void yieldFromTop(Position pos) {
    Emitter e = g.e;
    g.at(pos);
    int value = e.newLocal();
    e.astore(value);
    e.aload(1);
    e.aload(g.generatorLocal);
    e.aload(value);
    e.freeLocal(value);
    e.invoke(RuntimeHelpers.GEN_DELEGATE_ITER);
    delegate(pos);
  }

  /// `await` of the value on the stack; pushes its result.
  void awaitTop(Position pos) {
    Emitter e = g.e;
    g.at(pos);
    e.aload(1);
    e.swap();
    e.invoke(RuntimeHelpers.GEN_AWAIT_ITER);
    delegate(pos);
  }

  /// Runs the iterator on the stack to its end, as `await` does with what it has got; pushes its result.
  void delegate(Position pos) {
    Emitter e = g.e;
    Temp iterator = g.variables.temp(true);
    g.variables.store(iterator);
    g.expressions.none();
    e.astore(g.sentLocal);
    Label again = e.label();
    Label done = e.label();
    e.bind(again);
    g.at(pos);
    e.aload(1);
    e.aload(g.generatorLocal);
    g.variables.load(iterator);
    e.aload(g.sentLocal);
    e.invoke(g.blocks.handled() == null ? RuntimeHelpers.GEN_DELEGATE : RuntimeHelpers.GEN_DELEGATE_HANDLING);
    e.dup();
    e.ifNull(done);
    suspend(pos);
    e.jump(again);
    e.bind(done);
    e.pop();
    g.variables.clear(iterator);
    g.variables.free(iterator);
    e.aload(1);
    e.aload(g.generatorLocal);
    e.invoke(RuntimeHelpers.GEN_RESULT);
  }
}
