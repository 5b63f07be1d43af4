package org.atoll.actors.cell;

import java.util.Set;
import org.atoll.actors.interpreters.InterpreterSettings;
import org.atoll.channels.codec.MainDefinitions;
import org.atoll.channels.codec.Message;
import org.atoll.runtime.interp.Limits;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyTuple;

/// What each incarnation of an actor is made from. Immutable, and used any number of times.
///
/// @param title the name of the class or function
/// @param isFunction whether it is a function, which takes its messages itself
/// @param code the class or function
/// @param args the arguments, or null for none; kwargs likewise
/// @param settings what its interpreters may do: no more than that of who has spawned it
/// @param methods the names that calls may have, or null for any
record Blueprint(String title, boolean isFunction, MainDefinitions.Root code, Message args, Message kwargs, Set<String> methods, Strategy strategy,
    InterpreterSettings settings, Limits limits) {
  private static final Object[] NOTHING = {};

  Object[] arguments(ThreadState ts) {
    return args == null ? NOTHING : ((PyTuple) args.openCopy(ts)).items;
  }

  PyDict keywords(ThreadState ts) {
    return kwargs == null ? null : (PyDict) kwargs.openCopy(ts);
  }

  void release() {
    if (args != null) {
      args.release();
    }
    if (kwargs != null) {
      kwargs.release();
    }
  }
}
