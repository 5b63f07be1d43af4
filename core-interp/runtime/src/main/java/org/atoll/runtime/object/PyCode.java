package org.atoll.runtime.object;

import java.lang.constant.ClassDesc;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.compiler.CompiledUnit;
import org.atoll.compiler.Instructions;
import org.atoll.runtime.call.CodeBody;
import org.atoll.runtime.call.CodeRegistry;
import org.atoll.runtime.call.ColdBody;
import org.atoll.runtime.call.LazyBody;
import org.atoll.runtime.call.PositionTable;
import org.atoll.runtime.call.Units;
import org.atoll.runtime.call.Unpacker;
import org.atoll.runtime.call.WatchedBody;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyComplex;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyDict;

/// A code object (`Objects/codeobject.c`): immutable metadata, shared by all interpreters, and the compiled body, whose
/// class is loaded at the first call. What is rarely asked for (names, constants, positions) comes from the class as well.
@PyTypeDef(name = "code", basetype = false, instantiable = false)
public final class PyCode extends PyObject {
  public static final PyType TYPE = PyType.builtin(new PyCodeBinder());
  public static final int CO_OPTIMIZED = 1;
  public static final int CO_NEWLOCALS = 2;
  public static final int CO_VARARGS = 4;
  public static final int CO_VARKEYWORDS = 8;
  public static final int CO_NESTED = 16;
  public static final int CO_GENERATOR = 32;
  public static final int CO_COROUTINE = 128;
  public static final int CO_ITERABLE_COROUTINE = 256;
  public static final int CO_ASYNC_GENERATOR = 512;

  /// The executable side. At first a [LazyBody], which puts the loaded one in its place; every thread may see either.
  public CodeBody body;
  /// The body itself; null until it is loaded.
  private CodeBody loaded;
  private volatile CodeBody traced;
  public final int argcount;
  public final int posonlyargcount;
  public final int kwonlyargcount;
  public final int flags;
  public final int firstlineno;
  /// Whether all parameters are positional ones, without `*args` and `**kwargs`.
  public final boolean plain;
  private final Units.Unit unit;
  /// What this is nested in, or null: kept so that [CodeRegistry] finds this as long as it lives.
  private final PyCode outer;
  private final String className;
  private final String name;
  private final String qualname;
  private String filename;
  private final int freeCount;
  private final Object doc;
  private final boolean copied;
  private volatile Details details;

  /// What the compiled class tells when somebody asks.
  private record Details(String[] varnames, String[] cellvars, String[] freevars, String[] names, Object[] consts, String[] frameNames, String[] globalReads,
      boolean returnsValue, String[] rebound, long fingerprint) {}

  /// Reads what the compiler's `CodeInfo.summary` wrote.
  public PyCode(Units.Unit unit, PyCode outer, Unpacker in) {
    super(TYPE);
    this.outer = outer;
    this.copied = false;
    this.unit = unit;
    this.filename = unit.filename();
    this.className = in.string();
    this.name = in.string().intern();
    this.qualname = in.string();
    this.argcount = (int) in.number();
    this.posonlyargcount = (int) in.number();
    this.kwonlyargcount = (int) in.number();
    this.flags = (int) in.number();
    this.firstlineno = (int) in.number();
    this.freeCount = (int) in.number();
    this.plain = parameterCount() == argcount;
    this.doc = in.number() == 0 ? null : in.constant(null);
    this.body = new LazyBody(this);
  }

  private PyCode(PyCode from, String name, String qualname, String filename, int firstlineno, int flags, Details details) {
    super(TYPE);
    this.outer = null;
    this.copied = true;
    this.unit = from.unit;
    this.className = from.className;
    this.argcount = from.argcount;
    this.posonlyargcount = from.posonlyargcount;
    this.kwonlyargcount = from.kwonlyargcount;
    this.plain = from.plain;
    this.freeCount = from.freeCount;
    this.doc = details.consts.length > 0 && from.doc != null ? details.consts[0] : from.doc;
    this.name = name;
    this.qualname = qualname;
    this.filename = filename;
    this.firstlineno = firstlineno;
    this.flags = flags;
    this.details = details;
    this.body = new LazyBody(this);
    CodeRegistry.add(this);
  }

