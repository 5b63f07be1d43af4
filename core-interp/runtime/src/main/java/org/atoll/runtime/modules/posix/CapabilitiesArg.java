package org.atoll.runtime.modules.posix;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.atoll.runtime.host.Permissions;
import org.atoll.runtime.interp.Capabilities;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.Slot;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyUnicode;
import org.atoll.runtime.types.Sequences;

/// Capabilities as Python code gives them: a mapping such as
/// `{'read': ['/data'], 'write': [], 'network': True, 'environment': 'read', 'streams': ['stdout']}`. What is not named is not
/// allowed.
public final class CapabilitiesArg {
  private static final List<String> NAMES = List.of("read", "write", "network", "subprocess", "process", "shared", "environment", "streams", "descriptors",
      "java", "threads");
  private static final Map<String, Integer> STREAMS = Map.of("stdin", 0, "stdout", 1, "stderr", 2);

  private CapabilitiesArg() {}

  /// @param mapping None for none at all
  /// @throws PyException TypeError or ValueError that says what is wrong with it
  public static Capabilities of(ThreadState ts, Object mapping) {
    if (mapping == PyNone.NONE) {
      return Capabilities.NONE;
    }
    if (PyObjects.getOptionalAttr(ts, mapping, "keys") == null) {
      throw PyErr.typeError("capabilities must be a mapping or None, not %s", PyObject.typeOf(mapping).messageName());
    }
    Capabilities out = Capabilities.NONE;
    for (Object key : Sequences.toArray(ts, PyObjects.callMethod(ts, mapping, "keys"))) {
      if (!PyUnicode.check(key) || !NAMES.contains(PyUnicode.toJava(key))) {
        throw PyErr.create(PyExc.ValueError, PyUnicode.concat(PyUnicode.concat("unknown capability ", PyObjects.repr(ts, key)),
            "; there are: " + String.join(", ", NAMES)));
      }
      out = with(ts, out, PyUnicode.toJava(key), PyObjects.getItem(ts, mapping, key));
    }
    return out;
  }

  private static Capabilities with(ThreadState ts, Capabilities c, String name, Object value) {
    Permissions host = c.host();
    return switch (name) {
      case "read" -> c.withHost(host.withRead(folders(ts, name, value)));
      case "write" -> c.withHost(host.withWrite(folders(ts, name, value)));
      case "network" -> c.withNetwork(truth(name, value));
      case "subprocess" -> c.withSubprocess(truth(name, value));
      case "process" -> c.withProcess(truth(name, value));
      case "shared" -> c.withShared(truth(name, value));
      case "threads" -> c.withThreads(truth(name, value));
      case "environment" -> c.withEnvironment(environment(value));
      case "streams" -> c.withHost(host.withStreams(streams(ts, value)));
      case "descriptors" -> c.withHost(host.withDescriptors(descriptors(ts, value)));
      default -> c.withJava(patterns(ts, value));
    };
  }

  private static boolean truth(String name, Object value) {
    if (value instanceof Boolean b) {
      return b;
    }
    throw PyErr.typeError("capability '%s' must be True or False, not %s", name, PyObject.typeOf(value).messageName());
  }

  private static Object[] items(ThreadState ts, String name, Object value, String of) {
    if (PyUnicode.check(value) || value instanceof PyBytes || PyObject.typeOf(value).slot(Slot.ITER) == null) {
      throw PyErr.typeError("capability '%s' must be a list of %s, not %s", name, of, PyObject.typeOf(value).messageName());
    }
    return Sequences.toArray(ts, value);
  }

  /// True stands for everywhere, False for nowhere.
  private static List<String> folders(ThreadState ts, String name, Object value) {
    if (value instanceof Boolean all) {
      return all ? Permissions.ALL.read() : List.of();
    }
    List<String> out = new ArrayList<>();
    for (Object o : items(ts, name, value, "folders")) {
      byte[] path = FsPath.encode(ts, o);
      if (path.length == 0) {
        throw PyErr.valueError("capability '%s' has an empty folder name", name);
      }
      byte[] resolved = WorkingDirectory.of(ts).absolute(path);
      out.add(Permissions.name(resolved));
    }
    return out;
  }

  private static Permissions.Environs environment(Object value) {
    if (value instanceof Boolean all) {
      return all ? Permissions.Environs.CHANGE : Permissions.Environs.NONE;
    }
    if (PyUnicode.check(value) && PyUnicode.toJava(value).equals("read")) {
      return Permissions.Environs.READ;
    }
    throw PyErr.typeError("capability 'environment' must be True, False or 'read'");
  }

  private static Set<Integer> streams(ThreadState ts, Object value) {
    if (value instanceof Boolean all) {
      return all ? Permissions.ALL.streams() : Set.of();
    }
    Set<Integer> out = new TreeSet<>();
    for (Object o : items(ts, "streams", value, "names of standard streams")) {
      Integer fd = PyUnicode.check(o) ? STREAMS.get(PyUnicode.toJava(o)) : null;
      if (fd == null) {
        throw PyErr.create(PyExc.ValueError, PyUnicode.concat("capability 'streams' knows 'stdin', 'stdout' and 'stderr', not ", PyObjects.repr(ts, o)));
      }
      out.add(fd);
    }
    return out;
  }

  /// Numbers, or objects with a `fileno()`.
  private static Set<Integer> descriptors(ThreadState ts, Object value) {
    Set<Integer> out = new TreeSet<>();
    for (Object o : items(ts, "descriptors", value, "descriptors")) {
      out.add(FileDescriptorArg.of(ts, o));
    }
    return out;
  }

  private static String[] patterns(ThreadState ts, Object value) {
    if (value instanceof Boolean all) {
      return all ? new String[] {"*"} : new String[0];
    }
    Object[] items = items(ts, "java", value, "class names");
    String[] out = new String[items.length];
    for (int i = 0; i < out.length; i++) {
      if (!PyUnicode.check(items[i])) {
        throw PyErr.typeError("capability 'java' must be a list of class names, not of %s", PyObject.typeOf(items[i]).messageName());
      }
      out[i] = PyUnicode.toJava(items[i]);
    }
    return out;
  }
}
