package org.atoll.runtime.modules.sre;

import java.util.Arrays;
import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMember;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyNotImplemented;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.sre.SreCodes;
import org.atoll.runtime.sre.SreProgram;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyGenericAlias;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.object.PyMappingProxy;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// `re.Pattern`: a compiled regular expression. Immutable; guarded by the GIL all the same since its dict of group names
/// is a Python object.
@PyTypeDef(name = "Pattern", module = "re", basetype = false, instantiable = false, doc = "A compiled regular expression.")
public final class PyPattern extends PyObject {
  public static final PyType TYPE = PyType.builtin(new PyPatternBinder());

  private static final String[] FLAG_NAMES = {
      "re.IGNORECASE", "re.LOCALE", "re.MULTILINE", "re.DOTALL", "re.UNICODE", "re.VERBOSE", "re.DEBUG", "re.ASCII"};
  private static final int[] FLAGS = {
      SreCodes.FLAG_IGNORECASE, SreCodes.FLAG_LOCALE, SreCodes.FLAG_MULTILINE, SreCodes.FLAG_DOTALL,
      SreCodes.FLAG_UNICODE, SreCodes.FLAG_VERBOSE, SreCodes.FLAG_DEBUG, SreCodes.FLAG_ASCII};

  @PyMember(doc = "The str or bytes it was made of.")
  final Object pattern;
  @PyMember(doc = "The flags it was made with.")
  final long flags;
  @PyMember(doc = "The number of groups.")
  final long groups;
  final PyDict groupIndex;
  /// Names of the groups by number, None where a group has none.
  final PyTuple indexGroup;
  final SreProgram program;
  /// Whether it is for bytes, or null for a pattern made of nothing but code words.
  final Boolean isBytes;
  private final int[] code;

  PyPattern(Object pattern, Boolean isBytes, long flags, int[] code, int groups, PyDict groupIndex, PyTuple indexGroup) {
    super(TYPE);
    this.pattern = pattern;
    this.isBytes = isBytes;
    this.flags = flags;
    this.code = code;
    this.groups = groups;
    this.groupIndex = groupIndex;
    this.indexGroup = indexGroup;
    program = SreProgram.compile(code, groups);
  }

  @PyGetter(doc = "The numbers of the named groups.")
  Object groupindex() {
    return new PyMappingProxy(groupIndex);
  }

  private SreState state(ThreadState ts, Object string, long pos, long endpos) {
    return new SreState(ts, this, string, pos, endpos);
  }

  private static Object result(SreState state, boolean found) {
    state.close();
    return found ? state.match() : PyNone.NONE;
  }

  @PyMethod(sig = "(string, pos=0, endpos=sys.maxsize)",
      doc = "Matches at the beginning of the string; None if that fails.")
  Object match(ThreadState ts, Object string, long pos, long endpos) {
    SreState state = state(ts, string, pos, endpos);
    return result(state, state.matcher.match());
  }

  @PyMethod(sig = "(string, pos=0, endpos=sys.maxsize)", doc = "Matches the whole string; None if that fails.")
  Object fullmatch(ThreadState ts, Object string, long pos, long endpos) {
    SreState state = state(ts, string, pos, endpos);
    return result(state, state.matcher.fullMatch());
  }

  @PyMethod(sig = "(string, pos=0, endpos=sys.maxsize)",
      doc = "Finds the first match anywhere in the string; None if there is none.")
  Object search(ThreadState ts, Object string, long pos, long endpos) {
    SreState state = state(ts, string, pos, endpos);
    return result(state, state.search());
  }

  @PyMethod(sig = "(string, pos=0, endpos=sys.maxsize)",
      doc = "Lists the texts, or the groups, of all matches that do not overlap.")
  Object findall(ThreadState ts, Object string, long pos, long endpos) {
    SreState state = state(ts, string, pos, endpos);
    PyList found = new PyList();
    int groups = (int) this.groups;
    while (state.search()) {
      if (groups == 0) {
        found.append(state.text.slice(state.matcher.start(), state.matcher.end()));
      } else if (groups == 1) {
        found.append(state.group(1, true));
      } else {
        Object[] items = new Object[groups];
        for (int i = 0; i < groups; i++) {
          items[i] = state.group(i + 1, true);
        }
        found.append(PyTuple.of(items));
      }
      state.matcher.advance();
    }
    state.close();
    return found;
  }

