package org.atoll.compiler;

import java.util.ArrayList;
import java.util.List;
import org.atoll.compiler.Variables.Temp;

/// The blocks that enclose the statement being compiled, and the code that leaves them: `return`, `break` and `continue`
/// have to run `finally` clauses, leave `with` blocks and restore the exception being handled on their way out.
final class Blocks {
  /// A kind of leaving.
  enum Way { RETURN, BREAK, CONTINUE }

  /// One way out to one place; `loop` is null for RETURN.
  record Exit(Way way, Loop loop) {}

  /// An enclosing block.
  abstract static sealed class Block permits Loop, TryBody, Handler, With, Finally, Part {
    /// The code that this block protects; null where it protects none.
    Region region;
  }

  static final class Loop extends Block {
    final Label breakLabel;
    final Label continueLabel;

    Loop(Label breakLabel, Label continueLabel) {
      this.breakLabel = breakLabel;
      this.continueLabel = continueLabel;
    }
  }

  /// The body of `try ... except`.
  static final class TryBody extends Block {
    /// Whether the handler may run code of the program.
    final boolean clauses;

    TryBody(boolean clauses) {
      this.clauses = clauses;
    }
  }

  /// Code during which an exception is being handled; `exception` holds it.
  static final class Handler extends Block {
    final Temp exception;
    /// Writes what has to be done on the way out besides (unbinding the name); may be null.
    final Runnable cleanup;

    Handler(Temp exception, Runnable cleanup) {
      this.exception = exception;
      this.cleanup = cleanup;
    }
  }

  /// The body of `with`; `leave` writes the call of `__exit__(None, None, None)`.
  static final class With extends Block {
    final Runnable leave;

    With(Runnable leave) {
      this.leave = leave;
    }
  }

  /// The body of `try ... finally`.
  static final class Finally extends Block {
    final Label label;
    final Temp why;
    final Temp result;
    final List<Exit> exits = new ArrayList<>();

    /// `why` says where the clause is to go on; `result` keeps the value of `return`.
    Finally(Label label, Temp why, Temp result) {
      this.label = label;
      this.why = why;
      this.result = result;
    }
  }

  /// The boundary of a method that holds a part of the body.
  static final class Part extends Block {
    Temp result;
    final List<Exit> exits = new ArrayList<>();
  }

  /// Ranges of instructions with one handler, interrupted by the code of ways out.
  static final class Region {
    private final List<Emitter.Mark[]> ranges = new ArrayList<>();
    private Emitter.Mark start;
  }

  private final CodeGen g;
  private List<Block> stack = new ArrayList<>();

  Blocks(CodeGen g) {
    this.g = g;
  }

  // Regions.

  private Region openRegion() {
    Region r = new Region();
    r.start = g.e.mark();
    return r;
  }

  private void suspend(Region r) {
    r.ranges.add(new Emitter.Mark[] {r.start, g.e.mark()});
    r.start = null;
  }

  private void resume(Region r) {
    r.start = g.e.mark();
  }

  private void closeRegion(Region r, Label handler) {
    suspend(r);
    for (Emitter.Mark[] range : r.ranges) {
      g.e.catchAny(range[0], range[1], handler);
    }
  }

  /// Enters a block that protects its code.
  <B extends Block> B pushProtected(B b) {
    b.region = openRegion();
    stack.add(b);
    return b;
  }

  <B extends Block> B push(B b) {
    stack.add(b);
    return b;
  }

  /// Leaves a block; what it protected is handled at `handler`.
  void popProtected(Block b, Label handler) {
    pop(b);
    closeRegion(b.region, handler);
  }

  void pop(Block b) {
    if (stack.removeLast() != b) {
      throw new IllegalStateException("blocks out of order");
    }
  }

  /// Whether an exception that is raised here would be caught, or have clauses run on its way out.
  boolean isProtected() {
    for (Block b : stack) {
      if (b instanceof TryBody t && t.clauses || b instanceof With || b instanceof Finally) {
        return true;
      }
    }
    return false;
  }

  // The exception being handled.

  /// The temporary with the exception that is being handled here, or null outside all handlers.
  Temp handled() {
    for (int i = stack.size() - 1; i >= 0; i--) {
      if (stack.get(i) instanceof Handler h) {
        return h.exception;
      }
    }
    return null;
  }

  /// Sets the thread's handled exception to what it is outside the innermost handler, which has just been left.
  void restoreHandled() {
    g.e.aload(1);
    Temp outer = handled();
    if (outer != null) {
      g.variables.load(outer);
    } else {
      g.e.aload(g.handledLocal);
    }
    g.e.invoke(RuntimeHelpers.SET_HANDLED);
  }

