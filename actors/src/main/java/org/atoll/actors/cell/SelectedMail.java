package org.atoll.actors.cell;

import org.atoll.channels.ends.Mail;
import org.atoll.channels.ends.Watcher;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.PyTuple;

/// The messages of a function actor, for `select()`: what a [Receiver] would give, which is what is selected from. Guarded by the
/// actor's turn and its interpreter's GIL, but for [#watch], [#unwatch] and [#rest].
final class SelectedMail implements Mail {
  private final Incarnation incarnation;
  private final Reception reception;
  private final Receiver receiver;

  SelectedMail(Incarnation incarnation, Receiver receiver) {
    this.incarnation = incarnation;
    this.reception = incarnation.reception();
    this.receiver = receiver;
    receiver.beginSearch();
  }

  @Override
  public void begin(ThreadState ts) {
    if (incarnation.coroutine() != null) {
      throw ActorErrors.error("%s is a coroutine function, which selects from its messages by select_async()", incarnation.cell.path);
    }
    incarnation.neglectPresent();
    receiver.beginSearch();
  }

  @Override
  public Object loop(ThreadState ts) {
    CoroutineRun run = incarnation.coroutine();
    if (run == null) {
      throw ActorErrors.error("%s is no coroutine function: it selects from its messages by select()", incarnation.cell.path);
    }
    receiver.beginSearch();
    return run.loop().loop();
  }

  @Override
  public Object take(ThreadState ts) {
    CoroutineRun run = incarnation.coroutine();
    if (run == null) {
      Object found = reception.find(ts, receiver.search());
      return found == Reception.EXIT ? END : found;
    }
    Object found = PyObjects.callMethod(ts, run.loop().loop(), "poll", receiver);
    return found instanceof PyTuple t ? t.items[0] : found instanceof Boolean ? END : null;
  }

  @Override
  public boolean isReady() {
    return reception.mayHave();
  }

  @Override
  public void watch(Watcher w) {
    reception.watchers().add(w);
  }

  @Override
  public void unwatch(Watcher w) {
    reception.watchers().remove(w);
  }

  @Override
  public void rest(boolean idle) {
    reception.rest(idle);
  }
}
