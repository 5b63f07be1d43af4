package org.atoll.actors.cell;

import org.atoll.channels.ends.Source;
import org.atoll.channels.ends.Watcher;
import org.atoll.channels.ends.Watchers;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;

/// The answer of an actor, for `select()`, which gives it once. Guarded by the asker's GIL, but for what watches it.
final class SelectedAnswer implements Source {
  final Watchers watchers = new Watchers();
  private final PyReply reply;
  private boolean given;

  SelectedAnswer(PyReply reply) {
    this.reply = reply;
  }

  @Override
  public Object take(ThreadState ts) {
    if (given) {
      return CLOSED;
    }
    if (!reply.isDone()) {
      return null;
    }
    given = true;
    return reply.result(ts, PyNone.NONE);
  }

  @Override
  public boolean isReady() {
    return reply.isDone();
  }

  @Override
  public void watch(Watcher w) {
    watchers.add(w);
  }

  @Override
  public void unwatch(Watcher w) {
    watchers.remove(w);
  }
}