  /// The body, loaded if that has not happened yet.
  public CodeBody load() {
    CodeBody b = loaded;
    if (b == null) {
      synchronized (this) {
        b = loaded;
        if (b == null) {
          b = adopt(unit.body(this, className));
        }
      }
    }
    return b;
  }

  /// What a call is to go to, once the body is loaded.
  public CodeBody entry() {
    load();
    return body;
  }

  /// Takes a newly made body as its own.
  public CodeBody adopt(CodeBody made) {
    made.codes = Units.nested(unit, this, made);
    return install(made);
  }

  /// Puts the body that the class gives in the place of one that does without.
  public synchronized CodeBody harden() {
    if (!(loaded instanceof ColdBody cold)) {
      return loaded;
    }
    CodeBody made = Units.instantiate(unit.loader(), className);
    made.codes = cold.codes;
    return install(made);
  }

  /// A body whose `run` goes on with a call of this code that has come to `at` in a method of its class; see
  /// [org.atoll.compiler.ClassDraft#writeContinuation].
  public CodeBody continuation(Instructions method, int at, List<ClassDesc> locals, PyCode[] codes) {
    CodeBody made = unit.continuation(className, method, at, locals);
    made.codes = codes;
    return made;
  }

  private CodeBody install(CodeBody made) {
    java.lang.invoke.VarHandle.releaseFence();
    loaded = made;
    boolean watching;
    do {
      watching = CodeRegistry.watching();
      body = watching ? new WatchedBody(this, made) : made;
    } while (watching != CodeRegistry.watching());
    return made;
  }

  // Writing it to a file.

  /// What the compiler made of the unit that this belongs to; null where that is not at hand any more, or where this is a
  /// changed copy.
  public CompiledUnit compiledUnit() {
    return outer == null && copied ? null : unit.compiled();
  }

  /// The way from the unit's own code object to this one: at each step which of the nested ones it is.
  public int[] path() {
    if (outer == null) {
      return new int[0];
    }
    int[] before = outer.path();
    int[] path = Arrays.copyOf(before, before.length + 1);
    PyCode[] siblings = outer.load().codes;
    for (int i = 0; i < siblings.length; i++) {
      if (siblings[i] == this) {
        path[before.length] = i;
      }
    }
    return path;
  }

  /// One of the code objects directly inside.
  public PyCode nested(int index) {
    return load().codes[index];
  }

  /// Whether this code, or code nested in it, names one of these as a variable or an attribute.
  public boolean mentions(Set<String> names) {
    for (String name : details().names) {
      if (names.contains(name)) {
        return true;
      }
    }
    for (PyCode inner : load().codes) {
      if (inner.mentions(names)) {
        return true;
      }
    }
    return false;
  }

  /// Names another file that this and what is nested in it was compiled from, before anybody has seen it.
  public void relocate(String newFilename) {
    unit.relocate(newFilename);
    filename = newFilename;
    if (loaded != null) {
      for (PyCode c : loaded.codes) {
        c.relocate(newFilename);
      }
    }
  }

  // Tracing.

  /// Lets calls of this code and of what is nested in it go to where watched threads are told from others, or no longer.
  public void setWatched(boolean watched) {
    CodeBody b = loaded;
    if (b != null) {
      body = watched ? new WatchedBody(this, b) : b;
      for (PyCode nested : b.codes) {
        nested.setWatched(watched);
      }
    }
  }