  // Ways out.

  /// The innermost loop, or null.
  Loop innermostLoop() {
    for (int i = stack.size() - 1; i >= 0; i--) {
      if (stack.get(i) instanceof Loop l) {
        return l;
      }
    }
    return null;
  }

  /// Leaves for `exit`; for RETURN the value is on the operand stack.
  void leave(Exit exit) {
    List<Block> whole = stack;
    List<Region> suspended = new ArrayList<>();
    stack = new ArrayList<>(whole);
    Temp value = null;
    boolean done = false;
    while (!stack.isEmpty() && stack.getLast() != exit.loop && !done) {
      Block b = stack.removeLast();
      if (b.region != null && b.region.start != null) {
        suspend(b.region);
        suspended.add(b.region);
      }
      boolean writes = b instanceof Handler || b instanceof With;
      if (writes && exit.way == Way.RETURN && value == null) {
        value = g.variables.temp(true);
        g.variables.store(value);
      }
      switch (b) {
        case Loop l -> {
        }
        case TryBody t -> {
        }
        case Handler h -> {
          restoreHandled();
          if (h.cleanup != null) {
            h.cleanup.run();
          }
        }
        case With w -> w.leave.run();
        case Finally f -> {
          toFinally(f, exit, value);
          done = true;
        }
        case Part p -> {
          outOfPart(p, exit, value);
          done = true;
        }
      }
    }
    if (!done) {
      arrive(exit, value);
    }
    if (value != null) {
      g.variables.free(value);
    }
    stack = whole;
    for (int i = suspended.size() - 1; i >= 0; i--) {
      resume(suspended.get(i));
    }
  }

  private void arrive(Exit exit, Temp value) {
    switch (exit.way) {
      case RETURN -> {
        if (value != null) {
          g.variables.load(value);
        }
        g.returnTop();
      }
      case BREAK -> g.e.jump(exit.loop.breakLabel);
      case CONTINUE -> g.e.jump(exit.loop.continueLabel);
    }
  }

  private void toFinally(Finally f, Exit exit, Temp value) {
    if (exit.way == Way.RETURN) {
      if (value != null) {
        g.variables.load(value);
      }
      g.variables.store(f.result);
    }
    if (!f.exits.contains(exit)) {
      f.exits.add(exit);
    }
    g.e.string(marker(f.exits.indexOf(exit)));
    g.variables.store(f.why);
    g.e.jump(f.label);
  }

  private static String marker(int k) {
    return "exit" + k;
  }

  /// After a `finally` clause: goes on to where the block was being left for. Falls through where it was not.
  void dispatch(Finally f) {
    for (int k = 0; k < f.exits.size(); k++) {
      Exit exit = f.exits.get(k);
      Label next = g.e.label();
      g.variables.load(f.why);
      g.e.string(marker(k));
      g.e.ifNotSame(next);
      if (exit.way == Way.RETURN) {
        g.variables.load(f.result);
      }
      leave(exit);
      g.e.bind(next);
    }
  }

  private void outOfPart(Part p, Exit exit, Temp value) {
    if (exit.way == Way.RETURN) {
      if (value != null) {
        g.variables.load(value);
      }
      if (p.result == null) {
        p.result = g.variables.temp(true);
      }
      g.variables.store(p.result);
    }
    if (!p.exits.contains(exit)) {
      p.exits.add(exit);
    }
    g.e.iconst(p.exits.indexOf(exit) + 1);
    g.e.ireturn();
  }

  // Parts.

  /// Begins a part. Ways out stop at it, so that the regions around it are left alone.
  Part beginPart() {
    return push(new Part());
  }

  /// Ends the code of a part; its call is written next.
  void endPartCode(Part p) {
    pop(p);
  }

  /// After the call of a part, whose result is on the stack.
  void endPart(Part p) {
    if (p.exits.isEmpty()) {
      g.e.pop();
      return;
    }
    int result = g.e.newLocal();
    g.e.istore(result);
    for (int k = 0; k < p.exits.size(); k++) {
      Exit exit = p.exits.get(k);
      Label next = g.e.label();
      g.e.iload(result);
      g.e.iconst(k + 1);
      g.e.ifIntsDiffer(next);
      if (exit.way == Way.RETURN) {
        g.variables.load(p.result);
      }
      leave(exit);
      g.e.bind(next);
    }
    g.e.freeLocal(result);
    if (p.result != null) {
      g.variables.free(p.result);
    }
  }
}
