package org.atoll.actors.cell;

import java.util.concurrent.ScheduledExecutorService;
import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.Limits;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.Shared;

/// How large a mailbox is, and what it does with more. Immutable.
@PyTypeDef(name = "Mailbox", module = "atoll.actors", basetype = false, doc = """
    Mailbox(capacity=10000, *, overflow='block', priorities=False)
    --

    What spawn(mailbox=...) takes: how many messages may wait, and what becomes of one more.

    overflow: 'block' has the sender wait until there is room, 'fail' raises MailboxFull at the sender,
    'drop_oldest' makes the oldest waiting message a dead letter.
    priorities: whether messages with a higher priority= are handled first; those of one priority keep their order.""")
final class MailboxOptions extends PyObject implements Shared {
  static final PyType TYPE = PyType.builtin(new MailboxOptionsBinder());
  static final int DEFAULT_CAPACITY = 10_000;
  static final MailboxOptions DEFAULT = new MailboxOptions(DEFAULT_CAPACITY, Overflow.BLOCK, false);

  private final int capacity;
  private final Overflow overflow;
  private final boolean priorities;

  private MailboxOptions(int capacity, Overflow overflow, boolean priorities) {
    super(TYPE);
    this.capacity = capacity;
    this.overflow = overflow;
    this.priorities = priorities;
  }

  @PyNew(sig = "(capacity=10000, *, overflow='block', priorities=False)")
  static Object create(PyType cls, int capacity, String overflow, boolean priorities) {
    if (capacity < 1) {
      throw PyErr.valueError("a mailbox holds at least one message, not %d", capacity);
    }
    Overflow policy = Overflow.named(overflow);
    if (policy == null) {
      throw PyErr.valueError("overflow must be 'block', 'fail' or 'drop_oldest', not '%s'", overflow);
    }
    return new MailboxOptions(capacity, policy, priorities);
  }

  /// A mailbox that holds no more than `limit` messages, which is [Limits#NONE] for no limit; one message has room in any.
  Mailbox make(int limit, ScheduledExecutorService timer) {
    return new Mailbox(limit == Limits.NONE ? capacity : Math.clamp(limit, 1, capacity), overflow, priorities, timer);
  }

  @PyGetter(name = "capacity", doc = "how many messages may wait")
  long capacity() {
    return capacity;
  }

  @PyGetter(name = "overflow", doc = "what becomes of one more")
  String overflow() {
    return overflow.label;
  }

  @PyGetter(name = "priorities", doc = "whether urgent messages come first")
  boolean priorities() {
    return priorities;
  }

  @PyMethod
  String __repr__() {
    return "Mailbox(" + capacity + ", overflow='" + overflow.label + "', priorities=" + (priorities ? "True" : "False") + ")";
  }
}
