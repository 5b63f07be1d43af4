package org.atoll.integration.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.Interpreter;
import org.atoll.runtime.interp.InterpreterConfig;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.PyByteArray;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyMemoryView;
import org.atoll.runtime.types.PySlice;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Random calls of the methods of str, bytes, bytearray and memoryview, wrong arguments included, compared with native
/// CPython: the result's repr, the receiver's after a change, or the exception's type and message.
class MethodCallTest {
  private static final long SEED = Long.getLong("atoll.seed", 20240814L);
  private static final String[] STR = {
    "find", "rfind", "index", "rindex", "count", "startswith", "endswith", "removeprefix", "removesuffix", "split", "rsplit",
    "splitlines", "partition", "rpartition", "join", "replace", "strip", "lstrip", "rstrip", "center", "ljust", "rjust", "zfill",
    "expandtabs", "upper", "lower", "casefold", "title", "capitalize", "swapcase", "translate", "maketrans", "encode", "isalpha",
    "isalnum", "isascii", "isdecimal", "isdigit", "isnumeric", "isspace", "isprintable", "islower", "isupper", "istitle",
    "isidentifier", "__getitem__", "__contains__", "__add__", "__mul__", "__rmul__", "__eq__", "__lt__", "__ge__", "__format__",
    "__len__", "__getnewargs__", "__mod__", "format", "format_map"
  };
  private static final String[] BYTES = {
    "find", "rfind", "index", "rindex", "count", "startswith", "endswith", "removeprefix", "removesuffix", "split", "rsplit",
    "splitlines", "partition", "rpartition", "join", "replace", "strip", "lstrip", "rstrip", "center", "ljust", "rjust", "zfill",
    "expandtabs", "upper", "lower", "title", "capitalize", "swapcase", "translate", "maketrans", "decode", "isalpha", "isalnum",
    "isascii", "isdigit", "isspace", "islower", "isupper", "istitle", "hex", "fromhex", "__getitem__", "__contains__", "__add__",
    "__mul__", "__rmul__", "__eq__", "__lt__", "__ge__", "__len__", "__mod__"
  };
  private static final String[] ARRAY = {
    "append", "extend", "insert", "pop", "remove", "reverse", "clear", "copy", "resize", "__setitem__", "__delitem__", "__iadd__",
    "__imul__"
  };
  private static final String[] VIEW = {
    "__getitem__", "__setitem__", "tobytes", "tolist", "hex", "cast", "toreadonly", "__len__", "__eq__", "count", "index", "__contains__"
  };
  private static final Object[] CODEC_ARGUMENTS = {"utf-8", "UTF8", "latin-1", "ascii", "utf_16", "utf-32", 5L, "a\0b"};
  private static final Object[] HANDLERS = {"strict", "ignore", "replace", "backslashreplace", "surrogateescape"};
  private final Random random = new Random(SEED);
  private final List<String> cases = new ArrayList<>();
  private final List<String> mine = new ArrayList<>();
  private ThreadState ts;

  @BeforeEach
  void needsReference() {
    assumeTrue(Reference.home() != null, "no unpacked CPython");
    var interpreter = new Interpreter(new InterpreterConfig(List.of(), List.of(), "", "", List.of(), java.util.Map.of(), List.of(), java.util.Map.of(), false));
    ts = interpreter.newThreadState();
    interpreter.attach(ts);
  }

  @AfterEach
  void leave() {
    if (ts != null) {
      ts.interpreter().detach(ts, null);
    }
  }

  @Test
  void methodsOfStr() throws Exception {
    for (int i = 0; i < 60_000; i++) {
      call(anyStr(8), STR[random.nextInt(STR.length)]);
    }
    compare();
  }

  @Test
  void methodsOfBytes() throws Exception {
    for (int i = 0; i < 40_000; i++) {
      call(anyBytes(), BYTES[random.nextInt(BYTES.length)]);
    }
    compare();
  }

  @Test
  void methodsOfByteArray() throws Exception {
    for (int i = 0; i < 40_000; i++) {
      String[] methods = random.nextBoolean() ? ARRAY : BYTES;
      call(new PyByteArray(anyBytes().bytes.clone()), methods[random.nextInt(methods.length)]);
    }
    compare();
  }

  @Test
  void methodsOfMemoryView() throws Exception {
    for (int i = 0; i < 20_000; i++) {
      var base = new PyByteArray(anyBytes().bytes.clone());
      String source = "memoryview(" + repr(base) + ")";
      call(PyMemoryView.fromObject(ts, base), source, VIEW[random.nextInt(VIEW.length)]);
    }
    compare();
  }

  private void call(Object self, String method) {
    call(self, repr(self), method);
  }

  private void call(Object self, String source, String method) {
    boolean codec = method.equals("encode") || method.equals("decode");
    var args = new Object[codec ? random.nextInt(3) : random.nextInt(4)];
    var text = new StringBuilder();
    for (int i = 0; i < args.length; i++) {
      args[i] = codec ? CODEC_ARGUMENTS[random.nextInt(CODEC_ARGUMENTS.length)] : argument(method);
      if (codec && i == 1) {
        args[i] = HANDLERS[random.nextInt(HANDLERS.length)];
      }
      text.append(i == 0 ? "" : ", ").append(repr(args[i]));
    }
    cases.add(Reference.code(source) + "\t" + method + "\t" + Reference.code("(" + text + (args.length == 1 ? ",)" : ")")));
    mine.add(evaluate(self, method, args));
  }

