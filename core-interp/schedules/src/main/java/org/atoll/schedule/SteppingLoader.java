package org.atoll.schedule;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.ArrayLoadInstruction;
import java.lang.classfile.instruction.ArrayStoreInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.atoll.runtime.interp.PendingCalls;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObjects;

/// Loads some classes so that a [Schedule] decides who goes on at every point where threads meet:
/// before each access to a field that can change, to an array and to anything of `java.util.concurrent`, at each lock, and
/// wherever a thread sleeps, is woken, or takes or leaves its GIL.
///
/// Their code is otherwise what it is. Locks are the schedule's, and so are the clock, chance, and what a [ThreadState] does
/// about sleeping and the GIL: see the methods of [Schedule] that have the names of what they stand for.
public final class SteppingLoader extends ClassLoader {
  private static final ClassDesc SCHEDULE = Schedule.class.describeConstable().orElseThrow();
  private static final String THREAD_STATE = ThreadState.class.getName().replace('.', '/');
  private static final String HELD = "$held";

  /// What stands for a method of another class: the method of [Schedule] with its name, which takes the receiver first.
  private static final Map<Class<?>, Set<String>> REPLACED = Map.of(
      ThreadState.class,
      Set.of("beginBlocking", "beginShortBlocking", "endBlocking", "sleep", "wake", "spin", "isWanted", "isKilled", "safepointInWait"),
      System.class, Set.of("nanoTime"),
      ThreadLocalRandom.class, Set.of("nextInt"),
      ConcurrentHashMap.class, Set.of("newKeySet"),
      PendingCalls.class, Set.of("add"),
      PyObjects.class, Set.of("callMethod"));

  private final List<String> stepped;
  private final Map<String, Set<String>> finals = new HashMap<>();
  private final Map<String, Set<String>> replaced = new HashMap<>();

  /// A loader of classes whose full names begin so; [org.atoll.runtime.modules.thread.WaitQueue] is always among them.
  public SteppingLoader(String... beginnings) {
    super(SteppingLoader.class.getClassLoader());
    stepped = new ArrayList<>(List.of(beginnings));
    stepped.add("org.atoll.runtime.modules.thread.WaitQueue");
    REPLACED.forEach((owner, names) -> replaced.put(owner.getName().replace('.', '/'), names));
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (stepped.stream().noneMatch(name::startsWith)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> known = findLoadedClass(name);
      if (known != null) {
        return known;
      }
      byte[] bytes = bytes(name.replace('.', '/'));
      if (bytes == null) {
        throw new ClassNotFoundException(name);
      }
      // What steps are between is the code of Atoll; the tests that are in its packages are the scripts, so to say.
      byte[] made = name.contains("Schedule") ? bytes : stepped(bytes);
      return defineClass(name, made, 0, made.length);
    }
  }

  private byte[] bytes(String internalName) {
    try (InputStream in = getParent().getResourceAsStream(internalName + ".class")) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] stepped(byte[] bytes) {
    ClassModel model = ClassFile.of().parse(bytes);
    return ClassFile.of().transformClass(model, (builder, element) -> member(builder, element, model));
  }

  private void member(ClassBuilder builder, ClassElement element, ClassModel model) {
    if (!(element instanceof MethodModel m) || m.code().isEmpty()) {
      builder.with(element);
      return;
    }
    boolean locks = (m.flags().flagsMask() & ClassFile.ACC_SYNCHRONIZED) != 0;
    // Nobody else has what is being made.
    boolean steps = !m.methodName().equalsString("<init>") && !m.methodName().equalsString("<clinit>");
    String name = m.methodName().stringValue();
    builder.withMethod(locks ? name + HELD : name, m.methodTypeSymbol(), m.flags().flagsMask() & ~ClassFile.ACC_SYNCHRONIZED,
        made -> made.transformCode(m.code().orElseThrow(), (code, instruction) -> instruction(code, instruction, steps)));
    if (locks) {
      builder.withMethodBody(name, m.methodTypeSymbol(), m.flags().flagsMask() & ~ClassFile.ACC_SYNCHRONIZED, code -> lock(code, model, m));
    }
  }