  @PyMethod(sig = "(string, pos=0, endpos=sys.maxsize)",
      doc = "Returns an iterator over all matches that do not overlap.")
  Object finditer(ThreadState ts, Object string, long pos, long endpos) {
    return new MatchIterator(state(ts, string, pos, endpos));
  }

  @PyMethod(sig = "(string, pos=0, endpos=sys.maxsize)")
  Object scanner(ThreadState ts, Object string, long pos, long endpos) {
    return new PyScanner(this, state(ts, string, pos, endpos));
  }

  @PyMethod(sig = "(string, maxsplit=0)", doc = "Cuts the string at the matches.")
  Object split(ThreadState ts, Object string, long maxsplit) {
    SreState state = state(ts, string, 0, Long.MAX_VALUE);
    PyList parts = new PyList();
    int last = 0;
    for (long n = 0; (maxsplit == 0 || n < maxsplit) && state.search(); n++) {
      parts.append(state.text.slice(last, state.matcher.start()));
      for (int group = 1; group <= groups; group++) {
        parts.append(state.group(group, false));
      }
      last = state.matcher.end();
      state.matcher.advance();
    }
    parts.append(state.text.slice(last, state.endPos));
    state.close();
    return parts;
  }

  @PyMethod(sig = "(repl, string, count=0)",
      doc = "Replaces the matches in the string, at most count of them if that is not 0.")
  Object sub(ThreadState ts, Object repl, Object string, long count) {
    return new Substitution(ts, this, repl, string, count).result();
  }

  @PyMethod(sig = "(repl, string, count=0)", doc = "As sub, but returns the new string and the number of replacements.")
  Object subn(ThreadState ts, Object repl, Object string, long count) {
    Substitution substitution = new Substitution(ts, this, repl, string, count);
    return PyTuple.of(substitution.result(), substitution.count());
  }

  @PyMethod(sig = "()")
  Object __copy__() {
    return this;
  }

  @PyMethod(sig = "(memo, /)")
  Object __deepcopy__(Object memo) {
    return this;
  }

  @PyMethod(sig = "(item, /)", classMethod = true, doc = "Pattern[str] and the like, for annotations.")
  static Object __class_getitem__(PyType cls, Object item) {
    return PyGenericAlias.of(cls, item);
  }

  @PyMethod
  Object __eq__(ThreadState ts, Object other) {
    return other instanceof PyPattern p ? (Object) same(ts, p) : PyNotImplemented.NOT_IMPLEMENTED;
  }

  @PyMethod
  Object __ne__(ThreadState ts, Object other) {
    return other instanceof PyPattern p ? (Object) !same(ts, p) : PyNotImplemented.NOT_IMPLEMENTED;
  }

  private boolean same(ThreadState ts, PyPattern other) {
    return this == other || flags == other.flags && isBytes == other.isBytes && Arrays.equals(code, other.code)
        && PyObjects.equal(ts, pattern, other.pattern);
  }

  @PyMethod
  long __hash__(ThreadState ts) {
    return PyObjects.hash(ts, pattern) ^ Arrays.hashCode(code) ^ flags ^ groups;
  }

  @PyMethod
  Object __repr__(ThreadState ts) {
    long rest = flags;
    if (Boolean.FALSE.equals(isBytes)
        && (rest & (SreCodes.FLAG_LOCALE | SreCodes.FLAG_UNICODE | SreCodes.FLAG_ASCII)) == SreCodes.FLAG_UNICODE) {
      rest &= ~SreCodes.FLAG_UNICODE;
    }
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < FLAGS.length; i++) {
      if ((rest & FLAGS[i]) != 0) {
        out.append(out.isEmpty() ? "" : "|").append(FLAG_NAMES[i]);
        rest &= ~FLAGS[i];
      }
    }
    if (rest != 0) {
      out.append(out.isEmpty() ? "" : "|").append("0x").append(Long.toHexString(rest));
    }
    String shown = PyUnicode.toUtf16(PyObjects.repr(ts, pattern));
    int end = shown.offsetByCodePoints(0, Math.min(200, shown.codePointCount(0, shown.length())));
    return PyUnicode.fromUtf16("re.compile(" + shown.substring(0, end) + (out.isEmpty() ? "" : ", " + out) + ")");
  }
}
