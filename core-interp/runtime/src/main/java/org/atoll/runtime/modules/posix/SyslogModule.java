package org.atoll.runtime.modules.posix;

import java.nio.charset.StandardCharsets;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.call.Convert;
import org.atoll.runtime.host.Posix;
import org.atoll.runtime.host.SystemLog;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyModule;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// The module `syslog` (`Modules/syslogmodule.c`). The log is the process's, whichever interpreter opens it.
@PyModuleDef("syslog")
final class SyslogModule {
  private static final String CONSTANTS = """
      LOG_ALERT=1 LOG_AUTH=32 LOG_AUTHPRIV=80 LOG_CONS=2 LOG_CRIT=2 LOG_CRON=72 LOG_DAEMON=24 LOG_DEBUG=7 LOG_EMERG=0 LOG_ERR=3 LOG_FTP=88
      LOG_INFO=6 LOG_KERN=0 LOG_LOCAL0=128 LOG_LOCAL1=136 LOG_LOCAL2=144 LOG_LOCAL3=152 LOG_LOCAL4=160 LOG_LOCAL5=168 LOG_LOCAL6=176
      LOG_LOCAL7=184 LOG_LPR=48 LOG_MAIL=16 LOG_NDELAY=8 LOG_NEWS=56 LOG_NOTICE=5 LOG_NOWAIT=16 LOG_ODELAY=4 LOG_PERROR=32 LOG_PID=1
      LOG_SYSLOG=40 LOG_USER=8 LOG_UUCP=64 LOG_WARNING=4""";
  private static final int LOG_INFO = 6;
  private boolean open;

  void exec(ThreadState ts, PyModule module) {
    ConstantTable.add(module, CONSTANTS);
  }

  private static byte[] text(ThreadState ts, Object str) {
    byte[] b = ((PyBytes) PyObjects.callMethod(ts, str, "encode", "utf-8")).bytes;
    for (byte c : b) {
      if (c == 0) {
        throw PyErr.valueError("embedded null character");
      }
    }
    return b;
  }

  @PyFunction(sig = "(ident=<absent>, logoption=0, facility=8)", doc = "Set logging options of subsequent syslog() calls.")
  void openlog(ThreadState ts, Object ident, long option, long facility) {
    if (ident != null && !PyUnicode.check(ident)) {
      throw PyErr.typeError("openlog() argument 'ident' must be str, not %s", PyObject.typeOf(ident).name());
    }
    SystemLog.open(ident == null ? programName(ts) : text(ts, ident), (int) option, (int) facility);
    open = true;
  }

  /// The last part of `sys.argv[0]`, as far as there is one.
  private static byte[] programName(ThreadState ts) {
    Object argv = ts.interpreter().sysAttribute(ts, "argv");
    if (!(argv instanceof PyList list) || list.size() == 0 || !PyUnicode.check(list.get(0))) {
      return "python".getBytes(StandardCharsets.US_ASCII);
    }
    String script = PyUnicode.toJava(list.get(0));
    String name = script.substring(script.lastIndexOf('/') + 1);
    return (name.isEmpty() ? "python" : name).getBytes(StandardCharsets.UTF_8);
  }

  @PyFunction(sig = "(*args)", doc = "Send the string message to the system logger.")
  void syslog(ThreadState ts, PyTuple args) {
    Object[] a = args.items;
    if (a.length < 1 || a.length > 2) {
      throw PyErr.typeError("syslog.syslog requires 1 to 2 arguments");
    }
    int priority = a.length == 2 ? Convert.toInt(ts, a[0]) : LOG_INFO;
    Object message = a[a.length - 1];
    if (!PyUnicode.check(message)) {
      throw PyErr.typeError("syslog() argument %d must be str, not %s", a.length, message == PyNone.NONE ? "None" : PyObject.typeOf(message).name());
    }
    byte[] m = text(ts, message);
    if (!open) {
      openlog(ts, null, 0, 8);
    }
    ts.beginBlocking();
    try {
      SystemLog.write(priority, m);
    } finally {
      ts.endBlocking();
    }
  }

  @PyFunction(sig = "()", doc = "Reset the syslog module values and call the system library closelog().")
  void closelog() {
    if (open) {
      SystemLog.close();
      open = false;
    }
  }

  @PyFunction(sig = "(maskpri, /)", doc = "Set the priority mask to maskpri and return the previous mask value.")
  long setlogmask(int mask) {
    return Posix.call("setlogmask", mask);
  }

  @PyFunction(sig = "(pri, /)", name = "LOG_UPTO", doc = "Calculates the mask for all priorities up to and including pri.")
  long logUpto(int priority) {
    return (1 << priority + 1) - 1;
  }

  @PyFunction(sig = "(pri, /)", name = "LOG_MASK", doc = "Calculates the mask for the individual priority pri.")
  long logMask(int priority) {
    return 1 << priority;
  }
}