  /// A `synchronized` method, without being one.
  private static void lock(CodeBuilder code, ClassModel model, MethodModel m) {
    code.aload(0).invokestatic(SCHEDULE, "enter", MethodTypeDesc.of(CD_void, CD_Object));
    code.trying(tried -> {
      tried.aload(0);
      for (int i = 0; i < m.methodTypeSymbol().parameterCount(); i++) {
        tried.loadLocal(TypeKind.from(m.methodTypeSymbol().parameterType(i)), tried.parameterSlot(i));
      }
      tried.invokevirtual(model.thisClass().asSymbol(), m.methodName().stringValue() + HELD, m.methodTypeSymbol());
      exit(tried);
      tried.return_(TypeKind.from(m.methodTypeSymbol().returnType()));
    }, catches -> catches.catchingAll(caught -> {
      exit(caught);
      caught.athrow();
    }));
  }

  private static void exit(CodeBuilder code) {
    code.aload(0).invokestatic(SCHEDULE, "exit", MethodTypeDesc.of(CD_void, CD_Object));
  }

  private void instruction(CodeBuilder code, CodeElement element, boolean steps) {
    switch (element) {
      case MonitorInstruction m ->
          code.invokestatic(SCHEDULE, m.opcode() == Opcode.MONITORENTER ? "enter" : "exit", MethodTypeDesc.of(CD_void, CD_Object));
      case FieldInstruction f when isIdent(f) -> code.invokestatic(SCHEDULE, "ident", MethodTypeDesc.of(CD_long, f.owner().asSymbol()));
      case FieldInstruction f -> {
        if (steps && f.opcode() != Opcode.GETSTATIC && f.opcode() != Opcode.PUTSTATIC && changes(f)) {
          step(code);
        }
        code.with(f);
      }
      case ArrayLoadInstruction a -> withStep(code, a, steps);
      case ArrayStoreInstruction a -> withStep(code, a, steps);
      case InvokeInstruction call -> call(code, call, steps);
      default -> code.with(element);
    }
  }

  /// The number of a thread, which is another one in each run.
  private static boolean isIdent(FieldInstruction f) {
    return f.opcode() == Opcode.GETFIELD && f.name().equalsString("ident") && f.owner().asInternalName().equals(THREAD_STATE);
  }

  private static void withStep(CodeBuilder code, CodeElement element, boolean steps) {
    if (steps) {
      step(code);
    }
    code.with(element);
  }

  private static void step(CodeBuilder code) {
    code.invokestatic(SCHEDULE, "step", MethodTypeDesc.of(CD_void));
  }

  private void call(CodeBuilder code, InvokeInstruction call, boolean steps) {
    String owner = call.owner().asInternalName();
    String name = call.name().stringValue();
    if (replaced.getOrDefault(owner, Set.of()).contains(name)) {
      MethodTypeDesc type = call.typeSymbol();
      if (call.opcode() != Opcode.INVOKESTATIC) {
        type = type.insertParameterTypes(0, call.owner().asSymbol());
      }
      if (name.equals("newKeySet")) {
        type = type.changeReturnType(Set.class.describeConstable().orElseThrow());
      }
      code.invokestatic(SCHEDULE, name, type);
      return;
    }
    if (steps && owner.startsWith("java/util/concurrent/")) {
      step(code);
    }
    code.with(call);
  }

  private boolean changes(FieldInstruction f) {
    String owner = f.owner().asInternalName();
    return !finals.computeIfAbsent(owner, this::finalsOf).contains(f.name().stringValue());
  }

  private Set<String> finalsOf(String owner) {
    Set<String> found = new HashSet<>();
    byte[] bytes = bytes(owner);
    if (bytes != null) {
      ClassFile.of().parse(bytes).fields().stream().filter(f -> (f.flags().flagsMask() & ClassFile.ACC_FINAL) != 0)
          .forEach(f -> found.add(f.fieldName().stringValue()));
    }
    return found;
  }
}
