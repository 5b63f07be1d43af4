package org.atoll.runtime.call;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyTuple;

/// The parameters of a built-in function, parsed from its Python signature, and the general way of binding arguments to
/// them with CPython's error messages (`Python/getargs.c`). Immutable.
public final class Signature {
  public static final Object[] NO_ARGS = {};
  private static final Object REQUIRED = new Object();

  private final String qualifiedName;
  private final String functionName;
  private final String text;
  private final String[] names;
  private final Object[] defaults;
  private final int posonly;
  private final int positional;
  private final int kwonly;
  private final boolean varargs;
  private final boolean varkw;
  /// Whether the function makes instances of a type, whose messages count arguments in other words.
  private final boolean constructor;
  /// Whether it is a special method that has a type slot on CPython, whose wrapper has words of its own.
  private final boolean slot;

  private Signature(String qualifiedName, String functionName, String text, List<String> names, List<Object> defaults, int posonly, int positional,
      boolean varargs, boolean varkw, boolean constructor, boolean slot) {
    this.constructor = constructor;
    this.slot = slot;
    this.qualifiedName = qualifiedName;
    this.functionName = functionName;
    this.text = text;
    this.names = names.toArray(String[]::new);
    this.defaults = defaults.toArray();
    this.posonly = posonly;
    this.positional = positional;
    this.kwonly = names.size() - positional;
    this.varargs = varargs;
    this.varkw = varkw;
  }

  /// Whether no argument can be given by name.
  public boolean isPositionalOnly() {
    return posonly == names.length && !varkw;
  }

  /// The text as declared, for `__text_signature__`.
  public String text() {
    return text;
  }

  /// Parses a signature such as `(a, /, b=1, *args, key=None, **kw)`.
  public static Signature parse(String qualifiedName, String functionName, String text, boolean constructor, boolean slot) {
    String body = text.isEmpty() ? "" : text.substring(text.indexOf('(') + 1, text.lastIndexOf(')'));
    List<String> names = new ArrayList<>();
    List<Object> defaults = new ArrayList<>();
    int posonly = 0;
    int positional = -1;
    boolean varargs = false;
    boolean varkw = false;
    for (String part : splitParameters(body)) {
      if (part.equals("/")) {
        posonly = names.size();
      } else if (part.equals("*")) {
        positional = names.size();
      } else if (part.startsWith("**")) {
        varkw = true;
      } else if (part.startsWith("*")) {
        varargs = true;
        positional = names.size();
      } else {
        int eq = part.indexOf('=');
        names.add(eq < 0 ? part : part.substring(0, eq).strip());
        defaults.add(eq < 0 ? REQUIRED : literal(part.substring(eq + 1).strip()));
      }
    }
    return new Signature(qualifiedName, functionName, text, names, defaults, posonly, positional < 0 ? names.size() : positional, varargs, varkw, constructor, slot);
  }

