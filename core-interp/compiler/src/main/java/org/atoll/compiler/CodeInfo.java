package org.atoll.compiler;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What is known of one code object besides its class: the attributes of Python's `code` type.
final class CodeInfo {
  static final int OPTIMIZED = 1;
  static final int NEWLOCALS = 2;
  static final int VARARGS = 4;
  static final int VARKEYWORDS = 8;
  static final int NESTED = 16;
  static final int GENERATOR = 32;
  static final int COROUTINE = 128;
  static final int ASYNC_GENERATOR = 512;
  static final int HAS_DOCSTRING = 0x4000000;
  static final int METHOD = 0x8000000;

  final String name;
  final String qualname;
  final String className;
  int argcount;
  int posonly;
  int kwonly;
  int flags;
  int firstLine;
  /// The docstring constant, or null.
  Object doc;
  List<String> varnames = List.of();
  List<String> cellvars = List.of();
  List<String> freevars = List.of();
  /// Those of them that another function than their owner rebinds.
  List<String> rebound = List.of();
  /// Of a class body: the names of attributes that its methods set on `self`.
  final java.util.Set<String> staticAttributes = new java.util.LinkedHashSet<>();
  final Map<String, Integer> names = new LinkedHashMap<>();
  final List<Object> consts = new ArrayList<>();
  /// The names that are read as globals.
  final java.util.Set<String> globalReads = new java.util.LinkedHashSet<>();
  /// Whether it gives anything but None.
  boolean returnsValue;
  private final java.util.Set<Object> seen = new java.util.HashSet<>();
  final List<CodeInfo> nested = new ArrayList<>();

  CodeInfo(String name, String qualname, String className) {
    this.name = name;
    this.qualname = qualname;
    this.className = className;
  }

  /// Notes a constant for `co_consts`.
  void addConst(Object c) {
    if (seen.add(c)) {
      consts.add(c);
    }
  }

  void clear() {
    names.clear();
    globalReads.clear();
    returnsValue = false;
    consts.clear();
    seen.clear();
    nested.clear();
    if (doc != null) {
      addConst(doc);
    }
  }

  int parameterCount() {
    return argcount + kwonly + ((flags & VARARGS) != 0 ? 1 : 0) + ((flags & VARKEYWORDS) != 0 ? 1 : 0);
  }

  /// What the enclosing code object tells the runtime before the class is loaded.
  String summary() {
    Packer p = new Packer();
    p.string(className);
    p.string(name);
    p.string(qualname);
    p.number(argcount);
    p.number(posonly);
    p.number(kwonly);
    p.number(flags);
    p.number(firstLine);
    p.number(freevars.size());
    if (doc == null) {
      p.number(0);
    } else {
      p.number(1);
      p.constant(doc);
    }
    return p.toString();
  }

  /// What the class itself tells when somebody asks; the last of it is what tells its instructions from others.
  String details(long fingerprint) {
    Packer p = new Packer();
    // The parameter has a name that no annotation can hide; code shows it as CPython's does.
    p.strings(name.equals("__annotate__") ? varnames.stream().map(v -> v.equals(".format") ? "format" : v).toList() : varnames);
    p.strings(cellvars);
    p.strings(freevars);
    p.strings(List.copyOf(names.keySet()));
    p.number(consts.size());
    for (Object c : consts) {
      if (c instanceof CodeInfo nestedCode) {
        p.nested(nested.indexOf(nestedCode));
      } else {
        p.constant(c);
      }
    }
    p.strings(List.copyOf(globalReads));
    p.number(returnsValue || (flags & (GENERATOR | COROUTINE | ASYNC_GENERATOR)) != 0 ? 1 : 0);
    p.strings(rebound);
    p.number(fingerprint);
    return p.toString();
  }
}
