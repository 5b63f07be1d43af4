package org.atoll.actors.offers;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// Makes Python objects that stand for Java ones: of a class with the interface's methods and nothing else.
public final class Offers {
  private Offers() {}

  /// The methods that an offer would show, by name.
  ///
  /// @throws IllegalArgumentException if it is no interface, has no methods, or is closed to reflection
  public static Map<String, List<Method>> methods(Class<?> face) {
    if (!face.isInterface() || face.isAnnotation()) {
      throw new IllegalArgumentException(face.getName() + " is no interface: what Python may call is named by one");
    }
    Map<String, List<Method>> byName = new LinkedHashMap<>();
    for (Method m : face.getMethods()) {
      if (Modifier.isStatic(m.getModifiers())) {
        continue;
      }
      try {
        m.setAccessible(true);
      } catch (RuntimeException e) {
        throw new IllegalArgumentException(face.getName() + " cannot be called: open its package to Atoll's module (" + e.getMessage() + ")");
      }
      byName.computeIfAbsent(m.getName(), n -> new ArrayList<>()).add(m);
    }
    if (byName.isEmpty()) {
      throw new IllegalArgumentException(face.getName() + " has no methods to offer");
    }
    return byName;
  }

  /// The Python object for `target`, with the GIL held. An interface with a single abstract method may be called itself, too.
  public static Object make(ThreadState ts, Class<?> face, Map<String, List<Method>> methods, Object target) {
    PyDict members = new PyDict();
    members.put(ts, "__slots__", PyTuple.EMPTY);
    members.put(ts, "__module__", PyUnicode.fromUtf16(face.getPackageName()));
    members.put(ts, "__doc__", PyUnicode.fromUtf16("The Java interface " + face.getName() + "."));
    methods.forEach((name, overloads) -> members.put(ts, name.intern(), new PyOfferedMethod(target, overloads)));
    List<Method> required = methods.values().stream().flatMap(List::stream).filter(m -> Modifier.isAbstract(m.getModifiers())).toList();
    if (required.size() == 1) {
      members.put(ts, "__call__", new PyOfferedMethod(target, List.copyOf(required)));
    }
    Object cls = Call.call3(ts, PyType.TYPE, PyUnicode.fromUtf16(face.getSimpleName()), PyTuple.EMPTY, members);
    return Call.call0(ts, cls);
  }
}
