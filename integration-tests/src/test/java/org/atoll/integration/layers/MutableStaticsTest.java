package org.atoll.integration.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// A static field is shared by all interpreters of the process, so none may hold anything that changes.
///
/// Whether a type can change is not written in its class file; so this looks at the declared types: a field must be
/// final, and its type must not be one of those made to be changed. Collections are declared by their interface and
/// made by `List.of`, `Map.of` and their like, which [#mutableCollections] checks by looking at the value.
class MutableStaticsTest {
  /// Types whose purpose is to change, wherever they come from.
  private static final Set<String> CHANGING_PACKAGES = Set.of("java.util.concurrent.atomic");
  private static final Set<String> CHANGING = Set.of(
      "java.util.HashMap", "java.util.LinkedHashMap", "java.util.TreeMap", "java.util.WeakHashMap",
      "java.util.IdentityHashMap", "java.util.ArrayList", "java.util.LinkedList", "java.util.ArrayDeque",
      "java.util.HashSet", "java.util.LinkedHashSet", "java.util.TreeSet", "java.util.BitSet",
      "java.util.Random", "java.util.StringJoiner", "java.lang.StringBuilder", "java.lang.StringBuffer",
      "java.util.concurrent.ConcurrentHashMap", "java.util.concurrent.ConcurrentMap",
      "java.util.concurrent.ConcurrentLinkedQueue", "java.util.concurrent.ConcurrentLinkedDeque",
      "java.util.concurrent.ConcurrentSkipListMap", "java.util.concurrent.CopyOnWriteArrayList");

  /// Fields that may change and why no program can tell: `class.field`. This list only shrinks.
  ///
  /// - `Shape`: interned, immutable shapes without values
  /// - `DictTable.KEY_SETS`, `SourceCompiler.UNITS`: counters from which unique numbers are taken
  /// - `Libc.FUNCTIONS`, `Scratch.POOL` and `POOLED`, `WakeDescriptors.FREE`: addresses of C functions, scratch memory and
  ///   descriptors to wake a thread with, of the process; who takes one back has put nothing of its own into it
  /// - `Descriptor.OPEN`, `ProcessDirectory.PRESENT`: the numbers of descriptors and the working directory are the process's,
  ///   whoever opens and changes them; each entry names its interpreter
  /// - `OpcodeModule`: bit sets that are tables, private and never changed
  private static final Set<String> ALLOWED = Set.of(
      "org.atoll.runtime.object.Shape.ROOTS", "org.atoll.runtime.object.Shape.DICTS",
      "org.atoll.runtime.object.Shape.CLOSED", "org.atoll.runtime.types.DictTable.KEY_SETS",
      "org.atoll.runtime.importlib.SourceCompiler.UNITS", "org.atoll.runtime.host.Libc.FUNCTIONS",
      "org.atoll.runtime.host.Scratch.POOLED", "org.atoll.runtime.host.Scratch.POOL",
      "org.atoll.runtime.host.WakeDescriptors.FREE", "org.atoll.runtime.host.Descriptor.OPEN",
      "org.atoll.runtime.host.ProcessDirectory.PRESENT", "org.atoll.runtime.modules.OpcodeModule.IS_VALID",
      "org.atoll.runtime.modules.OpcodeModule.HAS_ARG", "org.atoll.runtime.modules.OpcodeModule.HAS_CONST",
      "org.atoll.runtime.modules.OpcodeModule.HAS_NAME", "org.atoll.runtime.modules.OpcodeModule.HAS_JUMP",
      "org.atoll.runtime.modules.OpcodeModule.HAS_FREE", "org.atoll.runtime.modules.OpcodeModule.HAS_LOCAL",
      "org.atoll.runtime.modules.OpcodeModule.HAS_EXC");

  private static List<JavaField> staticFields() {
    List<JavaField> fields = new ArrayList<>();
    var classes = new ClassFileImporter()
        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
        .importPackages("org.atoll.runtime", "org.atoll.channels", "org.atoll.arena", "org.atoll.actors");
    for (JavaClass owner : classes) {
      for (JavaField field : owner.getFields()) {
        Set<JavaModifier> modifiers = field.getModifiers();
        if (modifiers.contains(JavaModifier.STATIC) && !modifiers.contains(JavaModifier.SYNTHETIC)
            && !field.getName().startsWith("$")) {
          fields.add(field);
        }
      }
    }
    return fields;
  }

  private static String name(JavaField field) {
    return field.getOwner().getName() + "." + field.getName();
  }

  @Test
  void everyStaticFieldIsFinal() {
    List<String> found = staticFields().stream()
        .filter(field -> !field.getModifiers().contains(JavaModifier.FINAL))
        .map(MutableStaticsTest::name).filter(name -> !ALLOWED.contains(name)).sorted().toList();
    assertEquals(List.of(), found, "static fields that are not final; state belongs to the interpreter: make it a "
        + "field of the module's instance, or of the interpreter");
  }

  @Test
  void noStaticFieldHasATypeMadeToChange() {
    List<String> found = staticFields().stream()
        .filter(field -> CHANGING.contains(field.getRawType().getName())
            || CHANGING_PACKAGES.contains(field.getRawType().getPackageName()) && !isUpdater(field))
        .map(MutableStaticsTest::name).filter(name -> !ALLOWED.contains(name)).sorted().toList();
    assertEquals(List.of(), found, "static fields that hold something mutable; state belongs to the interpreter: "
        + "make it a field of the module's instance, or of the interpreter");
  }

  /// A field updater changes fields of other objects and holds nothing itself.
  private static boolean isUpdater(JavaField field) {
    return field.getRawType().getName().endsWith("FieldUpdater");
  }

  /// Looks at the values: a collection behind an interface must be one that refuses to be changed.
  @Test
  void mutableCollections() throws ReflectiveOperationException {
    List<String> found = new ArrayList<>();
    for (JavaField field : staticFields()) {
      Class<?> type = field.getRawType().reflect();
      if (type != java.util.List.class && type != java.util.Map.class && type != java.util.Set.class
          && type != java.util.Collection.class && type != java.util.Queue.class && type != java.util.Deque.class) {
        continue;
      }
      var reflected = field.getOwner().reflect().getDeclaredField(field.getName());
      reflected.setAccessible(true);
      Object value = reflected.get(null);
      String kind = value == null ? "" : value.getClass().getName();
      boolean refuses = value == null || kind.startsWith("java.util.ImmutableCollections")
          || kind.startsWith("java.util.Collections$Unmodifiable") || kind.startsWith("java.util.Collections$Empty");
      if (!refuses && !ALLOWED.contains(name(field))) {
        found.add(name(field) + " is a " + kind);
      }
    }
    assertEquals(List.of(), found, "static collections that can be changed; make them with List.of, Map.of, Set.of "
        + "or a copyOf");
  }

  @Test
  void thereIsSomethingToLookAt() {
    assertFalse(staticFields().isEmpty(), "no static field found: has a package been renamed?");
  }
}