  private static List<String> splitParameters(String body) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    char quote = 0;
    int start = 0;
    for (int i = 0; i <= body.length(); i++) {
      char c = i == body.length() ? ',' : body.charAt(i);
      if (quote != 0 && i < body.length()) {
        quote = c == quote ? 0 : quote;
      } else if (c == '\'' || c == '"') {
        quote = c;
      } else if (c == '(' || c == '[') {
        depth++;
      } else if (c == ')' || c == ']') {
        depth--;
      } else if (c == ',' && depth == 0) {
        String part = body.substring(start, i).strip();
        if (!part.isEmpty()) {
          parts.add(part);
        }
        start = i + 1;
      }
    }
    return parts;
  }

  /// The value of a default; null for one that has no Python value (`<absent>`) and is told to the function as null.
  private static Object literal(String s) {
    switch (s) {
      case "None":
        return PyNone.NONE;
      case "True":
        return Boolean.TRUE;
      case "False":
        return Boolean.FALSE;
      case "()":
        return PyTuple.EMPTY;
      case "sys.maxsize":
        return Long.MAX_VALUE;
      default:
    }
    char c = s.charAt(0);
    if (c == '\'' || c == '"') {
      return s.substring(1, s.length() - 1).translateEscapes();
    }
    if (c == 'b' && s.length() > 2 && (s.charAt(1) == '\'' || s.charAt(1) == '"')) {
      return PyBytes.latin1(s.substring(2, s.length() - 1).translateEscapes());
    }
    if (c == '-' || c >= '0' && c <= '9') {
      if (s.contains(".") || s.contains("e")) {
        return Double.valueOf(s);
      }
      BigInteger v = new BigInteger(s);
      return v.bitLength() < 64 ? (Object) v.longValue() : v;
    }
    return null;
  }

  /// One value per parameter, in order, `*args` after the positional ones and `**kwargs` last.
  public Object[] bind(ThreadState ts, Object[] args, String[] kwnames) {
    int nkw = kwnames == null ? 0 : kwnames.length;
    int npos = args.length - nkw;
    int n = names.length;
    Object[] out = new Object[n + (varargs ? 1 : 0) + (varkw ? 1 : 0)];
    Object[] values = new Object[n];
    if (npos > positional && !varargs) {
      throw tooManyPositional(npos, nkw);
    }
    int direct = Math.min(npos, positional);
    System.arraycopy(args, 0, values, 0, direct);
    PyDict extra = varkw ? new PyDict() : null;
    for (int k = 0; k < nkw; k++) {
      bindKeyword(ts, kwnames[k], args[npos + k], values, extra, direct);
    }
    fillDefaults(values);
    layOut(out, values, args, direct, npos, extra);
    return out;
  }

  private void layOut(Object[] out, Object[] values, Object[] args, int direct, int npos, PyDict extra) {
    System.arraycopy(values, 0, out, 0, positional);
    int at = positional;
    if (varargs) {
      out[at++] = npos > direct ? PyTuple.copyOf(args, direct, npos) : PyTuple.EMPTY;
    }
    System.arraycopy(values, positional, out, at, kwonly);
    if (varkw) {
      out[at + kwonly] = extra;
    }
  }

  private void bindKeyword(ThreadState ts, String name, Object value, Object[] values, PyDict extra, int direct) {
    for (int i = posonly; i < names.length; i++) {
      if (names[i].equals(name)) {
        if (values[i] != null) {
          throw PyErr.typeError("argument for %s() given by name ('%s') and position (%d)", functionName, name, i + 1);
        }
        values[i] = value;
        return;
      }
    }
    if (extra == null) {
      if (slot) {
        throw PyErr.typeError("wrapper %s() takes no keyword arguments", functionName);
      }
      if (posonly == names.length) {
        throw PyErr.typeError("%s() takes no keyword arguments", qualifiedName);
      }
      throw PyErr.typeError("%s() got an unexpected keyword argument '%s'", functionName, name);
    }
    extra.put(name, value);
  }

  private void fillDefaults(Object[] values) {
    for (int i = 0; i < values.length; i++) {
      if (values[i] == null) {
        Object d = defaults[i];
        if (d == REQUIRED) {
          throw missing(values, i);
        }
        values[i] = d;
      }
    }
  }

  private int required() {
    int k = 0;
    while (k < positional && defaults[k] == REQUIRED) {
      k++;
    }
    return k;
  }

  /// How the wrapper of a type slot counts its arguments; null where it does as other functions.
  private RuntimeException slotCount(int given) {
    if (slot && positional <= 1 && kwonly == 0 && !varargs) {
      return PyErr.typeError("expected %d argument%s, got %d", positional, positional == 1 ? "" : "s", given);
    }
    if (slot && functionName.endsWith("pow__") && positional == 2 && required() == 1) {
      return PyErr.typeError("expected 1 or 2 arguments, got %d", given);
    }
    return null;
  }

  private RuntimeException tooManyPositional(int npos, int nkw) {
    RuntimeException ofSlot = slotCount(npos);
    if (ofSlot != null) {
      return ofSlot;
    }
    if (positional == 0 && kwonly == 0) {
      return PyErr.typeError("%s() takes no arguments (%d given)", qualifiedName, npos);
    }
    if (positional == 0) {
      return PyErr.typeError("%s() takes no positional arguments", functionName);
    }
    int min = required();
    String given = nkw == 0 || posonly == names.length ? "" : "positional ";
    if (posonly == positional && kwonly == 0) {
      if (min == 1 && positional == 1 && !constructor) {
        return PyErr.typeError("%s() takes exactly one argument (%d given)", qualifiedName, npos);
      }
      return PyErr.typeError("%s expected %s%d argument%s, got %d", functionName, min == positional ? "" : "at most ", positional, positional == 1 ? "" : "s", npos);
    }
    return PyErr.typeError("%s() takes %s %d %sargument%s (%d given)", functionName, min == positional ? "exactly" : "at most", positional, kwonly > 0 ? "positional " : given,
        positional == 1 ? "" : "s", npos);
  }

  private RuntimeException missing(Object[] values, int at) {
    if (at >= positional) {
      return PyErr.typeError("%s() missing required keyword-only argument '%s'", functionName, names[at]);
    }
    if (at < posonly) {
      int min = required();
      int given = 0;
      while (given < posonly && values[given] != null) {
        given++;
      }
      RuntimeException ofSlot = slotCount(given);
      if (ofSlot != null) {
        return ofSlot;
      }
      if (min == 1 && positional == 1 && kwonly == 0 && !varargs && !constructor) {
        return PyErr.typeError("%s() takes exactly one argument (%d given)", qualifiedName, given);
      }
      return PyErr.typeError("%s expected %s%d argument%s, got %d", functionName, min == positional ? "" : "at least ", min, min == 1 ? "" : "s", given);
    }
    return PyErr.typeError("%s() missing required argument '%s' (pos %d)", functionName, names[at], at + 1);
  }
}
