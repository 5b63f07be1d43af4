package org.atoll.compiler;

import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import org.atoll.syntax.ast.Position;

/// Compiles one code object to one class. Holds the state that the generators of statements and expressions share:
/// the method being written, the variables, the enclosing blocks.
///
/// A body is generated in one of two modes. Plain: Python's local variables are JVM locals. Array: they are elements of an
/// `Object[]`, for what may be suspended (generators, coroutines), for functions whose variables are looked at from
/// outside, and for bodies too large for one method, whose runs of statements then become methods of their own
/// ([#outline]). HotSpot never compiles methods over 8,000 bytes.
final class CodeGen {
  /// What a code object is the code of.
  enum Kind { MODULE, EXPRESSION, INTERACTIVE, CLASS, FUNCTION, LAMBDA, GENERATOR_EXPRESSION, ANNOTATE, TYPE_PARAMETERS, DEFERRED }

  /// Writes the statements of a body; falls off the end where the body returns None.
  interface BodyWriter {
    void write(CodeGen g);
  }

  private static final int HUGE_METHOD = 8000;
  /// How many small pieces of code make a part.
  private static final int PIECES = 16;

  /// Thrown where a body does not fit the JVM's limits in the present mode.
  private static final class TooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooLargeException() {
      super(null, null, false, false);
    }
  }

  final Unit unit;
  final CodeGen parent;
  final Kind kind;
  final Scope scope;
  final CodeInfo info;
  final String privateName;
  /// The only names that are private to that class, where not all are.
  java.util.Set<String> privateOnly;
  /// Whether the code object is that of a generator, coroutine or async generator.
  final boolean suspends;
  boolean usesHandlers;
  boolean fullFrame;
  /// Whether the code tells of its lines, calls and returns.
  boolean traced;
  java.util.Set<String> deletedNames = java.util.Set.of();
  /// Variables to which loops may append text, see [Variables#mayAppendText].
  java.util.Set<String> grownNames = java.util.Set.of();
  private boolean forceArray;
  /// Whether call-site caches and constants are elements of one array, since the constant pool has no room for fields.
  boolean compactSites;
  /// Zero, or the weight above which runs of statements become methods of their own.
  int splitWeight;

  /// Above 0 while what is written has no line of its own to tell tracing of.
  private int untraced;

  // The present attempt.
  boolean arrayMode;
  Emitter e;
  private ClassDraft draft;
  Variables variables;
  Positions positions;
  Sites sites;
  Blocks blocks;
  ExpressionGen expressions;
  CallGen calls;
  StatementGen statements;
  AssignGen assignments;
  ComprehensionGen comprehensions;
  FunctionGen functions;
  SuspendGen suspension;
  final List<Label> resumePoints = new ArrayList<>();
  private int parts;

  // JVM locals of the present method; -1 where there is none.
  int fnLocal = 2;
  int frameLocal = -1;
  int namespaceLocal = -1;
  int depthLocal = -1;
  int handledLocal = -1;
  int generatorLocal = -1;
  int sentLocal = -1;
  boolean inPart;

  CodeGen(Unit unit, CodeGen parent, Kind kind, Scope scope, CodeInfo info, String privateName) {
    this.unit = unit;
    this.parent = parent;
    this.kind = kind;
    this.scope = scope;
    this.info = info;
    this.privateName = privateName;
    this.suspends = (info.flags & (CodeInfo.GENERATOR | CodeInfo.COROUTINE | CodeInfo.ASYNC_GENERATOR)) != 0;
  }

  boolean hasNamespace() {
    return kind == Kind.MODULE || kind == Kind.EXPRESSION || kind == Kind.INTERACTIVE || kind == Kind.CLASS;
  }

  boolean isAsyncGenerator() {
    return (info.flags & CodeInfo.ASYNC_GENERATOR) != 0;
  }

  boolean isCoroutine() {
    return (info.flags & CodeInfo.COROUTINE) != 0;
  }

  /// Whether the body is that of an `async def` or of an asynchronous comprehension.
  boolean isAsyncOnly() {
    return scope.asyncDefinition || kind == Kind.GENERATOR_EXPRESSION;
  }

  String mangle(String name) {
    return privateName == null || privateOnly != null && !privateOnly.contains(name) ? name : Mangling.mangle(privateName, name);
  }

  /// Generates the class and adds it to the unit.
  void compile(BodyWriter body) {
    fullFrame |= traced && !hasNamespace() && !suspends;
    forceArray = suspends || fullFrame || traced;
    for (int weight : new int[] {0, 3000, 800, 200, 200}) {
      splitWeight = weight;
      try {
        ClassDraft made = attempt(body);
        if (unit.options.deferred() && weight == 0 && made.small()) {
          unit.drafts.put(info.className, made);
          return;
        }
        byte[] bytes = write(made);
        if (weight == 200 || !anyHuge(bytes)) {
          unit.classes.put(info.className, bytes);
          return;
        }
      } catch (TooLargeException tooLarge) {
        if (weight == 200 && compactSites) {
          throw new CompileError(CompileError.Kind.SYSTEM_ERROR, "code of " + info.qualname + " is too large", null);
        }
        compactSites |= weight > 0;
      }
    }
  }

  private static boolean anyHuge(byte[] bytes) {
    if (bytes.length < HUGE_METHOD) {
      return false;
    }
    ClassModel model = ClassWriter.CLASS_FILE.parse(bytes);
    for (MethodModel m : model.methods()) {
      boolean huge = m.findAttribute(java.lang.classfile.Attributes.code()).map(c -> ((CodeAttribute) c).codeLength() > HUGE_METHOD).orElse(false);
      if (huge && !m.methodName().equalsString("<clinit>")) {
        return true;
      }
    }
    return false;
  }

  private ClassDraft attempt(BodyWriter body) {
    arrayMode = forceArray || splitWeight > 0;
    info.clear();
    resumePoints.clear();
    parts = 0;
    positions = new Positions(info.firstLine);
    sites = new Sites(this);
    blocks = new Blocks(this);
    variables = new Variables(this);
    variables.neverAssume(deletedNames);
    variables.growing(grownNames);
    expressions = new ExpressionGen(this);
    calls = new CallGen(this);
    statements = new StatementGen(this);
    assignments = new AssignGen(this);
    comprehensions = new ComprehensionGen(this);
    functions = new FunctionGen(this);
    suspension = new SuspendGen(this);
    draft = new ClassDraft(info.className, info.name);
    draftClass(body);
    return draft;
  }

  private static byte[] write(ClassDraft draft) {
    try {
      return draft.write(false);
    } catch (RuntimeException e) {
      if (!mentionsSize(e)) {
        throw e;
      }
      throw new TooLargeException();
    }
  }

  /// Whether the class-file library says that a limit of the format is exceeded, for which it has no type of its own.
  private static boolean mentionsSize(RuntimeException e) {
    if (e.getClass().getSimpleName().equals("LabelOverflowException")) {
      return true;
    }
    if (!(e instanceof IllegalArgumentException)) {
      return false;
    }
    String m = String.valueOf(e.getMessage());
    return m.contains("too large") || m.contains("too many") || m.contains("too big") || m.contains("out of range") || m.contains("not a valid index") || m.contains("limit")
        || m.contains("exceed") || m.contains("Code length") || m.contains("short");
  }

  private void draftClass(BodyWriter body) {
    if (suspends) {
      suspension.writeResume(body);
      suspension.writeEntry();
    } else {
      writeBody(body);
    }
    sites.finish(draft);
    draft.arity = direct() ? info.argcount : -1;
    draft.positions = positions.encode();
    draft.details = info.details(draft.fingerprint());
    if (parent == null) {
      draft.summary = info.summary();
    }
    List<String> nested = new ArrayList<>(info.nested.size());
    for (CodeInfo n : info.nested) {
      nested.add(n.summary());
    }
    draft.nested = nested;
  }

  // Bodies of what cannot be suspended.

  /// Whether the body is an override of `callK` rather than of `run`.
  boolean direct() {
    return !hasNamespace() && info.parameterCount() == info.argcount && info.argcount <= 4;
  }

  static MethodTypeDesc directType(int arity) {
    ClassDesc[] params = new ClassDesc[arity + 2];
    java.util.Arrays.fill(params, RuntimeAbi.OBJECT);
    params[0] = RuntimeAbi.THREAD_STATE;
    return MethodTypeDesc.of(RuntimeAbi.OBJECT, params);
  }

  static final MethodTypeDesc RUN_TYPE = MethodTypeDesc.of(RuntimeAbi.OBJECT, RuntimeAbi.THREAD_STATE, RuntimeAbi.OBJECT, RuntimeAbi.OBJECTS);

  private void writeBody(BodyWriter body) {
    if (direct()) {
      int arity = info.argcount;
      method("call" + arity, directType(arity), 3 + arity, () -> bodyMethod(body, true));
    } else {
      method("run", RUN_TYPE, 4, () -> bodyMethod(body, false));
    }
  }

  /// Writes a method of the class, whose emitter is [#e] meanwhile.
  void method(String name, MethodTypeDesc type, int firstFreeLocal, Runnable writer) {
    Emitter outer = e;
    Instructions code = new Instructions(type);
    e = new Emitter(code, firstFreeLocal);
    writer.run();
    e = outer;
    draft.add(name, code.finish());
  }

  void frameSizeIs(int size) {
    draft.frameSize = size;
  }

  private void bodyMethod(BodyWriter body, boolean direct) {
    fnLocal = 2;
    inPart = false;
    generatorLocal = -1;
    e.aload(2);
    e.checkcast(RuntimeAbi.FUNCTION);
    e.astore(2);
    depthLocal = e.newLocal();
    e.positionLocal = e.newLocal();
    handledLocal = -1;
    int size = -1;
    if (arrayMode) {
      frameLocal = e.newLocal();
      // The size is known only after the body has been written.
      size = e.newArrayOfLater();
      e.astore(frameLocal);
    }
    if (hasNamespace()) {
      namespaceLocal = e.newLocal();
      e.aload(3);
      e.iconst(0);
      e.aaload();
      e.astore(namespaceLocal);
    }
    variables.declare(direct ? 3 : -1);
    enterFrame();
    e.iconst(0);
    e.istore(e.positionLocal);
    e.line(info.firstLine);
    if (usesHandlers) {
      handledLocal = e.newLocal();
      e.aload(1);
      e.invoke(RuntimeHelpers.GET_HANDLED);
      e.astore(handledLocal);
    }
    Emitter.Mark start = e.mark();
    if (traced) {
      e.aload(1);
      e.aload(fnLocal);
      e.iload(depthLocal);
      e.invoke(RuntimeHelpers.TRACE_START);
    }
    body.write(this);
    if (e.reachable()) {
      expressions.none();
      returnTop();
    }
    Emitter.Mark end = e.mark();
    Label handler = e.label();
    e.catchAny(start, end, handler);
    e.bind(handler);
    unwindAll();
    if (arrayMode) {
      e.patch(size, variables.frameSize());
    }
  }

  private void enterFrame() {
    e.aload(1);
    e.aload(fnLocal);
    if (hasNamespace()) {
      e.aload(namespaceLocal);
      e.invoke(RuntimeHelpers.ENTER_BODY);
    } else if (fullFrame) {
      e.aload(frameLocal);
      e.invoke(RuntimeHelpers.ENTER_FULL);
    } else {
      e.invoke(RuntimeAbi.ENTER);
    }
    e.istore(depthLocal);
  }

  /// The handler of everything that leaves the body: the exception is on the stack.
  private void unwindAll() {
    int thrown = e.newLocal();
    e.astore(thrown);
    e.aload(1);
    e.aload(fnLocal);
    e.aload(thrown);
    e.iload(e.positionLocal);
    e.iload(depthLocal);
    pushLocals();
    if (usesHandlers) {
      e.aload(handledLocal);
      e.invoke(RuntimeHelpers.UNWIND_HANDLED);
    } else {
      e.invoke(RuntimeHelpers.UNWIND);
    }
    e.athrow();
  }

  /// Pushes an array of the variables for the traceback of an exception; null where the frame has them anyway.
  void pushLocals() {
    if (hasNamespace() || suspends || fullFrame) {
      e.aconstNull();
    } else if (arrayMode) {
      e.aload(frameLocal);
    } else {
      variables.pushAll();
    }
  }

  /// Leaves the method with the value on the stack; no block is left to unwind.
  void returnTop() {
    traceValue(RuntimeHelpers.TRACE_RETURN);
    if (suspends) {
      suspension.returnTop();
      return;
    }
    e.aload(1);
    e.iload(depthLocal);
    e.iconst(1);
    e.isub();
    e.putField(RuntimeAbi.DEPTH);
    e.areturn();
  }

  // Parts.

  private static final MethodTypeDesc PART_TYPE = MethodTypeDesc.of(ConstantDescs.CD_int, RuntimeAbi.THREAD_STATE, RuntimeAbi.FUNCTION, RuntimeAbi.OBJECTS,
      RuntimeAbi.OBJECT, ConstantDescs.CD_int, RuntimeAbi.OBJECT);

  /// Writes code into a method of its own, and a call of it here. The code must not suspend, may use nothing but
  /// variables and persistent temporaries, and begins and ends with an empty operand stack.
  void outline(Runnable code) {
    String name = "part" + ++parts;
    Blocks.Part part = blocks.beginPart();
    int[] saved = {fnLocal, frameLocal, namespaceLocal, depthLocal, handledLocal, generatorLocal};
    boolean savedInPart = inPart;
    method(name, PART_TYPE, 7, () -> {
      fnLocal = 2;
      frameLocal = 3;
      namespaceLocal = hasNamespace() ? 4 : -1;
      depthLocal = 5;
      handledLocal = 6;
      generatorLocal = -1;
      inPart = true;
      e.positionLocal = e.newLocal();
      e.iconst(0);
      e.istore(e.positionLocal);
      Emitter.Mark start = e.mark();
      code.run();
      if (e.reachable()) {
        e.iconst(0);
        e.ireturn();
      }
      Emitter.Mark end = e.mark();
      Label handler = e.label();
      e.catchAny(start, end, handler);
      e.bind(handler);
      int thrown = e.newLocal();
      e.astore(thrown);
      e.aload(1);
      e.aload(thrown);
      e.iload(e.positionLocal);
      e.invoke(RuntimeHelpers.UNWIND_PART);
      e.athrow();
    });
    fnLocal = saved[0];
    frameLocal = saved[1];
    namespaceLocal = saved[2];
    depthLocal = saved[3];
    handledLocal = saved[4];
    generatorLocal = saved[5];
    inPart = savedInPart;
    blocks.endPartCode(part);
    e.tracedLine = -1;
    e.aload(0);
    e.aload(1);
    e.aload(fnLocal);
    e.aload(frameLocal);
    loadOrNull(namespaceLocal);
    e.iload(depthLocal);
    loadOrNull(handledLocal);
    e.invokeOwn(name, PART_TYPE);
    blocks.endPart(part);
  }

  /// Writes `count` pieces of code that leave nothing on the operand stack, in parts where the body is being split.
  void pieces(int count, boolean suspends, java.util.function.IntConsumer piece) {
    if (splitWeight == 0 || suspends || count <= PIECES) {
      for (int i = 0; i < count; i++) {
        piece.accept(i);
      }
      return;
    }
    parts(0, count, piece);
  }

  /// Pieces in parts, and where there are many in parts of parts, so that no method has many calls.
  private void parts(int from, int to, java.util.function.IntConsumer piece) {
    int size = PIECES;
    while ((long) size * PIECES < to - from) {
      size *= PIECES;
    }
    int step = size;
    for (int at = from; at < to; at += step) {
      int start = at;
      int end = Math.min(to, at + step);
      java.util.BitSet before = variables.assigned();
      outline(() -> {
        if (step > PIECES) {
          parts(start, end, piece);
          return;
        }
        for (int i = start; i < end; i++) {
          piece.accept(i);
        }
      });
      variables.setAssigned(before);
    }
  }

  private void loadOrNull(int local) {
    if (local < 0) {
      e.aconstNull();
    } else {
      e.aload(local);
    }
  }

  // Positions.

  /// Says that the next operation can raise, at this place.
  void at(Position p) {
    if (p != null) {
      traceLine(p);
      e.line(p.lineno());
      e.position(positions.indexOf(p));
    }
  }

  /// Says that what follows is on this line: notes it for `co_lines`, and in traced code tells of it.
  void traceLine(Position p) {
    if (untraced > 0 || p == null || p.lineno() <= 0 || p.lineno() == e.tracedLine) {
      return;
    }
    positions.noteLine(p);
    if (traced) {
      e.tracedLine = p.lineno();
      e.line(p.lineno());
      e.aload(1);
      e.iload(depthLocal);
      e.iconst(p.lineno());
      e.invoke(RuntimeHelpers.TRACE_LINE);
    }
  }

  /// Writes code that tracing does not see as lines.
  void withoutLines(Runnable code) {
    untraced++;
    code.run();
    untraced--;
  }

  /// In traced code: tells of a value that leaves the frame; it is on the stack.
  void traceValue(RuntimeAbi.Helper helper) {
    if (traced) {
      e.aload(1);
      e.swap();
      e.iload(depthLocal);
      e.invoke(helper);
    }
  }

  /// The head of a loop, to which the end of its body jumps. Falls in with what follows.
  void loopHead(Label next) {
    if (!traced) {
      e.bind(next);
      return;
    }
    Label first = e.label();
    e.jump(first);
    e.bind(next);
    e.aload(1);
    e.iload(depthLocal);
    e.invoke(RuntimeHelpers.TRACE_LOOP);
    e.bind(first);
  }

  void loadThreadState() {
    e.aload(1);
  }

  /// `if (ts.pending != 0) ts.safepoint()`.
  void safepoint() {
    Label ok = e.label();
    e.aload(1);
    e.getField(RuntimeAbi.PENDING);
    e.ifZero(ok);
    e.aload(1);
    e.invoke(RuntimeAbi.SAFEPOINT);
    e.bind(ok);
  }

  CompileError error(String message, Position pos) {
    return new CompileError(message, pos);
  }
}
