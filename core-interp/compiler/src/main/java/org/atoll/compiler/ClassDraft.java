package org.atoll.compiler;

import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.List;

/// What one code object is compiled to before it is written to a class file: methods, sites, and what the class tells about
/// itself. Holds nothing of the syntax tree. Not changed any more once the compiler has made it, and then thread-safe.
public final class ClassDraft {
  /// The classes that values are cast to; [Instructions#CAST] has an index of these.
  static final List<ClassDesc> CASTS = List.of(RuntimeAbi.OBJECTS, RuntimeAbi.CELL, RuntimeAbi.FUNCTION, RuntimeAbi.ITERATOR, RuntimeAbi.ARG_LIST,
      RuntimeAbi.STRINGS, RuntimeAbi.GENERATOR, RuntimeHelpers.GLOBAL_SITE, RuntimeHelpers.NAME_SITE, RuntimeHelpers.ATTR_SITE, RuntimeHelpers.STORE_ATTR_SITE,
      RuntimeHelpers.METHOD_SITE);
  /// Bodies with more bytes than this may need splitting, and are written at once to find out.
  private static final int SMALL = 6000;
  private static final int FEW_SITES = 400;

  /// What a site of a class holds.
  public enum SiteKind { CONSTANT, NAMES, GLOBAL, NAME, ATTR, STORE_ATTR, METHOD, LONG, DOUBLE }

  /// A site: a packed constant, a list of names, the name that a call-site cache is for, a `Long` or a `Double`.
  public record Site(SiteKind kind, Object value) {}

  record Method(String name, Instructions code) {}

  final String className;
  final String sourceName;
  final List<Method> methods = new ArrayList<>();
  List<Site> sites = List.of();
  /// The packed sites of a class that has too many for fields of their own; null for none.
  String siteTable;
  String positions;
  String details;
  /// Only of the class of a unit's own body.
  String summary;
  List<String> nested = List.of();
  /// Of a body that is called with its parameters one by one: how many there are; else -1.
  int arity = -1;
  /// What the class gives as the size of a generator's frame; 0 where it does not say.
  int frameSize;

  ClassDraft(String className, String sourceName) {
    this.className = className;
    this.sourceName = sourceName;
  }

  void add(String name, Instructions code) {
    methods.add(new Method(name, code));
  }

  static int castNumber(ClassDesc c) {
    return CASTS.indexOf(c);
  }

  /// A number, not negative, that tells the body from others, see [Instructions#fingerprint].
  long fingerprint() {
    long h = Instructions.FINGERPRINT_START;
    for (Method m : methods) {
      long own = m.code().fingerprint();
      h = Instructions.mixed(Instructions.mixed(h, (int) own), (int) (own >>> 32));
    }
    return h >>> 1;
  }

  /// Whether the class surely keeps within all limits, and its body is one method.
  boolean small() {
    return siteTable == null && sites.size() <= FEW_SITES && methods.size() <= 2 && methods.stream().allMatch(m -> m.code().bytes() <= SMALL);
  }

  public String className() {
    return className;
  }

  /// The method that a call begins with.
  public Instructions entry() {
    return methods.getLast().code();
  }

  /// Of a body that can be suspended: the method that goes on with it; else null.
  public Instructions resumption() {
    return methods.size() == 1 ? null : methods.getFirst().code();
  }

  /// How many parameters [#entry] takes one by one; -1 where it takes them in an array.
  public int arity() {
    return arity;
  }

  public List<Site> sites() {
    return sites;
  }

  /// The texts that the class would give under the same names.
  public String positions() {
    return positions;
  }

  public String details() {
    return details;
  }

  public String summary() {
    return summary;
  }

  public List<String> nested() {
    return nested;
  }

  /// The class file. With `shared` the class takes its sites from the runtime, which has them already, and is of use to
  /// this process only.
  public byte[] write(boolean shared) {
    return new ClassWriter(this, shared).write();
  }

  /// A class of another name whose `run` goes on in the middle of a method, with the values of its local variables in the
  /// array that it is given. The operand stack is empty there.
  ///
  /// @param method [#entry] or [#resumption]
  /// @param at the index of the instruction to go on with
  /// @param locals of each local variable what it holds: a class of the runtime, `int`, or null for a null
  public byte[] writeContinuation(String name, Instructions method, int at, List<ClassDesc> locals) {
    return new ClassWriter(this, true).writeContinuation(name, method, at, locals);
  }
}
