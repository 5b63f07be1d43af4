package org.atoll.runtime.types;

import java.util.Arrays;
import org.atoll.runtime.call.TypeBinder;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;

/// A tuple with named fields, of which some may be hidden from the tuple (`Objects/structseq.c`): `os.stat_result`,
/// `time.struct_time`, `sys.version_info` ... Immutable. A type is made once, by [#define], and kept in a constant.
public final class PyStructSequence extends PyTuple {
  /// The fields behind the visible ones.
  private final Object[] hidden;

  private PyStructSequence(PyType type, Object[] visible, Object[] hidden) {
    super(type, visible);
    this.hidden = hidden;
  }

  /// A struct sequence type.
  ///
  /// @param qualifiedName module and name, `os.stat_result`
  /// @param visible how many of the fields belong to the tuple
  /// @param fields the names in order; null for a visible field without a name
  public static PyType define(String qualifiedName, String doc, int visible, String... fields) {
    return PyType.builtin(new Definition(qualifiedName, doc, visible, fields, new String[fields.length], true, false));
  }

  /// A struct sequence type that is made from its fields, each an argument, instead of from a sequence (`os.sched_param`).
  public static PyType defineOfFields(String qualifiedName, String doc, String... fields) {
    return PyType.builtin(new Definition(qualifiedName, doc, fields.length, fields, new String[fields.length], true, true));
  }

  /// A struct sequence type that Python code cannot instantiate (`sys.flags`).
  public static PyType defineSealed(String qualifiedName, String doc, int visible, String... fields) {
    return PyType.builtin(new Definition(qualifiedName, doc, visible, fields, new String[fields.length], false, false));
  }

  /// A field, and what Python tells of it.
  public record Field(String name, String doc) {}

  /// As [#defineSealed(String,String,int,String...)], of fields that are all visible and documented.
  public static PyType defineSealed(String qualifiedName, String doc, Field... fields) {
    String[] names = Arrays.stream(fields).map(Field::name).toArray(String[]::new);
    String[] docs = Arrays.stream(fields).map(Field::doc).toArray(String[]::new);
    return PyType.builtin(new Definition(qualifiedName, doc, fields.length, names, docs, false, false));
  }

  /// An instance with all its fields, hidden ones included. Takes over the array where no field is hidden.
  public static PyStructSequence of(PyType type, Object... values) {
    Definition d = (Definition) type.binder();
    if (values.length != d.fields.length) {
      throw new IllegalArgumentException(d.qualifiedName + " has " + d.fields.length + " fields, not " + values.length);
    }
    return split(type, d, values);
  }

  private static PyStructSequence split(PyType type, Definition d, Object[] values) {
    if (values.length == d.visible) {
      return new PyStructSequence(type, values, Sequences.NO_ITEMS);
    }
    Object[] shown = Arrays.copyOf(values, d.visible);
    return new PyStructSequence(type, shown, Arrays.copyOfRange(values, d.visible, values.length));
  }

  /// Field `i`, counted over visible and hidden ones.
  public Object field(int i) {
    return i < items.length ? items[i] : hidden[i - items.length];
  }

  /// The type's table: one row per named field behind the methods that all these types share.
  private static final class Definition extends TypeBinder {
    private static final int NEW = 0;
    private static final int REPR = 1;
    private static final int REDUCE = 2;
    private static final int REPLACE = 3;
    private static final int FIRST_CONSTANT = 4;
    private static final int FIRST_FIELD = 8;

    private final String qualifiedName;
    private final String doc;
    private final int visible;
    private final String[] fields;
    private final int[] fieldOfRow;
    private final boolean instantiable;
    private final boolean ofFields;

    Definition(String qualifiedName, String doc, int visible, String[] fields, String[] docs, boolean instantiable, boolean ofFields) {
      super(rows(fields, docs, ofFields ? "(" + String.join(", ", fields) + ")" : "(sequence, dict=<absent>)"));
      this.qualifiedName = qualifiedName;
      this.doc = doc;
      this.visible = visible;
      this.fields = fields;
      this.instantiable = instantiable;
      this.ofFields = ofFields;
      fieldOfRow = new int[fields.length];
      int row = 0;
      for (int i = 0; i < fields.length; i++) {
        if (fields[i] != null) {
          fieldOfRow[row++] = i;
        }
      }
    }

    private static Member[] rows(String[] fields, String[] docs, String arguments) {
      int named = 0;
      for (String f : fields) {
        named += f == null ? 0 : 1;
      }
      Member[] rows = new Member[FIRST_FIELD + named];
      rows[NEW] = new Member(Kind.NEW, "__new__", arguments, null, false);
      rows[REPR] = new Member(Kind.METHOD, "__repr__", "()", null, false);
      rows[REDUCE] = new Member(Kind.METHOD, "__reduce__", "()", null, false);
      rows[REPLACE] = new Member(Kind.METHOD, "__replace__", "(**changes)", "Return a copy of the structure with new values for the specified fields.", false);
      rows[FIRST_CONSTANT] = new Member(Kind.CONSTANT, "n_sequence_fields", null, null, false);
      rows[FIRST_CONSTANT + 1] = new Member(Kind.CONSTANT, "n_fields", null, null, false);
      rows[FIRST_CONSTANT + 2] = new Member(Kind.CONSTANT, "n_unnamed_fields", null, null, false);
      rows[FIRST_CONSTANT + 3] = new Member(Kind.CONSTANT, "__match_args__", null, null, false);
      int row = FIRST_FIELD;
      for (int i = 0; i < fields.length; i++) {
        if (fields[i] != null) {
          rows[row++] = new Member(Kind.MEMBER, fields[i], null, docs[i], false);
        }
      }
      return rows;
    }

