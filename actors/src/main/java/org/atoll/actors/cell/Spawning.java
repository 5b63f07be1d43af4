package org.atoll.actors.cell;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.atoll.actors.interpreters.InterpreterSettings;
import org.atoll.actors.interpreters.LimitsArg;
import org.atoll.channels.codec.MainDefinitions;
import org.atoll.channels.codec.Message;
import org.atoll.channels.codec.Sending;
import org.atoll.runtime.host.Permissions;
import org.atoll.runtime.interp.Capabilities;
import org.atoll.runtime.interp.Limits;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.posix.CapabilitiesArg;
import org.atoll.runtime.object.Layout;
import org.atoll.runtime.object.PyFunction;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyBaseObject;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// Turns what `spawn` is given into an actor. Stateless; the GIL is held.
final class Spawning {
  /// The attribute by which `@actor` marks a class.
  static final String MARK = "__atoll_actor__";

  /// The methods of the classes of one interpreter. Guarded by its GIL.
  private static final class Methods {
    final Map<PyType, Known> known = new IdentityHashMap<>();
  }

  /// The methods of a class, as long as it has the same attributes.
  private record Known(Layout layout, Set<String> names) {}

  private Spawning() {}

  static Cell spawn(ThreadState ts, Object cls, PyTuple args, PyDict kwargs, Object name, Strategy given, Object mailbox, Object limits, Object capabilities,
      Group group) {
    boolean function = cls instanceof PyFunction;
    check(ts, cls, function);
    String asked = name(name);
    Limits bounds = limits(ts, limits);
    Mailbox box = mailbox(mailbox).make(bounds.mailbox(), Actors.of(ts).timer());
    MainDefinitions.enable(ts);
    MainDefinitions.Root code = MainDefinitions.of(ts, cls);
    Message sentArgs = args.items.length == 0 ? null : Sending.snapshot(ts, args);
    Message sentKwargs = kwargs.size() == 0 ? null : Sending.snapshot(ts, kwargs);
    String title = function ? String.valueOf(((PyFunction) cls).name()) : ((PyType) cls).name();
    Strategy strategy = given != null ? given : function ? Strategy.STOP : Strategy.RESUME;
    Blueprint blueprint = new Blueprint(title, function, code, sentArgs, sentKwargs, function ? null : methods(ts, (PyType) cls), strategy,
        settings(ts, capabilities), bounds);
    return Actors.of(ts).spawn(ts, blueprint, asked, box, group);
  }

  private static void check(ThreadState ts, Object cls, boolean function) {
    if (function) {
      return;
    }
    if (!(cls instanceof PyType t)) {
      throw PyErr.typeError("spawn() takes a class decorated with @actor, or a function, not %s", PyUnicode.toUtf16(PyObjects.repr(ts, cls)));
    }
    if (!PyObjects.hasAttr(ts, t, MARK)) {
      throw PyErr.typeError("class %s is no actor: decorate it with @actor", t.name());
    }
  }

  private static String name(Object name) {
    if (name == PyNone.NONE) {
      return null;
    }
    if (!PyUnicode.check(name)) {
      throw PyErr.typeError("an actor's name must be a str, not %s", PyObject.typeOf(name).name());
    }
    String s = PyUnicode.toJava(name);
    if (s.isEmpty() || s.contains("/")) {
      throw PyErr.valueError("an actor's name must not be empty nor contain '/': '%s'", s);
    }
    return s;
  }

  private static MailboxOptions mailbox(Object mailbox) {
    if (mailbox == PyNone.NONE) {
      return MailboxOptions.DEFAULT;
    }
    if (mailbox instanceof MailboxOptions o) {
      return o;
    }
    if (mailbox instanceof Long capacity) {
      return (MailboxOptions) MailboxOptions.create(MailboxOptions.TYPE, (int) Math.clamp(capacity, Integer.MIN_VALUE, Integer.MAX_VALUE), "block", false);
    }
    if (mailbox instanceof BigInteger) {
      throw PyErr.overflowError("a mailbox of so many messages cannot be made");
    }
    throw PyErr.typeError("mailbox must be a Mailbox or an int, not %s", PyObject.typeOf(mailbox).name());
  }

  /// @throws org.atoll.runtime.types.PyException TypeError for what is no strategy
  static Strategy strategy(ThreadState ts, Object supervise, Strategy otherwise) {
    if (supervise == PyNone.NONE) {
      return otherwise;
    }
    if (supervise instanceof Strategy s) {
      return s;
    }
    throw PyErr.typeError("supervise must be Resume(), Restart(), Stop() or Escalate(), not %s", PyUnicode.toUtf16(PyObjects.repr(ts, supervise)));
  }

  /// What the actor may do on this machine: what was asked for, as far as the spawner may do it itself.
  private static InterpreterSettings settings(ThreadState ts, Object capabilities) {
    Permissions own = ts.access().permissions();
    if (capabilities != PyNone.NONE) {
      Capabilities asked = CapabilitiesArg.of(ts, capabilities);
      return InterpreterSettings.ISOLATED.withAllowed(own.unlimited() ? asked : asked.and(ts.interpreter().config().capabilities()));
    }
    return own.unlimited() ? InterpreterSettings.ISOLATED
        : InterpreterSettings.ISOLATED.withAllowed(Capabilities.ISOLATED.and(ts.interpreter().config().capabilities()));
  }

  private static Limits limits(ThreadState ts, Object limits) {
    if (!ts.interpreter().limits().isShareable()) {
      throw ActorErrors.error("interpreter %d has limits, so it cannot spawn actors, which would have limits of their own", ts.interpreter().id());
    }
    if (limits == PyNone.NONE) {
      return Limits.UNLIMITED;
    }
    Object module = ts.interpreter().importModule(ts, "atoll.interpreters");
    Object made = PyObjects.callMethod(ts, PyObjects.callMethod(ts, module, "_limits", limits), "_native");
    return LimitsArg.of(ts, (PyTuple) made);
  }

  /// What calls may name: all that the class and its bases define and that is not private; null where it answers to any
  /// name.
  private static Set<String> methods(ThreadState ts, PyType cls) {
    Map<PyType, Known> all = ts.interpreter().state(Methods.class, Methods::new).known;
    Known known = all.get(cls);
    if (known != null && known.layout == cls.layout()) {
      return known.names;
    }
    Set<String> names = new HashSet<>();
    for (PyType t : cls.mro()) {
      if (t == PyBaseObject.TYPE) {
        continue;
      }
      for (Object key : t.dict().keyArray()) {
        if (key instanceof String s && s.equals("__getattr__")) {
          names = null;
          break;
        }
        if (key instanceof String s && !s.startsWith("_")) {
          names.add(s);
        }
      }
      if (names == null) {
        break;
      }
    }
    all.put(cls, new Known(cls.layout(), names));
    return names;
  }
}