  /// The body compiled for tracing; the plain one where there is no source to compile again.
  public CodeBody traced() {
    CodeBody t = traced;
    if (t == null) {
      CodeBody b = load();
      ClassLoader loader = unit.tracedLoader();
      t = loader == null ? b : Units.instantiate(loader, className);
      if (t != b) {
        t.codes = b.codes;
        if (t.nested().length != b.codes.length) {
          t = b;
        }
      }
      traced = t;
    }
    return t;
  }

  /// The name of the class that its body is compiled to, traced or not.
  public String bodyName() {
    return className;
  }

  /// The number in this code's positions of what has the number `at` in those of the traced body. The two differ only
  /// where one had to be split up more than the other.
  public int plainPosition(int at) {
    int[] from = PositionTable.of(traced());
    int[] to = PositionTable.of(load());
    if (from == to || from.length == to.length || 4 * at >= from.length) {
      return at;
    }
    for (int i = 0; i < to.length; i += 4) {
      if (Arrays.equals(from, 4 * at, 4 * at + 4, to, i, i + 4)) {
        return i / 4;
      }
    }
    return 0;
  }

  private Details details() {
    Details d = details;
    if (d == null) {
      CodeBody b = load();
      Unpacker in = new Unpacker(b.details());
      String[] varnames = in.strings();
      String[] cellvars = in.strings();
      String[] freevars = in.strings();
      String[] names = in.strings();
      Object[] consts = new Object[(int) in.number()];
      for (int i = 0; i < consts.length; i++) {
        consts[i] = in.constant(b.codes);
      }
      PyList all = new PyList();
      Arrays.stream(varnames).forEach(all::append);
      Arrays.stream(cellvars).filter(c -> !Arrays.asList(varnames).contains(c)).forEach(all::append);
      Arrays.stream(freevars).forEach(all::append);
      String[] frameNames = Arrays.copyOf(all.toArray(), all.size, String[].class);
      details = d = new Details(varnames, cellvars, freevars, names, consts, frameNames, in.strings(), in.number() != 0, in.strings(), in.number());
    }
    return d;
  }

  public String name() {
    return name;
  }

  public String qualname() {
    return qualname;
  }

  public String filename() {
    return filename;
  }

  /// The parameters (positional ones, keyword-only ones, `*args`, `**kwargs`), then the other local variables.
  public String[] varnames() {
    return details().varnames;
  }

  /// All names that the code uses for something other than a variable of its own: globals, attributes, modules.
  public String[] names() {
    return details().names;
  }

  /// The names that the code reads as globals or builtins.
  public String[] globalReads() {
    return details().globalReads;
  }

  /// Whether the code may give anything but None: a script does not.
  public boolean returnsValue() {
    return details().returnsValue;
  }

  public String[] freevars() {
    return freeCount == 0 ? NO_NAMES : details().freevars;
  }

  /// The free variables that a function other than the one they belong to rebinds (`nonlocal`): what they hold cannot be
  /// told from looking once.
  public String[] reboundFreevars() {
    return freeCount == 0 ? NO_NAMES : details().rebound;
  }

  private static final String[] NO_NAMES = {};

  /// The number of free variables.
  public int freeCount() {
    return freeCount;
  }

  public String[] cellvars() {
    return details().cellvars;
  }

  /// The names of the variables in the order in which a frame array holds them.
  public String[] frameNames() {
    return details().frameNames;
  }

  /// The doc string, or null.
  public Object doc() {
    return doc;
  }

  /// The number of parameters, `*args` and `**kwargs` included.
  public int parameterCount() {
    return argcount + kwonlyargcount + ((flags & CO_VARARGS) != 0 ? 1 : 0) + ((flags & CO_VARKEYWORDS) != 0 ? 1 : 0);
  }

  @PyGetter(name = "co_name")
  Object coName() {
    return name;
  }

  @PyGetter(name = "co_qualname")
  Object coQualname() {
    return qualname;
  }

  @PyGetter(name = "co_filename")
  Object coFilename() {
    return filename;
  }

  @PyGetter(name = "co_firstlineno")
  long coFirstlineno() {
    return firstlineno;
  }

