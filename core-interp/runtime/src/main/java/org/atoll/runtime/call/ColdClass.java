package org.atoll.runtime.call;

import java.util.List;
import org.atoll.compiler.ClassDraft;
import org.atoll.compiler.Instructions;

/// A class that the compiler has drafted and not written, ready to be carried out by [ColdBody]. Thread-safe.
final class ColdClass {
  final ClassDraft draft;
  final boolean straight;
  /// How many parameters the body takes one by one; -1 where it takes them in an array.
  final int arity;
  final int[] code;
  final int[] handlers;
  /// What operands of [#code] refer to; strings are interned, as constants of a class are.
  final Object[] values;
  final int locals;
  final int room;
  private Object[] sites;

  ColdClass(ClassDraft draft) {
    this.draft = draft;
    this.straight = draft.straight();
    this.arity = draft.arity();
    Instructions body = draft.entry();
    this.code = body.code();
    this.handlers = body.handlers();
    this.values = body.values().toArray();
    if (straight) {
      for (int i = 0; i < values.length; i++) {
        if (values[i] instanceof String s) {
          values[i] = s.intern();
        }
      }
      Instructions.Room needed = body.room(arity < 0 ? 4 : 3 + arity);
      this.locals = needed.locals();
      this.room = locals + needed.stack();
    } else {
      this.locals = 0;
      this.room = 0;
    }
  }

  /// The call-site caches and constants, which the class takes over when it is written after all.
  synchronized Object[] sites() {
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
