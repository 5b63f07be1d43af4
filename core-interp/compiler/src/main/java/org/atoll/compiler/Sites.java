package org.atoll.compiler;

import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.atoll.compiler.ClassDraft.Site;
import org.atoll.compiler.ClassDraft.SiteKind;
import org.atoll.compiler.RuntimeAbi.Helper;

/// The call-site caches and constants of a class.
final class Sites {
  /// The kinds of what a site table holds, as the runtime's `Build.siteTable` reads them.
  private static final int KIND_CONSTANT = 0;
  private static final int KIND_NAMES = 1;
  private static final List<SiteKind> CACHES = List.of(SiteKind.GLOBAL, SiteKind.NAME, SiteKind.ATTR, SiteKind.STORE_ATTR, SiteKind.METHOD);
  private static final List<ClassDesc> CACHE_TYPES = List.of(RuntimeHelpers.GLOBAL_SITE, RuntimeHelpers.NAME_SITE, RuntimeHelpers.ATTR_SITE,
      RuntimeHelpers.STORE_ATTR_SITE, RuntimeHelpers.METHOD_SITE);

  private final CodeGen g;
  private final List<Site> sites = new ArrayList<>();
  private final Map<Object, Integer> constants = new HashMap<>();
  private final Map<Shared, Integer> globals = new HashMap<>();
  private final Packer table = new Packer();
  private int tableSize;

  private record Shared(int kind, String name) {}

  Sites(CodeGen g) {
    this.g = g;
  }

  /// Adds a site and gives its number: in a compact class that of an element of the table.
  private int add(SiteKind kind, Object value) {
    if (!g.compactSites) {
      sites.add(new Site(kind, value));
      return sites.size() - 1;
    }
    switch (kind) {
      case CONSTANT -> {
        table.number(KIND_CONSTANT);
        table.packed((String) value);
      }
      case LONG, DOUBLE -> {
        table.number(KIND_CONSTANT);
        table.constant(value);
      }
      case NAMES -> {
        table.number(KIND_NAMES);
        List<String> names = new ArrayList<>();
        ((List<?>) value).forEach(n -> names.add((String) n));
        table.strings(names);
      }
      case GLOBAL, NAME, ATTR, STORE_ATTR, METHOD -> {
        table.number(2 + CACHES.indexOf(kind));
        table.string((String) value);
      }
    }
    return tableSize++;
  }

  private void get(int number, ClassDesc type) {
    if (!g.compactSites) {
      g.e.site(number);
      return;
    }
    g.e.siteTable();
    g.e.iconst(number);
    g.e.aaload();
    if (!type.equals(RuntimeAbi.OBJECT)) {
      g.e.checkcast(type);
    }
  }

  /// Pushes a site of its own for this place.
  void push(Helper init, String name) {
    g.info.names.putIfAbsent(name, g.info.names.size());
    int kind = CACHE_TYPES.indexOf(init.owner());
    get(add(CACHES.get(kind), name), init.owner());
  }

  /// Pushes the site that all uses of a global name in this class share.
  void pushShared(Helper init, String name) {
    g.info.names.putIfAbsent(name, g.info.names.size());
    int kind = CACHE_TYPES.indexOf(init.owner());
    get(globals.computeIfAbsent(new Shared(kind, name), n -> add(CACHES.get(kind), name)), init.owner());
  }

  private void pushConstant(Object key, SiteKind kind, Object value) {
    get(constants.computeIfAbsent(key, k -> add(kind, value)), RuntimeAbi.OBJECT);
  }

  /// Pushes a constant that is made when the class is initialised.
  void pushConstant(Object value) {
    Packer p = new Packer();
    p.constant(value);
    String packed = p.toString();
    pushConstant(List.of(packed), SiteKind.CONSTANT, packed);
  }

  void pushBoxedLong(long value) {
    pushConstant(value, SiteKind.LONG, value);
  }

  void pushBoxedDouble(double value) {
    pushConstant(value, SiteKind.DOUBLE, value);
  }

  /// Pushes a `String[]` constant.
  void pushNames(List<String> names) {
    get(constants.computeIfAbsent(List.of("names", names), k -> add(SiteKind.NAMES, List.copyOf(names))), RuntimeAbi.STRINGS);
  }

  /// Tells the class of the sites.
  void finish(ClassDraft draft) {
    draft.sites = sites;
    draft.siteTable = tableSize > 0 ? table.toString() : null;
  }
}