  @PyGetter(name = "co_argcount")
  long coArgcount() {
    return argcount;
  }

  @PyGetter(name = "co_posonlyargcount")
  long coPosonlyargcount() {
    return posonlyargcount;
  }

  @PyGetter(name = "co_kwonlyargcount")
  long coKwonlyargcount() {
    return kwonlyargcount;
  }

  @PyGetter(name = "co_flags")
  long coFlags() {
    return flags;
  }

  @PyGetter(name = "co_nlocals")
  long coNlocals() {
    return varnames().length;
  }

  @PyGetter(name = "co_stacksize")
  long coStacksize() {
    return 1;
  }

  @PyGetter(name = "co_varnames")
  Object coVarnames() {
    return PyTuple.of((Object[]) varnames().clone());
  }

  @PyGetter(name = "co_freevars")
  Object coFreevars() {
    return PyTuple.of((Object[]) freevars().clone());
  }

  @PyGetter(name = "co_cellvars")
  Object coCellvars() {
    return PyTuple.of((Object[]) cellvars().clone());
  }

  @PyGetter(name = "co_names")
  Object coNames() {
    return PyTuple.of((Object[]) details().names.clone());
  }

  @PyGetter(name = "co_consts")
  Object coConsts() {
    return PyTuple.of(details().consts.clone());
  }

  /// There is no bytecode of CPython's; what stands in for it is the same where the instructions are.
  @PyGetter(name = "co_code")
  Object coCode() {
    byte[] b = new byte[Long.BYTES];
    ByteBuffer.wrap(b).putLong(details().fingerprint);
    return new PyBytes(b);
  }

  /// What `dis` asks of a code object before it reads instructions.
  @PyGetter(name = "_varname_from_oparg")
  Object varnameFromOparg() {
    throw PyErr.typeError("%s has no bytecode to read: Atoll compiles to JVM classes", name);
  }

  @PyGetter(name = "co_exceptiontable")
  Object coExceptionTable() {
    return PyBytes.latin1("");
  }

  @PyGetter(name = "co_linetable")
  Object coLineTable() {
    return PyBytes.latin1("");
  }

  /// One entry for each place that an exception can come from; `tb_lasti` is twice the number of an entry.
  @PyMethod(sig = "()")
  Object co_positions(ThreadState ts) {
    int[] table = PositionTable.of(load());
    PyList rows = new PyList();
    for (int i = 0; i < table.length; i += 4) {
      boolean known = table[i + 1] > table[i] || table[i + 3] > table[i + 2];
      rows.append(known ? PyTuple.of((long) table[i], (long) table[i + 1], (long) table[i + 2], (long) table[i + 3])
          : PyTuple.of((long) table[i], (long) table[i + 1], PyNone.NONE, PyNone.NONE));
    }
    return PyObjects.iter(ts, rows);
  }

  @PyMethod(sig = "()")
  Object co_lines(ThreadState ts) {
    int[] table = PositionTable.of(load());
    PyList rows = new PyList();
    for (int i = 0; i < table.length; i += 4) {
      rows.append(PyTuple.of((long) i / 2, (long) i / 2 + 2, (long) table[i]));
    }
    return PyObjects.iter(ts, rows);
  }

  @PyMethod(sig = "(*args, **changes)", doc = "Return a copy of the code object with new values for the specified fields.")
  Object replace(PyTuple args, PyDict changes) {
    if (args.items.length > 0) {
      throw PyErr.typeError("replace() takes 0 positional arguments but %d were given", args.items.length);
    }
    Details d = details();
    String newName = text(changes, "co_name", name);
    String newQualname = text(changes, "co_qualname", qualname);
    String newFilename = text(changes, "co_filename", filename);
    int line = number(changes, "co_firstlineno", firstlineno);
    int newFlags = number(changes, "co_flags", flags);
    Object[] consts = changes.get("co_consts") instanceof PyTuple t ? t.items.clone() : d.consts;
    Details changed = new Details(names(changes, "co_varnames", d.varnames), d.cellvars, d.freevars, d.names, consts, d.frameNames, d.globalReads, d.returnsValue, d.rebound, d.fingerprint);
    return new PyCode(this, newName, newQualname, newFilename, line, newFlags, changed);
  }

