package org.atoll.actors.inspect;

import java.util.List;
import java.util.Locale;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.arena.module.ArenaView;
import org.atoll.channels.items.ChannelView;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// `_atoll_inspect`: what `atoll.inspect` is made of. The main interpreter sees all, another one itself.
@PyModuleDef(value = "_atoll_inspect", doc = "What the interpreters of this process are doing.")
final class InspectModule {
  private static List<InterpreterView> visible(ThreadState ts) {
    List<InterpreterView> all = Inspection.all(ts.interpreter().runtime());
    return ts.interpreter().config().subinterpreter() ? all.stream().filter(i -> i.id() == ts.interpreter().id()).toList() : all;
  }

  @PyFunction(sig = "()", doc = "The interpreters that the present one may look at, as tuples.")
  Object interpreters(ThreadState ts) {
    return PyTuple.of(visible(ts).stream().map(InspectModule::tuple).toArray());
  }

  @PyFunction(sig = "()", doc = "The rings of threads that wait for each other, as tuples of pairs of interpreter and thread.")
  Object deadlocks(ThreadState ts) {
    List<List<Inspection.ThreadId>> rings = visibleRings(ts);
    return PyTuple.of(rings.stream().map(ring -> PyTuple.of(ring.stream().map(t -> PyTuple.of(t.interpreter(), t.thread())).toArray())).toArray());
  }

  private static List<List<Inspection.ThreadId>> visibleRings(ThreadState ts) {
    List<List<Inspection.ThreadId>> all = Inspection.rings(ts.interpreter().runtime());
    long own = ts.interpreter().id();
    return ts.interpreter().config().subinterpreter() ? all.stream().filter(ring -> ring.stream().allMatch(t -> t.interpreter() == own)).toList() : all;
  }

  private static List<ChannelView> visibleChannels(ThreadState ts) {
    List<ChannelView> all = Inspection.channels(ts.interpreter().runtime());
    long own = ts.interpreter().id();
    return ts.interpreter().config().subinterpreter() ? all.stream().filter(c -> c.concerns(own)).toList() : all;
  }

  @PyFunction(sig = "()", doc = "The channels and queues that the present interpreter may look at, as tuples.")
  Object channels(ThreadState ts) {
    return PyTuple.of(visibleChannels(ts).stream().map(InspectModule::tuple).toArray());
  }

  private static List<ArenaView> visibleArenas(ThreadState ts) {
    List<ArenaView> all = Inspection.arenas(ts.interpreter().runtime());
    long own = ts.interpreter().id();
    return ts.interpreter().config().subinterpreter() ? all.stream().filter(a -> a.concerns(own)).toList() : all;
  }

  @PyFunction(sig = "()", doc = "The arenas that the present interpreter may look at, as tuples.")
  Object arenas(ThreadState ts) {
    return PyTuple.of(visibleArenas(ts).stream().map(InspectModule::tuple).toArray());
  }

  @PyFunction(sig = "()", doc = "What they are doing, as text.")
  Object text(ThreadState ts) {
    return PyUnicode.fromUtf16(DumpText.of(visible(ts), visibleChannels(ts), visibleArenas(ts), visibleRings(ts)));
  }

  private static PyTuple tuple(InterpreterView i) {
    Object threads = PyTuple.of(i.threads().stream().map(InspectModule::tuple).toArray());
    return PyTuple.of(i.id(), PyUnicode.fromUtf16(i.title()), i.running(), i.gilHolder() == 0 ? PyNone.NONE : (Object) i.gilHolder(), (long) i.waiting(), i.calls(),
        seconds(i.cpuNanos()), seconds(i.wallNanos()), i.memoryBytes() < 0 ? PyNone.NONE : (Object) i.memoryBytes(), threads);
  }

  private static PyTuple tuple(ChannelView c) {
    return PyTuple.of(PyUnicode.fromUtf16(c.kind().name().toLowerCase(Locale.ROOT)), c.id(), c.depth(), c.maxsize() < 0 ? PyNone.NONE : (Object) c.maxsize(),
        c.bytes(), c.waitingToSend(), c.waitingToReceive(), PyTuple.of(c.senders().toArray()), PyTuple.of(c.receivers().toArray()));
  }

  private static PyTuple tuple(ArenaView a) {
    Object holders = PyTuple.of(a.holders().stream()
        .map(h -> PyTuple.of(h.interpreter(), h.thread(), PyUnicode.fromUtf16(h.threadName()), h.reads(), seconds(h.nanos()))).toArray());
    return PyTuple.of(PyUnicode.fromUtf16(a.name()), a.mode(), a.bytes(), a.limitBytes(), a.waiting(), a.holds(), a.waits(), a.poisoned(), holders);
  }

  private static Object seconds(long nanos) {
    return nanos < 0 ? PyNone.NONE : (Object) (nanos / 1e9);
  }

  private static PyTuple tuple(ThreadView t) {
    Object stack = PyTuple.of(t.stack().stream()
        .map(f -> PyTuple.of(PyUnicode.fromUtf16(f.filename()), (long) f.line(), PyUnicode.fromUtf16(f.function()))).toArray());
    return PyTuple.of(t.ident(), PyUnicode.fromUtf16(t.name()), t.state().name().toLowerCase(Locale.ROOT).replace('_', ' '),
        PyUnicode.fromUtf16(t.waitsIn()), t.blocker() == null ? PyNone.NONE : tuple(t.blocker()), stack);
  }

  private static PyTuple tuple(BlockerView b) {
    return PyTuple.of(PyUnicode.fromUtf16(b.what()), b.isKnown() ? (Object) b.interpreter() : PyNone.NONE, b.isKnown() ? (Object) b.thread() : PyNone.NONE,
        PyUnicode.fromUtf16(b.threadName()));
  }
}
