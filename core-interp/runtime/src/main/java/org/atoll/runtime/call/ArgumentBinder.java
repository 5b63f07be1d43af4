package org.atoll.runtime.call;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyCode;
import org.atoll.runtime.object.PyFunction;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyTuple;

/// Binds the arguments of a call to the parameters of a Python function (`initialize_locals` in `Python/ceval.c`), with
/// CPython's error messages.
public final class ArgumentBinder {
  private ArgumentBinder() {}

  /// One value per parameter, in the order of `co_varnames`: positional ones, keyword-only ones, `*args`, `**kwargs`.
  public static Object[] bind(ThreadState ts, PyFunction f, Object[] args, String[] kwnames) {
    PyCode code = f.code;
    int nkw = kwnames == null ? 0 : kwnames.length;
    int npos = args.length - nkw;
    int argcount = code.argcount;
    int named = argcount + code.kwonlyargcount;
    Object[] bound = new Object[code.parameterCount()];
    System.arraycopy(args, 0, bound, 0, Math.min(npos, argcount));
    int at = named;
    boolean varargs = (code.flags & PyCode.CO_VARARGS) != 0;
    if (varargs) {
      bound[at++] = npos > argcount ? PyTuple.copyOf(args, argcount, npos) : PyTuple.EMPTY;
    }
    PyDict kwdict = null;
    if ((code.flags & PyCode.CO_VARKEYWORDS) != 0) {
      bound[at] = kwdict = new PyDict();
    }
    for (int k = 0; k < nkw; k++) {
      bindKeyword(f, kwnames[k], args[npos + k], bound, kwdict, kwnames);
    }
    if (npos > argcount && !varargs) {
      throw tooManyPositional(f, npos, bound);
    }
    if (npos < argcount) {
      fillDefaults(f, bound, npos);
    }
    if (code.kwonlyargcount > 0) {
      fillKeywordDefaults(f, bound);
    }
    // The body of a module or class, called as a function: its namespace are the globals.
    return (code.flags & PyCode.CO_OPTIMIZED) != 0 ? bound : new Object[] {f.globals};
  }

  private static void bindKeyword(PyFunction f, String name, Object value, Object[] bound, PyDict kwdict, String[] kwnames) {
    PyCode code = f.code;
    String[] names = code.varnames();
    int named = code.argcount + code.kwonlyargcount;
    int i = code.posonlyargcount;
    while (i < named && names[i] != name) {
      i++;
    }
    if (i == named) {
      i = code.posonlyargcount;
      while (i < named && !names[i].equals(name)) {
        i++;
      }
    }
    if (i < named) {
      if (bound[i] != null) {
        throw PyErr.typeError("%s() got multiple values for argument '%s'", f.qualname(), name);
      }
      bound[i] = value;
    } else if (kwdict != null) {
      kwdict.put(name, value);
    } else {
      throw unexpectedKeyword(f, name, kwnames);
    }
  }

  private static PyException unexpectedKeyword(PyFunction f, String name, String[] kwnames) {
    PyCode code = f.code;
    StringBuilder positional = new StringBuilder();
    for (int i = 0; i < code.posonlyargcount; i++) {
      if (Arrays.asList(kwnames).contains(code.varnames()[i])) {
        positional.append(positional.isEmpty() ? "" : ", ").append(code.varnames()[i]);
      }
    }
    if (!positional.isEmpty()) {
      return PyErr.typeError("%s() got some positional-only arguments passed as keyword arguments: '%s'", f.qualname(), positional);
    }
    return PyErr.typeError("%s() got an unexpected keyword argument '%s'", f.qualname(), name);
  }

  private static void fillDefaults(PyFunction f, Object[] bound, int npos) {
    int argcount = f.code.argcount;
    Object[] defaults = f.defaults;
    int firstDefault = argcount - defaults.length;
    int missing = 0;
    for (int i = npos; i < argcount; i++) {
      if (bound[i] == null) {
        if (i >= firstDefault) {
          bound[i] = defaults[i - firstDefault];
        } else {
          missing++;
        }
      }
    }
    if (missing > 0) {
      throw missing(f, "positional", bound, 0, firstDefault);
    }
  }

  private static void fillKeywordDefaults(PyFunction f, Object[] bound) {
    PyCode code = f.code;
    int from = code.argcount;
    int to = from + code.kwonlyargcount;
    int missing = 0;
    for (int i = from; i < to; i++) {
      if (bound[i] == null && f.kwdefaults != null) {
        bound[i] = f.kwdefaults.get(code.varnames()[i]);
      }
      missing += bound[i] == null ? 1 : 0;
    }
    if (missing > 0) {
      throw missing(f, "keyword-only", bound, from, to);
    }
  }

  private static PyException missing(PyFunction f, String kind, Object[] bound, int from, int to) {
    List<String> names = new ArrayList<>();
    for (int i = from; i < to; i++) {
      if (bound[i] == null) {
        names.add("'" + f.code.varnames()[i] + "'");
      }
    }
    int n = names.size();
    String list = switch (n) {
      case 1 -> names.getFirst();
      case 2 -> names.get(0) + " and " + names.get(1);
      default -> String.join(", ", names.subList(0, n - 1)) + ", and " + names.getLast();
    };
    return PyErr.typeError("%s() missing %d required %s argument%s: %s", f.qualname(), n, kind, n == 1 ? "" : "s", list);
  }

  private static PyException tooManyPositional(PyFunction f, int npos, Object[] bound) {
    PyCode code = f.code;
    int keywordOnlyGiven = 0;
    for (int i = code.argcount; i < code.argcount + code.kwonlyargcount; i++) {
      keywordOnlyGiven += bound[i] != null ? 1 : 0;
    }
    int max = code.argcount;
    int defaults = f.defaults.length;
    String takes = defaults > 0 ? "from " + (max - defaults) + " to " + max : String.valueOf(max);
    boolean plural = defaults > 0 || max != 1;
    String extra = keywordOnlyGiven == 0 ? "" : String.format(Locale.ROOT,
        " positional argument%s (and %d keyword-only argument%s)", npos == 1 ? "" : "s", keywordOnlyGiven, keywordOnlyGiven == 1 ? "" : "s");
    return PyErr.typeError("%s() takes %s positional argument%s but %d%s %s given", f.qualname(), takes, plural ? "s" : "", npos, extra,
        npos == 1 && keywordOnlyGiven == 0 ? "was" : "were");
  }
}
