package org.atoll.actors.testing;

import java.util.Arrays;
import java.util.List;
import org.atoll.runtime.call.Convert;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyCode;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.PyDict;

/// How many variables of each kind a code object has (`_PyCode_GetVarCounts`), as a dict of dicts. Stateless.
final class VariableCounts {
  private static final int VARARGS = 0x04;
  private static final int VARKEYWORDS = 0x08;

  private VariableCounts() {}

  static PyDict of(ThreadState ts, PyCode code) {
    long positionalOnly = number(ts, code, "co_posonlyargcount");
    long positional = number(ts, code, "co_argcount") - positionalOnly;
    long keywordOnly = number(ts, code, "co_kwonlyargcount");
    long flags = number(ts, code, "co_flags");
    long rest = (flags & VARARGS) != 0 ? 1 : 0;
    long keywords = (flags & VARKEYWORDS) != 0 ? 1 : 0;
    long arguments = positionalOnly + positional + keywordOnly + rest + keywords;
    List<String> locals = Arrays.asList(code.varnames());
    long cells = code.cellvars().length;
    long argumentCells = Arrays.stream(code.cellvars()).filter(locals.subList(0, (int) arguments)::contains).count();
    long plain = locals.stream().filter(name -> !Arrays.asList(code.cellvars()).contains(name)).count() - (arguments - argumentCells);
    long inFrame = arguments + plain + cells - argumentCells;
    long free = code.freevars().length;
    long named = code.names().length;
    PyDict args = dict("total", arguments, "numposonly", positionalOnly, "numposorkw", positional, "numkwonly", keywordOnly, "varargs", rest,
        "varkwargs", keywords);
    PyDict local = dict("total", inFrame, "args", args, "numpure", plain, "cells",
        dict("total", cells, "numargs", argumentCells, "numothers", cells - argumentCells), "hidden", dict("total", 0L, "numpure", 0L, "numcells", 0L));
    PyDict unbound = dict("total", named, "globals", dict("total", 0L, "numglobal", 0L, "numbuiltin", 0L, "numunknown", 0L), "numattrs", 0L, "numunknown",
        named);
    return dict("total", inFrame + free + named, "locals", local, "numfree", free, "unbound", unbound);
  }

  private static long number(ThreadState ts, PyCode code, String attribute) {
    return Convert.toLong(ts, PyObjects.getAttr(ts, code, attribute));
  }

  private static PyDict dict(Object... items) {
    PyDict d = new PyDict();
    for (int i = 0; i < items.length; i += 2) {
      d.put((String) items[i], items[i + 1]);
    }
    return d;
  }
}
