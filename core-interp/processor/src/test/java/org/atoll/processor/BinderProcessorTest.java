package org.atoll.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinderProcessorTest {
  private static final String MODULE = "@PyModuleDef(\"m\")";
  private static final String TYPE = "@PyTypeDef(name = \"x\")";
  private static final String TYPE_FIELD = "public static final PyType TYPE = null; ";

  private static void assertError(String message, String annotation, String body) {
    List<String> errors = Compilation.of(annotation, body).errors;
    assertTrue(errors.stream().anyMatch(e -> e.contains(message)), () -> "expected <" + message + "> in " + errors);
  }

  private static Compilation accepted(String annotation, String body, String... options) {
    Compilation c = Compilation.of(annotation, body, options);
    assertEquals(List.of(), c.errors);
    return c;
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
      "a, b|a signature stands in parentheses",
      "(self, a)|the receiver is not written",
      "(a, a)|parameter a appears twice",
      "(a=1, b)|parameter b without a default follows one with a default",
      "(/, a)|misplaced /",
      "(a, *)|named parameters must follow a bare *",
      "(*a, *b)|a second *",
      "(**k, a)|nothing may follow **k",
      "(a='x)|unbalanced quote",
      "(a,, b)|an empty parameter",
      "(2a)|'2a' is no parameter name",
      "(a=os.sep)|the default os.sep of a is not one of",
      "(a, b)|has 2 parameters, the Java method has 1 parameter"})
  void badSignature(String signature, String message) {
    assertError(message, MODULE, "@PyFunction(sig = \"" + signature + "\") Object f(Object a) { return a; }");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
      "char a|(a)|no Python argument can become a char",
      "java.util.List<Object> a|(a)|no Python argument can become a java.util.List",
      "long a|(a=None)|the default None of a does not fit the Java type long; declare it as Object",
      "int a|(a=sys.maxsize)|the default 9223372036854775807 of a does not fit the Java type int",
      "String a|(a=1)|the default 1 of a does not fit the Java type java.lang.String",
      "PyDict a|(a=())|the default () of a does not fit",
      "PyDict a|(*a)|*a must be a PyTuple",
      "PyTuple a|(**a)|**a must be a PyDict"})
  void badParameter(String parameter, String signature, String message) {
    assertError(message, MODULE, "@PyFunction(sig = \"" + signature + "\") void f(ThreadState ts, " + parameter + ") {}");
  }

  @Test
  void badMembers() {
    assertError("cannot become a Python object", MODULE, "@PyFunction(sig = \"()\") java.util.List<Object> f() { return null; }");
    assertError("sig is missing", TYPE, TYPE_FIELD + "@PyMethod void f() {}");
    assertError("a second member with the Python name f", MODULE,
        "@PyFunction(sig = \"()\") void f() {} @PyFunction(name = \"f\", sig = \"()\") void g() {}");
    assertError("static field count must be final", MODULE, "static int count;");
    assertError("a setter without a getter: there is no @PyGetter for attribute a", TYPE, TYPE_FIELD + "@PySetter void a(Object v) {}");
    assertError("f must not be private", MODULE, "@PyFunction(sig = \"()\") private void f() {}");
    assertError("must not throw the checked java.io.IOException", MODULE, "@PyFunction(sig = \"()\") void f() throws java.io.IOException {}");
    assertError("__new__ must be a static Java method that takes PyType cls", TYPE, TYPE_FIELD + "@PyNew(sig = \"()\") static Object make() { return 1L; }");
    assertError("a staticmethod must be a static Java method", TYPE, TYPE_FIELD + "@PyMethod(sig = \"()\", staticMethod = true) void f() {}");
    assertError("@PyConstant is for static final fields", MODULE, "@PyConstant final int a = 1;");
    assertError("a final field is readonly", TYPE, TYPE_FIELD + "@PyMember(readonly = false) final Object a = null;");
    assertError("@PyFunction is for modules", TYPE, TYPE_FIELD + "@PyFunction(sig = \"()\") void f() {}");
  }

  @Test
  void badClasses() {
    assertError("a type class needs the field: public static final PyType TYPE", TYPE, "");
    assertError("a module class needs a constructor without parameters", MODULE, "X(int a) {}");
    assertError("has no field TYPE", "@PyTypeDef(name = \"x\", base = String.class)", TYPE_FIELD);
  }

  @Test
  void writesBinderAndIndex() {
    Compilation c = accepted(MODULE, "@PyFunction(sig = \"(a, b=0, *, key=None)\") long f(ThreadState ts, Object a, long b, Object key) { return b; }",
        "-Aatoll.index=p.Index");
    String binder = c.written.get("p.XBinder");
    assertTrue(binder.contains("new Member(Kind.FUNCTION, \"f\", \"(a, b=0, *, key=None)\", null, false)"), binder);
    assertTrue(binder.contains("case 0: return m0(ts, self, a, D0, org.atoll.runtime.object.PyNone.NONE);"), binder);
    assertTrue(binder.contains("class M0 extends org.atoll.runtime.call.MemberBody"), binder);
    assertTrue(binder.contains("case 0: return new M0(this);"), binder);
    assertTrue(c.written.get("p.Index").contains("case \"m\" -> new p.XBinder();"));
    assertEquals("p.Index\n", c.written.get("META-INF/services/org.atoll.runtime.call.ModuleIndex"));
  }

  @Test
  void listsTypes() {
    Compilation c = accepted("@PyTypeDef(name = \"x\", module = \"m\")", TYPE_FIELD + "@PyMethod Object __add__(Object other) { return other; }");
    assertEquals("m.x p.X\n", c.written.get("META-INF/atoll/types"));
    assertTrue(c.written.get("p.XBinder").contains("\"__add__\", \"(other, /)\""));
  }

  @Test
  void onlyValidArgumentCountsGoTheDirectWay() {
    String binder = accepted(MODULE, "@PyFunction(sig = \"(a, b)\") void f(Object a, Object b) {}").written.get("p.XBinder");
    assertTrue(binder.contains("Object call2("), binder);
    assertTrue(!binder.contains("Object call1("), binder);
  }

  @Test
  void mixinsAreIncludedAndOverridden() {
    Compilation c = Compilation.of(Map.of("p.Base", """
        package p;
        import org.atoll.annotations.*;
        class Base {
          @PyMethod(sig = "()") Object both() { return 1L; }
          @PyMethod(sig = "()") Object inherited() { return 1L; }
        }
        """, "p.Y", """
        package p;
        import org.atoll.annotations.*;
        import org.atoll.runtime.object.*;
        @PyTypeDef(name = "y") class Y extends Base {
          public static final PyType TYPE = null;
          @PyMethod(sig = "(a=1)") Object both(long a) { return a; }
        }
        """));
    assertEquals(List.of(), c.errors);
    String binder = c.written.get("p.YBinder");
    assertTrue(binder.contains("\"both\", \"(a=1)\""), binder);
    assertTrue(binder.contains("\"inherited\", \"()\""), binder);
    assertTrue(!binder.contains("\"both\", \"()\""), binder);
  }

  @Test
  void mixinsComeFromClassFilesToo() {
    Compilation c = Compilation.of(Map.of("p.Y", """
        package p;
        import org.atoll.annotations.*;
        import org.atoll.runtime.object.*;
        @PyTypeDef(name = "y") class Y implements org.atoll.processor.CompiledMixin {
          public static final PyType TYPE = null;
        }
        """));
    assertEquals(List.of(), c.errors);
    String binder = c.written.get("p.YBinder");
    assertTrue(binder.contains("\"__contains__\", \"(item, /)\""), binder);
    assertTrue(binder.contains("\"grow\", \"(size=1)\""), binder);
  }

  @Test
  void nestedClassesAndManyMembers() {
    StringBuilder many = new StringBuilder("@PyModuleDef(\"n\") static class In { ");
    for (int i = 0; i < 200; i++) {
      many.append("@PyFunction(sig = \"(a, b=None)\") void f").append(i).append("(Object a, Object b) {} ");
    }
    String binder = accepted(MODULE, many.append('}').toString()).written.get("p.X_InBinder");
    assertTrue(binder.contains("switch (id / 16)"), "cut into chunks");
    assertTrue(binder.contains("case 199: return m199(ts, self, a, b);"));
  }
}
