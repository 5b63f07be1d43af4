package org.atoll.runtime.object;

import org.atoll.runtime.interp.ThreadState;

/// A built-in object that does what an instance of another built-in type does, whose contents it has elsewhere. Code that looks for the Java class
/// of such an instance, and does not ask the object's methods, asks for [#plain] of this.
public interface StandIn extends ClaimsClass {
  /// The type whose instances behave as this does.
  PyType claimedType();

  /// A new instance of that type with the same items.
  PyObject plain(ThreadState ts);

  /// The object, or its plain copy where it stands in for an instance of this type or a derived one.
  static Object plain(ThreadState ts, Object o, PyType type) {
    return o instanceof StandIn s && s.claimedType().isSubtype(type) ? s.plain(ts) : o;
  }
}