  @PyMethod(sig = "(*args, **changes)")
  Object __replace__(PyTuple args, PyDict changes) {
    return replace(args, changes);
  }

  private static String text(PyDict changes, String key, String old) {
    Object v = changes.get(key);
    if (v != null && !(v instanceof String)) {
      throw PyErr.typeError("replace() argument '%s' must be str, not %s", key, PyObject.typeOf(v).name());
    }
    return v == null ? old : (String) v;
  }

  private static int number(PyDict changes, String key, int old) {
    Object v = changes.get(key);
    if (v != null && !(v instanceof Long)) {
      throw PyErr.typeError("'%s' object cannot be interpreted as an integer", PyObject.typeOf(v).name());
    }
    return v == null ? old : (int) (long) (Long) v;
  }

  private static String[] names(PyDict changes, String key, String[] old) {
    return changes.get(key) instanceof PyTuple t ? Arrays.copyOf(t.items, t.items.length, String[].class) : old;
  }

  /// Another code object that does the same: what a receiver gets where code is sent.
  public PyCode copy() {
    return new PyCode(this, name, qualname, filename, firstlineno, flags, details());
  }

  /// As on CPython, where it stands, does the same and has the same variables and constants, but the file may be another.
  @PyMethod
  Object __eq__(ThreadState ts, Object other) {
    if (!(other instanceof PyCode c)) {
      return PyNotImplemented.NOT_IMPLEMENTED;
    }
    return this == c || name.equals(c.name) && firstlineno == c.firstlineno && flags == c.flags && argcount == c.argcount
        && posonlyargcount == c.posonlyargcount && kwonlyargcount == c.kwonlyargcount && doesTheSame(ts, c);
  }

  private boolean doesTheSame(ThreadState ts, PyCode c) {
    Details a = details();
    Details b = c.details();
    return a.fingerprint == b.fingerprint && Arrays.equals(a.names, b.names) && Arrays.equals(a.varnames, b.varnames)
        && Arrays.equals(a.cellvars, b.cellvars) && Arrays.equals(a.freevars, b.freevars)
        && Arrays.equals(PositionTable.of(load()), PositionTable.of(c.load())) && sameConstants(ts, a.consts, b.consts);
  }

  private static boolean sameConstants(ThreadState ts, Object[] a, Object[] b) {
    if (a.length != b.length) {
      return false;
    }
    for (int i = 0; i < a.length; i++) {
      if (!isSameConstant(ts, a[i], b[i])) {
        return false;
      }
    }
    return true;
  }

  /// Equal constants may differ, as `1`, `1.0` and `True` or `0.0` and `-0.0` do.
  private static boolean isSameConstant(ThreadState ts, Object a, Object b) {
    if (a == b) {
      return true;
    }
    if (a.getClass() != b.getClass()) {
      return false;
    }
    return switch (a) {
      case Double d -> d.equals(b);
      case PyComplex z -> Double.compare(z.real, ((PyComplex) b).real) == 0 && Double.compare(z.imag, ((PyComplex) b).imag) == 0;
      case PyTuple t -> sameConstants(ts, t.items, ((PyTuple) b).items);
      default -> PyObjects.equal(ts, a, b);
    };
  }

  @PyMethod
  long __hash__() {
    return (name.hashCode() * 31L + firstlineno) * 31L + details().fingerprint;
  }

  @PyMethod
  String __repr__() {
    return "<code object " + name + " at 0x" + Long.toHexString(PyObjects.id(this)) + ", file \"" + filename + "\", line " + firstlineno + ">";
  }
}
