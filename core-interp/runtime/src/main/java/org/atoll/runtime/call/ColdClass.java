package org.atoll.runtime.call;

import java.util.List;
import org.atoll.compiler.ClassDraft;

/// A class that the compiler has drafted and not written, ready to be carried out by [ColdBody]. Thread-safe.
final class ColdClass {
  final ClassDraft draft;
  /// How many parameters the body takes one by one; -1 where it takes them in an array.
  final int arity;
  private volatile ColdMethod entry;
  private volatile ColdMethod resumption;
  private volatile Object[] sites;

  ColdClass(ClassDraft draft) {
    this.draft = draft;
    this.arity = draft.arity();
  }

  /// The method that a call begins with.
  ColdMethod entry() {
    ColdMethod m = entry;
    if (m == null) {
      entry = m = new ColdMethod(draft.entry(), arity < 0 ? 4 : 3 + arity);
    }
    return m;
  }

  /// The method that goes on with a suspended body.
  ColdMethod resumption() {
    ColdMethod m = resumption;
    if (m == null) {
      resumption = m = new ColdMethod(draft.resumption(), 4);
    }
    return m;
  }

  /// The call-site caches and constants, which the class takes over when it is written after all.
  Object[] sites() {
    Object[] made = sites;
    return made != null ? made : makeSites();
  }

  private synchronized Object[] makeSites() {
    if (sites == null) {
      List<ClassDraft.Site> drafted = draft.sites();
      Object[] made = new Object[drafted.size()];
      for (int i = 0; i < made.length; i++) {
        made[i] = site(drafted.get(i));
      }
      sites = made;
    }
    return sites;
  }

  private static Object site(ClassDraft.Site s) {
    return switch (s.kind()) {
      case CONSTANT -> Build.constant((String) s.value());
      case LONG, DOUBLE -> s.value();
      case NAMES -> ((List<?>) s.value()).stream().map(n -> ((String) n).intern()).toArray(String[]::new);
      case GLOBAL -> new GlobalSite(name(s));
      case NAME -> new NameSite(name(s));
      case ATTR -> new AttrSite(name(s));
      case STORE_ATTR -> new StoreAttrSite(name(s));
      case METHOD -> new MethodSite(name(s));
    };
  }

  private static String name(ClassDraft.Site s) {
    return ((String) s.value()).intern();
  }
}
