package org.atoll.runtime.types;

/// Makes simple namespaces from Java.
public final class SimpleNamespaces {
  private SimpleNamespaces() {}

  /// A namespace of names and values in turn.
  public static PySimpleNamespace of(Object... items) {
    PySimpleNamespace n = new PySimpleNamespace(PySimpleNamespace.TYPE);
    for (int i = 0; i < items.length; i += 2) {
      n.setOwn((String) items[i], items[i + 1]);
    }
    return n;
  }

  /// A namespace of a dict's items, whose keys are str.
  public static PySimpleNamespace of(PyDict items) {
    PySimpleNamespace n = new PySimpleNamespace(PySimpleNamespace.TYPE);
    Object[] keys = items.keyArray();
    Object[] values = items.valueArray();
    for (int i = 0; i < items.size(); i++) {
      n.setOwn(PyUnicode.toJava(keys[i]), values[i]);
    }
    return n;
  }

  /// Puts such a namespace into a dict.
  public static void put(PyDict d, String name, Object... items) {
    d.put(name, of(items));
  }
}