  private String evaluate(Object self, String method, Object[] args) {
    try {
      Object result = Call.call(ts, PyObjects.getAttr(ts, self, method), args, null);
      String more = self instanceof PyByteArray ? " " + repr(self) : self instanceof PyMemoryView v ? " " + repr(PyObjects.callMethod(ts, v, "tobytes")) : "";
      return shown(result) + more;
    } catch (PyException e) {
      return PyObject.typeOf(e.value).name() + ": " + PyUnicode.toUtf16(PyObjects.str(ts, e.value));
    }
  }

  private String shown(Object result) {
    return result instanceof PyMemoryView v ? "view " + repr(PyObjects.callMethod(ts, v, "tobytes")) : repr(result);
  }

  private String repr(Object o) {
    return PyUnicode.toUtf16(PyObjects.repr(ts, o));
  }

  private Object argument(String method) {
    if (method.equals("__mod__") || method.equals("format")) {
      return random.nextBoolean() ? PyTuple.of(any(), any()) : any();
    }
    return any();
  }

  private Object any() {
    return switch (random.nextInt(18)) {
      case 0, 1, 2, 3, 4 -> anyStr(3);
      case 5, 6, 7, 8 -> anyBytes();
      case 9, 10 -> (long) random.nextInt(12) - 3;
      case 11 -> (long) random.nextInt(600);
      case 12 -> PyNone.NONE;
      case 13 -> PyTuple.of(anyStr(2), random.nextBoolean() ? anyStr(2) : anyBytes());
      case 14 -> PyList.of(random.nextBoolean() ? anyStr(2) : anyBytes(), anyStr(2), random.nextInt(3) == 0 ? (Object) 5L : anyBytes());
      case 15 -> new PySlice(bound(), bound(), random.nextBoolean() ? PyNone.NONE : bound());
      case 16 -> anyDict();
      default -> random.nextBoolean() ? (Object) 1.5 : random.nextBoolean() ? (Object) true : BigInteger.ONE.shiftLeft(80);
    };
  }

  private Object bound() {
    return random.nextInt(3) == 0 ? PyNone.NONE : (Object) (long) (random.nextInt(14) - 6);
  }

  private Object anyDict() {
    var dict = new PyDict();
    dict.put(ts, random.nextBoolean() ? (Object) "a" : (Object) 97L, any());
    dict.put(ts, random.nextBoolean() ? (Object) "b" : (Object) 98L, random.nextBoolean() ? PyNone.NONE : (Object) 99L);
    return dict;
  }

  private Object anyStr(int longest) {
    String[] pieces = {
      "a", "b", "ab", "A", " ", "\t", "\n", "\u00df", "\u0130", "5", "+", "{}", "{0}", "{a}", "{b!r:>4}", "%s", "%d", "%(a)s", "%5.2f", "%x", "%c",
      "\ud83d\ude00", "\u4e00", "'", "\\", "utf-8", "latin-1", "ascii", "ignore", "<5", "08", "_", "\u0663", "%%", "%", "{", "}", "0x1F", "B", "I"
    };
    var text = new StringBuilder();
    for (int n = random.nextInt(longest + 1); n > 0; n--) {
      text.append(pieces[random.nextInt(pieces.length)]);
    }
    return PyUnicode.fromUtf16(text.toString());
  }

  private PyBytes anyBytes() {
    String[] pieces = {"a", "b", "ab", "A", " ", "\t", "\n", "\u00e9", "5", "+", "%s", "%d", "%(a)s", "%5.1f", "%b", "%c", "'", "\u0000", "%r", "41"};
    var text = new StringBuilder();
    for (int n = random.nextInt(5); n > 0; n--) {
      text.append(pieces[random.nextInt(pieces.length)]);
    }
    return PyBytes.latin1(text.toString());
  }

  /// The words about a wrong number of arguments are the binders' business.
  private static boolean isAboutCount(String message) {
    return message.startsWith("TypeError: ")
        && message.matches(".*(expected (at least |at most )?\\d+ argument|takes (at most|at least|exactly|no|\\d)|missing required|expected \\d).*");
  }

  private void compare() throws Exception {
    List<String> theirs = Reference.run("""
        import warnings
        warnings.simplefilter('ignore')
        def shown(r): return 'view ' + repr(r.tobytes()) if isinstance(r, memoryview) else repr(r)
        def f(source, method, args):
          self = eval(text(source)); args = eval(text(args))
          r = shown(getattr(self, method)(*args))
          if isinstance(self, bytearray): r += ' ' + repr(self)
          if isinstance(self, memoryview): r += ' ' + repr(self.tobytes())
          return r
        serve(f)
        """, cases);
    assertEquals(cases.size(), theirs.size(), "answers");
    var wrong = new ArrayList<String>();
    for (int i = 0; i < mine.size(); i++) {
      String expected = Reference.decode(theirs.get(i));
      if (!expected.equals(mine.get(i)) && !isAboutCount(expected)) {
        String[] fields = cases.get(i).split("\t");
        wrong.add(Reference.decode(fields[0]) + "." + fields[1] + Reference.decode(fields[2]) + "\n   CPython: " + expected + "\n   Atoll:   " + mine.get(i)
            + "\n");
      }
    }
    assertEquals(List.of(), wrong.subList(0, Math.min(40, wrong.size())), wrong.size() + " of " + cases.size() + " differ, seed " + SEED);
  }
}
