package org.atoll.runtime.modules.sre;

import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMember;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.object.Slot;
import org.atoll.runtime.object.Subscriptable;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyGenericAlias;
import org.atoll.runtime.types.PyLong;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// `re.Match`: what a pattern found. Immutable.
@PyTypeDef(name = "Match", module = "re", basetype = false, instantiable = false,
    doc = "What a pattern found; always true.")
public final class PyMatch extends PyObject implements Subscriptable {
  public static final PyType TYPE = PyType.builtin(new PyMatchBinder());

  private final PyPattern pattern;
  private final SreText text;
  private final int start;
  private final int end;
  private final int[] marks;
  private final int lastIndex;
  @PyMember(doc = "Where the search began.")
  final long pos;
  @PyMember(doc = "Where the string ended for the search.")
  final long endpos;

  PyMatch(SreState state) {
    super(TYPE);
    pattern = state.pattern;
    text = state.text;
    start = state.matcher.start();
    end = state.matcher.end();
    marks = state.matcher.marks();
    lastIndex = state.matcher.lastIndex();
    pos = state.pos;
    endpos = state.endPos;
  }

  @PyGetter(doc = "What was searched.")
  Object string() {
    return text.object;
  }

  @PyGetter(doc = "The pattern.")
  Object re() {
    return pattern;
  }

  @PyGetter(doc = "The number of the group that matched last.")
  Object lastindex() {
    return lastIndex >= 0 ? (Object) (long) lastIndex : PyNone.NONE;
  }

  @PyGetter(doc = "The name of the group that matched last.")
  Object lastgroup() {
    Object[] names = pattern.indexGroup.items;
    return lastIndex >= 0 && lastIndex < names.length ? names[lastIndex] : PyNone.NONE;
  }

  @PyGetter
  Object regs() {
    Object[] spans = new Object[(int) pattern.groups + 1];
    for (int i = 0; i < spans.length; i++) {
      spans[i] = SreText.span(startOf(i), endOf(i));
    }
    return PyTuple.of(spans);
  }

  private int startOf(int group) {
    return group == 0 ? start : marks[2 * group - 1] < 0 ? -1 : marks[2 * group - 2];
  }

  private int endOf(int group) {
    return group == 0 ? end : marks[2 * group - 2] < 0 ? -1 : marks[2 * group - 1];
  }

  private int groupNumber(ThreadState ts, Object index) {
    long number = -1;
    if (index instanceof Long l) {
      number = l;
    } else if (PyLong.check(index) || PyObject.typeOf(index).slot(Slot.INDEX) != null) {
      Object value = PyNumber.index(ts, index);
      number = value instanceof Long l ? l : -1;
    } else {
      Object found = pattern.groupIndex.get(ts, index);
      if (found instanceof Long l) {
        number = l;
      }
    }
    if (number < 0 || number > pattern.groups) {
      throw PyErr.indexError("no such group");
    }
    return (int) number;
  }

  /// The text of a group counted from 0, `otherwise` where it has not matched.
  Object slice(int group, Object otherwise) {
    int from = startOf(group);
    if (from < 0) {
      return otherwise;
    }
    // A mutable object shows what it holds by now, cut to its present length.
    SreText now = text;
    if (text.isBytes() && !(text.object instanceof PyBytes)) {
      now = SreText.of(ThreadState.current(), text.object);
      now.release();
    }
    int length = now.length();
    return now.slice(Math.min(from, length), Math.min(Math.max(from, endOf(group)), length));
  }

  /// The text of a group for a template: IndexError for a number without a group.
  Object sliceChecked(long group, Object otherwise) {
    if (group > pattern.groups) {
      throw PyErr.indexError("no such group");
    }
    return slice((int) group, otherwise);
  }

  /// Appends the text of a group to `out`; false if the match is not over a plain Java string.
  boolean appendTo(StringBuilder out, long group) {
    if (text.string == null || group > pattern.groups) {
      return false;
    }
    int from = startOf((int) group);
    if (from >= 0) {
      out.append(text.string, from, Math.max(from, endOf((int) group)));
    }
    return true;
  }

  @PyMethod(sig = "(*args)",
      doc = "The text of one group by number or name, or a tuple of several; of the whole match without arguments.")
  Object group(ThreadState ts, PyTuple args) {
    Object[] wanted = args.items;
    if (wanted.length == 0) {
      return slice(0, PyNone.NONE);
    }
    if (wanted.length == 1) {
      return slice(groupNumber(ts, wanted[0]), PyNone.NONE);
    }
    Object[] found = new Object[wanted.length];
    for (int i = 0; i < found.length; i++) {
      found[i] = slice(groupNumber(ts, wanted[i]), PyNone.NONE);
    }
    return PyTuple.of(found);
  }

  @PyMethod
  Object __getitem__(ThreadState ts, Object name) {
    return slice(groupNumber(ts, name), PyNone.NONE);
  }

  @PyMethod(sig = "(default=None)", doc = "The texts of all groups, with a default for those that did not match.")
  Object groups(Object otherwise) {
    Object[] found = new Object[(int) pattern.groups];
    for (int i = 0; i < found.length; i++) {
      found[i] = slice(i + 1, otherwise);
    }
    return PyTuple.of(found);
  }

  @PyMethod(sig = "(default=None)", doc = "The texts of all named groups, with a default for those that did not match.")
  Object groupdict(ThreadState ts, Object otherwise) {
    PyDict found = new PyDict();
    PyDict names = pattern.groupIndex;
    for (int i = 0; i < names.used(); i++) {
      Object name = names.keyAt(i);
      if (name != null) {
        found.put(ts, name, slice(groupNumber(ts, name), otherwise));
      }
    }
    return found;
  }

  @PyMethod(sig = "(group=0, /)", doc = "Where the group begins.")
  long start(ThreadState ts, Object group) {
    return startOf(groupNumber(ts, group));
  }

  @PyMethod(sig = "(group=0, /)", doc = "Where the group ends.")
  long end(ThreadState ts, Object group) {
    return endOf(groupNumber(ts, group));
  }

  @PyMethod(sig = "(group=0, /)", doc = "Where the group begins and ends.")
  Object span(ThreadState ts, Object group) {
    int number = groupNumber(ts, group);
    return SreText.span(startOf(number), endOf(number));
  }

  @PyMethod(sig = "(template)", doc = "Fills the groups into a template as sub() does.")
  Object expand(ThreadState ts, Object template) {
    return PyTemplate.compile(ts, pattern, template).expand(ts, this);
  }

  @PyMethod(sig = "()")
  Object __copy__() {
    return this;
  }

  @PyMethod(sig = "(memo, /)")
  Object __deepcopy__(Object memo) {
    return this;
  }

  @PyMethod(sig = "(item, /)", classMethod = true, doc = "Match[str] and the like, for annotations.")
  static Object __class_getitem__(PyType cls, Object item) {
    return PyGenericAlias.of(cls, item);
  }

  @PyMethod
  Object __repr__(ThreadState ts) {
    String shown = PyUnicode.toUtf16(PyObjects.repr(ts, slice(0, PyNone.NONE)));
    int cut = shown.offsetByCodePoints(0, Math.min(50, shown.codePointCount(0, shown.length())));
    return PyUnicode.fromUtf16(
        "<re.Match object; span=(" + start + ", " + end + "), match=" + shown.substring(0, cut) + ">");
  }
}
