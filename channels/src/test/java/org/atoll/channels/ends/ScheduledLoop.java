package org.atoll.channels.ends;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import org.atoll.schedule.Schedule;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.types.PyException;

/// An event loop under a [Schedule], and its tasks: what `atoll._channel_async` does. Tasks are cancelled at random.
final class ScheduledLoop implements Schedule.Scripted {
  /// What a task does next, and is told of.
  interface Work {
    /// The result; PENDING where it is to wait.
    Object attempt(ThreadState ts);

    /// Where it waits then.
    PyLobby lobby(ThreadState ts, ScheduledLoop loop);

    /// It is going to.
    void waits();

    /// For how many nanoseconds there is nothing to look for, unless it is woken; Long.MAX_VALUE for ever.
    default long nanosToDue() {
      return Long.MAX_VALUE;
    }

    /// That was it: with a result, or an exception; with neither where it was cancelled.
    void over(Object got, PyException e);

    /// Its interpreter is gone while it waits.
    void abandoned();
  }

  private final Schedule schedule;
  /// Gives the next thing that a task does, by its name; null where there is none.
  private final BiFunction<String, ThreadState, Work> works;
  private final Deque<Runnable> ready = new ArrayDeque<>();
  private final List<Task> tasks = new ArrayList<>();
  private Schedule.Actor actor;

  ScheduledLoop(Schedule schedule, BiFunction<String, ThreadState, Work> works) {
    this.schedule = schedule;
    this.works = works;
  }

  @Override
  public Object call(String method, Object... args) {
    PyLobby lobby = (PyLobby) args[0];
    ready.add(() -> lobby.__call__(Schedule.current().ts()));
    schedule.wake(actor);
    return PyNone.NONE;
  }

  /// Runs a few tasks to their ends. Called by the thread of the loop.
  void run() {
    actor = Schedule.current();
    Random choose = schedule.choose();
    try {
      for (int i = 1 + choose.nextInt(3); i > 0; i--) {
        Task t = new Task("task " + i, 1 + choose.nextInt(3));
        tasks.add(t);
        ready.add(t::begin);
      }
      while (tasks.stream().anyMatch(t -> t.left > 0)) {
        schedule.safepoint();
        if (choose.nextDouble() < 0.1) {
          tasks.get(choose.nextInt(tasks.size())).cancel();
        }
        turn();
      }
    } catch (Schedule.Killed e) {
      tasks.forEach(Task::abandon);
    }
  }

  private void turn() {
    Runnable next = ready.poll();
    if (next != null) {
      next.run();
      return;
    }
    long due = Long.MAX_VALUE;
    for (Task t : tasks) {
      due = t.waiter == null ? due : Math.min(due, t.due);
    }
    Schedule.beginBlocking(actor.ts());
    Schedule.sleep(actor.ts(), due == Long.MAX_VALUE ? -1 : Math.max(0, due - Schedule.nanoTime()));
    Schedule.endBlocking(actor.ts());
    tasks.forEach(Task::alarm);
  }

  /// A future of the loop.
  private static final class Waiter extends PyObject implements Schedule.Scripted {
    final Runnable whenDone;
    boolean done;

    Waiter(Runnable whenDone) {
      super(PyPending.TYPE);
      this.whenDone = whenDone;
    }

    @Override
    public Object call(String method, Object... args) {
      if (method.equals("done")) {
        return done;
      }
      finish();
      return PyNone.NONE;
    }

    void finish() {
      done = true;
      whenDone.run();
    }
  }

  /// A task, which does one thing after the other.
  private final class Task {
    final String name;
    int left;
    private Work work;
    private boolean cancelled;
    private Waiter waiter;
    private PyLobby lobby;
    private long due;

    Task(String name, int operations) {
      this.name = name;
      this.left = operations;
    }

    void begin() {
      cancelled = false;
      work = works.apply(name, actor.ts());
      if (work == null) {
        left = 0;
      } else if (!tried()) {
        lobby = work.lobby(actor.ts(), ScheduledLoop.this);
        work.waits();
        enter(false);
      }
    }

    private void enter(boolean again) {
      waiter = new Waiter(() -> ready.add(this::resumed));
      lobby.enter(actor.ts(), waiter, again);
      if (tried()) {
        leave();
        return;
      }
      long nanos = work.nanosToDue();
      due = nanos == Long.MAX_VALUE ? nanos : Schedule.nanoTime() + nanos;
    }

    private void alarm() {
      if (waiter != null && !waiter.done && due <= Schedule.nanoTime()) {
        waiter.finish();
      }
    }

    private void leave() {
      lobby.leave(actor.ts(), waiter);
      waiter = null;
    }

    private void resumed() {
      if (waiter == null) {
        throw new AssertionError("resumed without having waited");
      }
      boolean isOver = cancelled || tried();
      leave();
      if (cancelled) {
        over(null, null);
      } else if (!isOver) {
        enter(true);
      }
    }

    void cancel() {
      if (waiter != null && !cancelled) {
        cancelled = true;
        if (!waiter.done) {
          waiter.finish();
        }
      }
    }

    /// Whether that is the end of it.
    private boolean tried() {
      Object got = null;
      PyException failed = null;
      try {
        got = work.attempt(actor.ts());
      } catch (PyException e) {
        failed = e;
      }
      if (got == PyPending.PENDING) {
        return false;
      }
      over(got, failed);
      return true;
    }

    private void over(Object got, PyException e) {
      work.over(got, e);
      left--;
      if (left > 0) {
        ready.add(this::begin);
      }
    }

    void abandon() {
      if (waiter != null) {
        work.abandoned();
      }
      left = 0;
    }
  }
}
