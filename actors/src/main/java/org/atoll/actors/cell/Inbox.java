package org.atoll.actors.cell;

import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyType;

/// What the event loop of a coroutine function knows of its actor. Belongs to the actor's interpreter.
@PyTypeDef(name = "Inbox", module = "_atoll_actors", basetype = false, instantiable = false)
final class Inbox extends PyObject {
  static final PyType TYPE = PyType.builtin(new InboxBinder());

  private final CoroutineRun run;
  private final Reception reception;
  private final Cell cell;

  Inbox(CoroutineRun run, Reception reception, Cell cell) {
    super(TYPE);
    this.run = run;
    this.reception = reception;
    this.cell = cell;
  }

  @PyGetter(name = "path")
  String path() {
    return cell.path;
  }

  @PyMethod(sig = "(idle, /)", doc = "Whether there is nothing to do but to wait for messages.")
  void rest(boolean idle) {
    reception.rest(idle);
  }

  @PyMethod(sig = "()", doc = "Do what is to be done besides messages, such as waking who awaits another actor's answer.")
  void run_errands(ThreadState ts) {
    run.runErrands(ts);
  }
}