    @Override
    public String name() {
      return qualifiedName.substring(qualifiedName.lastIndexOf('.') + 1);
    }

    @Override
    public String module() {
      return qualifiedName.substring(0, qualifiedName.lastIndexOf('.'));
    }

    @Override
    public String doc() {
      return doc;
    }

    @Override
    public PyType base() {
      return PyTuple.TYPE;
    }

    @Override
    public boolean basetype() {
      return false;
    }

    @Override
    public boolean instantiable() {
      return instantiable;
    }

    @Override
    public boolean accepts(Object o) {
      return o instanceof PyStructSequence s && s.type.binder() == this;
    }

    @Override
    public Object get(int id, ThreadState ts, Object self) {
      return switch (id) {
        case FIRST_CONSTANT -> (long) visible;
        case FIRST_CONSTANT + 1 -> (long) fields.length;
        case FIRST_CONSTANT + 2 -> (long) (fields.length - (members().length - FIRST_FIELD));
        case FIRST_CONSTANT + 3 -> matchable();
        default -> ((PyStructSequence) self).field(fieldOfRow[id - FIRST_FIELD]);
      };
    }

    private PyTuple matchable() {
      PyList names = new PyList();
      for (int i = 0; i < visible; i++) {
        if (fields[i] != null) {
          names.append(fields[i]);
        }
      }
      return PyTuple.of(names.toArray());
    }

    @Override
    public Object callBound(int id, ThreadState ts, Object self, Object[] bound) {
      return switch (id) {
        case NEW -> ofFields ? split((PyType) self, this, bound.clone()) : create(ts, (PyType) self, bound[0], bound[1]);
        case REPR -> repr(ts, (PyStructSequence) self);
        case REDUCE -> reduce((PyStructSequence) self);
        case REPLACE -> replace((PyStructSequence) self, (PyDict) bound[0]);
        default -> throw new IllegalStateException("no callable member " + id);
      };
    }

    private Object create(ThreadState ts, PyType type, Object sequence, Object dict) {
      if (dict != null && !(dict instanceof PyDict)) {
        throw PyErr.typeError("%s() takes a dict as second arg, if any", qualifiedName);
      }
      Object[] given = given(ts, sequence);
      int n = given.length;
      if (n < visible || n > fields.length) {
        String bound = visible == fields.length ? "a" : n < visible ? "an at least" : "an at most";
        throw PyErr.typeError("%s() takes %s %d-sequence (%d-sequence given)", qualifiedName, bound, n < visible ? visible : fields.length, n);
      }
      Object[] values = Arrays.copyOf(given, fields.length);
      int used = 0;
      for (int i = n; i < values.length; i++) {
        Object v = dict == null ? null : ((PyDict) dict).get(fields[i]);
        used += v == null ? 0 : 1;
        values[i] = v == null ? PyNone.NONE : v;
      }
      if (dict != null && ((PyDict) dict).size() > used) {
        throw PyErr.typeError("%s() got duplicate or unexpected field name(s)", qualifiedName);
      }
      fillTimes(values);
      return split(type, this, values);
    }

    private static Object[] given(ThreadState ts, Object sequence) {
      try {
        return Sequences.toArray(ts, sequence);
      } catch (PyException e) {
        if (PyErr.matches(e, PyExc.TypeError)) {
          throw PyErr.typeError("constructor requires a sequence");
        }
        throw e;
      }
    }

    /// The float times of a stat result made without them are the unnamed int ones.
    private void fillTimes(Object[] values) {
      if (visible == 10 && fields[7] == null) {
        for (int i = 7; i < 10; i++) {
          if (values[i + 3] == PyNone.NONE) {
            values[i + 3] = values[i];
          }
        }
      }
    }

    private Object repr(ThreadState ts, PyStructSequence s) {
      Object b = qualifiedName + "(";
      int named = members().length - FIRST_FIELD;
      for (int i = 0; i < visible; i++) {
        String name = i < named ? fields[fieldOfRow[i]] : null;
        b = PyUnicode.concat(b, (i == 0 ? "" : ", ") + name + "=");
        b = PyUnicode.concat(b, PyObjects.repr(ts, s.items[i]));
      }
      return PyUnicode.concat(b, ")");
    }

    private Object reduce(PyStructSequence s) {
      if (ofFields) {
        return PyTuple.of(s.type, PyTuple.of(s.items));
      }
      PyDict rest = new PyDict();
      for (int i = visible; i < fields.length; i++) {
        rest.put(fields[i], s.field(i));
      }
      return PyTuple.of(s.type, PyTuple.of(PyTuple.of(s.items), rest));
    }

    private Object replace(PyStructSequence s, PyDict changes) {
      if (members().length - FIRST_FIELD < fields.length) {
        throw PyErr.typeError("__replace__() is not supported for %s because it has unnamed field(s)", qualifiedName);
      }
      Object[] values = new Object[fields.length];
      int used = 0;
      for (int i = 0; i < values.length; i++) {
        Object v = changes.get(fields[i]);
        used += v == null ? 0 : 1;
        values[i] = v == null ? s.field(i) : v;
      }
      if (used < changes.size()) {
        throw PyErr.typeError("Got unexpected field name(s): %s", PyObjects.repr(ThreadState.current(), unexpected(changes)));
      }
      return split(s.type, this, values);
    }

    private PyList unexpected(PyDict changes) {
      PyList names = new PyList();
      for (int i = 0; i < changes.used(); i++) {
        Object key = changes.keyAt(i);
        if (key != null && !Arrays.asList(fields).contains(key)) {
          names.append(key);
        }
      }
      return names;
    }
  }

  @Override
  public String toString() {
    return "<" + PyObject.typeOf(this).name() + ">";
  }
}
