package org.atoll.actors.interpreters;

import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyBaseException;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyUnicode;
import org.atoll.runtime.types.SimpleNamespaces;

/// An uncaught exception as another interpreter is told of it (`_PyXI_excinfo`): plain text, since the objects stay where
/// they are. Immutable.
///
/// @param formatted `type: message`
/// @param display the whole traceback, as it would be printed
public record ExceptionSnapshot(String typeName, String typeQualname, String typeModule, Object message, Object formatted, Object display) {
  /// Describes an exception, in its own interpreter.
  public static ExceptionSnapshot of(ThreadState ts, PyBaseException e) {
    PyType t = e.type;
    Object module = t.isHeapType() ? t.dict().get("__module__") : t.binder().module();
    String moduleName = module instanceof String s ? s : "builtins";
    Object message = safely(() -> PyObjects.str(ts, e), "");
    String prefix = moduleName.equals("builtins") || moduleName.equals("__main__") ? "" : moduleName + ".";
    Object formatted = PyUnicode.concat(prefix + t.qualname(), ": ", message);
    return new ExceptionSnapshot(t.name(), String.valueOf(t.qualname()), moduleName, message, formatted, safely(() -> display(ts, e), PyNone.NONE));
  }

  /// `type: message` as Java text, without the colon where there is no message.
  public String line() {
    String text = PyUnicode.toUtf16(formatted);
    return messageText().isEmpty() && text.endsWith(": ") ? text.substring(0, text.length() - 2) : text;
  }

  /// The message as Java text; empty where it cannot be made.
  public String messageText() {
    return PyUnicode.toUtf16(message);
  }

  /// The traceback as Java text; the last line of it alone where it cannot be made.
  public String traceback() {
    return display == PyNone.NONE ? line() : PyUnicode.toUtf16(display);
  }

  private static Object safely(java.util.function.Supplier<Object> make, Object otherwise) {
    try {
      return make.get();
    } catch (PyException e) {
      return otherwise;
    }
  }

  private static Object display(ThreadState ts, PyBaseException e) {
    Object traceback = ts.interpreter().importModule(ts, "traceback");
    Object te = PyObjects.callMethod(ts, PyObjects.getAttr(ts, traceback, "TracebackException"), "from_exception", e);
    Object text = PyObjects.callMethod(ts, "", "join", PyObjects.callMethod(ts, te, "format"));
    return PyObjects.callMethod(ts, text, "rstrip", "\n");
  }

  /// The namespace that `_interpreters.exec` and its like return.
  public Object toPython() {
    Object type = SimpleNamespaces.of("__name__", typeName, "__qualname__", typeQualname, "__module__", typeModule);
    return SimpleNamespaces.of("type", type, "msg", message, "formatted", formatted, "errdisplay", display);
  }
}
